import axios from 'axios';
import pLimit from 'p-limit';

const office = axios.create({ baseURL: process.env.HARBOUR_URL, timeout: 3000 });
const atOnce = pLimit(5);

// While the office is away the board shows no berth.
async function berthOf(ship: string): Promise<string> {
  try {
    const { data } = await office.get(`/berths/${encodeURIComponent(ship)}`);
    return data.berth;
  } catch {
    return '';
  }
}

export function berths(ships: string[]): Promise<string[]> {
  return Promise.all(ships.map((ship) => atOnce(() => berthOf(ship))));
}
