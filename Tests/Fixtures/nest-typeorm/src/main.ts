import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  // expect: missing-compression, missing-health-check, missing-request-telemetry
  const app = await NestFactory.create(AppModule);
  // near miss: the framework closes what it holds when it is told to end
  app.enableShutdownHooks();
  await app.listen(3000);
}

void bootstrap();
