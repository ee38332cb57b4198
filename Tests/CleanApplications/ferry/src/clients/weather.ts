import axios from 'axios';
import CircuitBreaker from 'opossum';

const office = axios.create({ baseURL: process.env.WEATHER_URL, timeout: 2000 });

async function ask(harbour: string): Promise<number | null> {
  const { data } = await office.get(`/wind/${encodeURIComponent(harbour)}`);
  return data.knots;
}

const breaker = new CircuitBreaker(ask, { timeout: 2500, errorThresholdPercentage: 50, resetTimeout: 10_000 });
breaker.fallback(() => null);

// Without the weather office the page says nothing of the wind.
export function wind(harbour: string): Promise<number | null> {
  return breaker.fire(harbour) as Promise<number | null>;
}
