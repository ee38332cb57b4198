import compression from 'compression';
import express, { type ErrorRequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import { everyRequest } from './lib/limits.js';
import { log } from './lib/log.js';
import { prisma } from './lib/prisma.js';
import { accounts } from './routes/accounts.js';
import { bookings } from './routes/bookings.js';
import { crossings } from './routes/crossings.js';

const failed: ErrorRequestHandler = (error, req, res, next) => {
  req.log.error({ error }, 'a request failed');
  if (res.headersSent) return next(error);
  res.status(error.name === 'ZodError' ? 400 : 500).json({ error: 'this did not work' });
};

export function createApp() {
  const app = express();
  app.set('trust proxy', 1);
  app.use(pinoHttp({ logger: log }));
  app.use(compression());
  app.get('/health', async (_req, res) => {
    await prisma.$queryRaw`SELECT 1`;
    res.json({ ok: true });
  });
  app.use(everyRequest);
  app.use(express.json({ limit: '100kb' }));
  app.use('/accounts', accounts);
  app.use('/crossings', crossings);
  app.use('/bookings', bookings);
  app.use(failed);
  return app;
}
