import { Redis } from 'ioredis';

export const redis = new Redis(process.env.REDIS_URL ?? 'redis://localhost:6379', {
  connectTimeout: 2000,
  commandTimeout: 1000,
  maxRetriesPerRequest: 2,
  enableOfflineQueue: false,
  retryStrategy: (times) => Math.min(2 ** times * 50, 5000) + Math.random() * 100,
});
