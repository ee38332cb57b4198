import { cached, forget } from '../lib/cache.js';
import { prisma } from '../lib/prisma.js';
import { berths } from '../clients/harbours.js';
import { wind } from '../clients/weather.js';

const PAGE = 50;

export async function departures(harbour: string, from: Date) {
  return prisma.crossing.findMany({
    where: { harbour, departsAt: { gte: from } },
    orderBy: { departsAt: 'asc' },
    include: { ship: { select: { name: true } } },
    take: PAGE,
  });
}

export async function board(harbour: string, from: Date) {
  const [rows, knots] = await Promise.all([departures(harbour, from), wind(harbour)]);
  const places = await berths([...new Set(rows.map((row) => row.ship.name))]);
  return { rows, knots, places };
}

export function crossing(id: number) {
  return cached(`crossing:${id}`, 60, () =>
    prisma.crossing.findUnique({ where: { id }, include: { ship: { select: { name: true } } } }),
  );
}

export async function delay(id: number, departsAt: Date): Promise<void> {
  await prisma.crossing.update({ where: { id }, data: { departsAt } });
  await forget(`crossing:${id}`);
}

// What each harbour still has to sell, in one statement.
export async function seatsByHarbour() {
  const rows = await prisma.crossing.groupBy({
    by: ['harbour'],
    where: { departsAt: { gte: new Date() } },
    _sum: { seatsLeft: true },
    orderBy: { harbour: 'asc' },
    take: 100,
  });
  return rows.map((row) => ({ harbour: row.harbour, seats: row._sum.seatsLeft ?? 0 }));
}
