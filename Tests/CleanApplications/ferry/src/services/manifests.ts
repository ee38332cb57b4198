import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Response } from 'express';
import { prisma } from '../lib/prisma.js';

const FOLDER = process.env.MANIFESTS ?? '/var/lib/ferry';
const BATCH = 500;

export async function write(crossingId: number): Promise<string> {
  const path = `${FOLDER}/${crossingId}.csv`;
  const file = createWriteStream(path);
  await pipeline(passengers(crossingId), file);
  return path;
}

async function* passengers(crossingId: number) {
  let after = 0;
  for (;;) {
    const rows = await prisma.booking.findMany({
      where: { crossingId, id: { gt: after } },
      orderBy: { id: 'asc' },
      include: { user: { select: { name: true } } },
      take: BATCH,
    });
    if (rows.length === 0) return;
    for (const row of rows) yield `${row.id},${row.user.name},${row.seats}\n`;
    after = rows[rows.length - 1].id;
  }
}

export async function send(crossingId: number, res: Response): Promise<void> {
  const path = `${FOLDER}/${crossingId}.csv`;
  await stat(path);
  res.type('application/gzip');
  await pipeline(createReadStream(path), createGzip(), res);
}

export async function notice(name: 'safety' | 'dogs'): Promise<string> {
  return readFile(`${FOLDER}/${name}.txt`, 'utf8');
}
