import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { AgentsService } from '../agents/agents.service';
import { TranslationService } from '../translation/translation.service';
import { Comment } from './comment.entity';
import { Ticket } from './ticket.entity';

const BOARD = ['open', 'waiting', 'solved'];

@Injectable()
export class TicketsService {
  constructor(
    @InjectRepository(Ticket) private readonly tickets: Repository<Ticket>,
    @InjectRepository(Comment) private readonly comments: Repository<Comment>,
    private readonly agents: AgentsService,
    private readonly translation: TranslationService,
  ) {}

  async inbox(page: number) {
    const tickets = await this.tickets.find({ order: { id: 'DESC' }, take: 100, skip: page * 100 });
    const rows = [];
    for (const ticket of tickets) {
      // expect: query-in-loop
      const comments = await this.comments.count({ where: { ticketId: ticket.id } });
      rows.push({ ...ticket, comments });
    }
    return rows;
  }

  async assigned() {
    const tickets = await this.tickets.find({ where: { status: 'open' }, take: 200 });
    return Promise.all(
      tickets.map(async (ticket) => ({
        subject: ticket.subject,
        // expect: query-in-loop
        agent: await this.agents.findOne(ticket.agentId),
      })),
    );
  }

  async assignedAtOnce() {
    const tickets = await this.tickets.find({ where: { status: 'open' }, take: 200 });
    const agents = await this.agents.findMany(tickets.map((ticket) => ticket.agentId));
    const byId = new Map(agents.map((agent) => [agent.id, agent]));
    return tickets.map((ticket) => {
      const agent = byId.get(ticket.agentId);
      // near miss: a method of the same service that only looks at the name
      return { subject: ticket.subject, agent: agent ? this.agents.initials(agent) : null };
    });
  }

  async board() {
    const columns: Record<string, number> = {};
    for (const status of BOARD) {
      // near miss: three columns
      columns[status] = await this.tickets.countBy({ status });
    }
    return columns;
  }

  show(id: number) {
    // near miss: the join brings the comments along
    return this.tickets.createQueryBuilder('t').leftJoinAndSelect('t.comments', 'c').where('t.id = :id', { id }).getOne();
  }

  async closeAll(ids: number[]) {
    // near miss: one UPDATE for all ids
    await this.tickets.update({ id: In(ids) }, { status: 'solved' });
  }

  async reassign(moves: { id: number; agentId: number }[]) {
    // expect: unlimited-list
    for (const move of moves) {
      const ticket = this.tickets.create({ id: move.id, agentId: move.agentId });
      // expect: query-in-loop
      await this.tickets.save(ticket);
    }
  }

  async translated(id: number, language: string) {
    const ticket = await this.show(id);
    // expect: missing-fallback
    return ticket && { ...ticket, subject: await this.translation.translate(ticket.subject, language) };
  }

  solvedSince(date: Date) {
    return this.tickets.createQueryBuilder('t').where('t.createdAt > :date', { date }).take(1000).getMany();
  }
}
