import axios from 'axios';
import { fetchJson } from '@lib/http';

export async function isValidVatNumber(number: string): Promise<boolean> {
  // expect: missing-timeout
  const answer = await axios.get('https://vat.example.test/check', { params: { number } });
  return answer.data.valid === true;
}

export function exchangeRates(): Promise<Record<string, number>> {
  return fetchJson('https://rates.example.test/latest');
}
