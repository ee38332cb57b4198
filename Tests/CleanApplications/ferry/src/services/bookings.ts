import { charge } from '../clients/payments.js';
import { prisma } from '../lib/prisma.js';
import { tickets } from '../queues/tickets.js';

const FARE = 1900;

export class SoldOut extends Error {}

// Seats and booking stand or fall together; the count goes down only while there is one left.
export async function reserve(userId: number, crossingId: number, seats: number, requestKey: string) {
  return prisma.$transaction(async (tx) => {
    const taken = await tx.crossing.updateMany({
      where: { id: crossingId, seatsLeft: { gte: seats } },
      data: { seatsLeft: { decrement: seats } },
    });
    if (taken.count === 0) throw new SoldOut();
    return tx.booking.create({ data: { userId, crossingId, seats, requestKey } });
  });
}

export async function pay(bookingId: number, userId: number) {
  const booking = await prisma.booking.findFirstOrThrow({ where: { id: bookingId, userId } });
  const reference = await charge(booking.seats * FARE, booking.requestKey);
  await prisma.booking.updateMany({
    where: { id: booking.id, status: 'open' },
    data: { status: 'paid', paidWith: reference },
  });
  await tickets.add('ticket', { bookingId: booking.id }, { jobId: `ticket-${booking.id}` });
  return reference;
}

export async function ofUser(userId: number) {
  return prisma.booking.findMany({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    include: { crossing: { include: { ship: true } } },
    take: 20,
  });
}
