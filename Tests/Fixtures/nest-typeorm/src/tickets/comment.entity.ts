import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Ticket } from './ticket.entity';

@Entity('comments')
export class Comment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  body: string;

  @Index()
  @Column()
  ticketId: number;

  @ManyToOne(() => Ticket, (ticket) => ticket.comments)
  ticket: Ticket;
}
