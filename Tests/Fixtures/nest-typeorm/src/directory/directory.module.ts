import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { DirectoryService } from './directory.service';

@Module({
  // near miss: the module registers its client with a deadline
  imports: [HttpModule.register({ timeout: 3000, maxRedirects: 2 })],
  providers: [DirectoryService],
  exports: [DirectoryService],
})
export class DirectoryModule {}
