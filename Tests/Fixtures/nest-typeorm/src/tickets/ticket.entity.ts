import { Column, CreateDateColumn, Entity, Index, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Agent } from '../agents/agent.entity';
import { Comment } from './comment.entity';

@Entity('tickets')
@Index(['status', 'createdAt'])
export class Ticket {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  subject: string;

  @Column({ default: 'open' })
  status: string;

  @Column({ nullable: true })
  agentId: number | null;

  @ManyToOne(() => Agent, (agent) => agent.tickets)
  agent: Agent | null;

  @OneToMany(() => Comment, (comment) => comment.ticket)
  comments: Comment[];

  // expect: missing-index
  @CreateDateColumn()
  createdAt: Date;
}
