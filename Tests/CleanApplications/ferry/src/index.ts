import { createApp } from './app.js';
import { log } from './lib/log.js';
import { prisma } from './lib/prisma.js';
import { redis } from './lib/redis.js';
import { startTicketWorker } from './queues/tickets.js';

const worker = startTicketWorker();
const server = createApp().listen(Number(process.env.PORT ?? 3000));

async function stop() {
  log.info('stopping');
  await new Promise((resolve) => server.close(resolve));
  await worker.close();
  await prisma.$disconnect();
  redis.disconnect();
}

process.on('SIGTERM', stop);
