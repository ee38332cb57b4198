import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgentsModule } from './agents/agents.module';
import { TicketsModule } from './tickets/tickets.module';

@Module({
  imports: [
    ScheduleModule.forRoot(),
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      autoLoadEntities: true,
      // near miss: connecting and every statement have a deadline
      connectTimeoutMS: 3000,
      extra: { statement_timeout: 5000, connectionTimeoutMillis: 3000, max: 20 },
    }),
    AgentsModule,
    TicketsModule,
  ],
})
export class AppModule {}
