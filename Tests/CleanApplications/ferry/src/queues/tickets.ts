import { Queue, Worker } from 'bullmq';
import { sendTicket } from '../clients/mail.js';
import { log } from '../lib/log.js';
import { prisma } from '../lib/prisma.js';

const connection = { url: process.env.REDIS_URL ?? 'redis://localhost:6379' };

export const tickets = new Queue('tickets', {
  connection,
  defaultJobOptions: {
    attempts: 5,
    backoff: { type: 'exponential', delay: 1000 },
    removeOnComplete: 1000,
    removeOnFail: 5000,
  },
});

// The row is taken by one statement, so a job that runs twice sends one ticket.
async function deliver(bookingId: number): Promise<void> {
  const taken = await prisma.booking.updateMany({
    where: { id: bookingId, status: 'paid' },
    data: { status: 'sent' },
  });
  if (taken.count === 0) return;
  const booking = await prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, include: { user: true } });
  await sendTicket(booking.user.email, booking.id);
}

export function startTicketWorker(): Worker {
  const worker = new Worker('tickets', (job) => deliver(job.data.bookingId), { connection, concurrency: 5 });
  worker.on('failed', (job, error) => log.error({ job: job?.id, error }, 'a ticket was not sent'));
  return worker;
}
