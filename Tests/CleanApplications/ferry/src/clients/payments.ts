import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import CircuitBreaker from 'opossum';

const TRIES = 3;
const bank = axios.create({ baseURL: process.env.BANK_URL, timeout: 4000 });

// The key makes the second try safe: the bank answers it with the first one's result.
async function ask(cents: number, key: string): Promise<string> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      const { data } = await bank.post('/charges', { cents }, { headers: { 'Idempotency-Key': key } });
      return data.reference;
    } catch (error) {
      if (attempt === TRIES) throw error;
      await sleep(Math.random() * 200 * 2 ** attempt);
    }
  }
  throw new Error('the bank does not answer');
}

const breaker = new CircuitBreaker(ask, { timeout: 15_000, errorThresholdPercentage: 50, resetTimeout: 10_000 });

// While the bank is away nobody waits for it: the booking stays open, and is paid later.
export function charge(cents: number, key: string): Promise<string> {
  return breaker.fire(cents, key) as Promise<string>;
}
