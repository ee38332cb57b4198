import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { AgentsService } from '../agents/agents.service';
import { TicketsService } from './tickets.service';

@Injectable()
export class DigestTask {
  constructor(
    private readonly tickets: TicketsService,
    private readonly agents: AgentsService,
  ) {}

  @Cron('0 6 * * *')
  async creditAgents() {
    const solved = await this.tickets.solvedSince(new Date(Date.now() - 24 * 3600 * 1000));
    for (const ticket of solved.filter((one) => one.agentId)) {
      // expect: query-in-loop
      await this.agents.credit(ticket.agentId);
    }
    // expect: missing-timeout
    await fetch(process.env.DIGEST_URL ?? 'https://chat.example.test/hook', {
      method: 'POST',
      body: JSON.stringify({ text: `${solved.length} tickets solved` }),
    });
  }
}
