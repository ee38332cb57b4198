import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { DirectoryService } from '../directory/directory.service';
import { TicketsService } from './tickets.service';

@Controller('tickets')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly directory: DirectoryService,
  ) {}

  @Get()
  inbox(@Query('page', new ParseIntPipe({ optional: true })) page = 0) {
    return this.tickets.inbox(page);
  }

  @Get('assigned')
  assigned() {
    return this.tickets.assigned();
  }

  @Get('v2/assigned')
  assignedAtOnce() {
    return this.tickets.assignedAtOnce();
  }

  @Get('board')
  board() {
    return this.tickets.board();
  }

  @Get('people/:name')
  people(@Param('name') name: string) {
    // expect: missing-fallback
    return this.directory.find(name);
  }

  @Get(':id')
  show(@Param('id', ParseIntPipe) id: number) {
    return this.tickets.show(id);
  }

  @Get(':id/:language')
  translated(@Param('id', ParseIntPipe) id: number, @Param('language') language: string) {
    return this.tickets.translated(id, language);
  }

  @Post('close')
  close(@Body('ids') ids: number[]) {
    return this.tickets.closeAll(ids);
  }

  @Post('reassign')
  reassign(@Body() moves: { id: number; agentId: number }[]) {
    return this.tickets.reassign(moves);
  }
}
