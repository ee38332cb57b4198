import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { redis } from './redis.js';

const LIFETIME = 8 * 3600;

export async function openSession(userId: number): Promise<string> {
  const id = randomUUID();
  await redis.set(`session:${id}`, String(userId), 'EX', LIFETIME);
  return id;
}

export async function signedIn(req: Request, res: Response, next: NextFunction): Promise<void> {
  const id = req.get('authorization')?.replace('Bearer ', '');
  const userId = id ? await redis.get(`session:${id}`) : null;
  if (!userId) {
    res.status(401).json({ error: 'sign in first' });
    return;
  }
  res.locals.userId = Number(userId);
  next();
}
