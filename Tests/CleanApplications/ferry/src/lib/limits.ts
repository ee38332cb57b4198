import { rateLimit } from 'express-rate-limit';
import { RedisStore } from 'rate-limit-redis';
import { redis } from './redis.js';

const store = (prefix: string) =>
  new RedisStore({ prefix, sendCommand: (...words: string[]) => redis.call(...(words as [string])) as never });

export const everyRequest = rateLimit({ windowMs: 60_000, limit: 300, store: store('all:') });
export const credentials = rateLimit({ windowMs: 15 * 60_000, limit: 10, store: store('sign-in:') });
