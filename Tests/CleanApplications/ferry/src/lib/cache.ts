import { redis } from './redis.js';

const pending = new Map<string, Promise<unknown>>();

// One computation for each key at a time, and keys of one moment do not end in one moment.
export async function cached<T>(key: string, seconds: number, compute: () => Promise<T>): Promise<T> {
  const known = await redis.get(key).catch(() => null);
  if (known !== null) return JSON.parse(known) as T;
  const running = pending.get(key);
  if (running) return running as Promise<T>;
  const work = compute().finally(() => pending.delete(key));
  pending.set(key, work);
  const value = await work;
  const lifetime = Math.round(seconds * (0.9 + Math.random() * 0.2));
  await redis.set(key, JSON.stringify(value), 'EX', lifetime).catch(() => undefined);
  return value;
}

export async function forget(key: string): Promise<void> {
  await redis.del(key);
}
