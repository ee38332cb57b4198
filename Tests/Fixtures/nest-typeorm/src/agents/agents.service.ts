import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { Agent } from './agent.entity';

@Injectable()
export class AgentsService {
  constructor(@InjectRepository(Agent) private readonly agents: Repository<Agent>) {}

  findOne(id: number): Promise<Agent | null> {
    return this.agents.findOne({ where: { id } });
  }

  findMany(ids: number[]): Promise<Agent[]> {
    return this.agents.find({ where: { id: In(ids) } });
  }

  initials(agent: Agent): string {
    return agent.name.slice(0, 2).toUpperCase();
  }

  async credit(id: number): Promise<void> {
    await this.agents.increment({ id }, 'solved', 1);
  }
}
