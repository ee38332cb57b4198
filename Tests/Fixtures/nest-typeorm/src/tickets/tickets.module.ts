import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgentsModule } from '../agents/agents.module';
import { DirectoryModule } from '../directory/directory.module';
import { TranslationModule } from '../translation/translation.module';
import { Comment } from './comment.entity';
import { DigestTask } from './digest.task';
import { Ticket } from './ticket.entity';
import { TicketsController } from './tickets.controller';
import { TicketsService } from './tickets.service';

@Module({
  imports: [TypeOrmModule.forFeature([Ticket, Comment]), AgentsModule, DirectoryModule, TranslationModule],
  controllers: [TicketsController],
  providers: [TicketsService, DigestTask],
})
export class TicketsModule {}
