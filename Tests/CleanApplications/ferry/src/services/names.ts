const MOST = 1000;
const SIGN = /^[A-Z]{2}-\d{3,6}$/;
const spelled = new Map<string, string>();

// The names that were asked for last, a thousand at most.
export function spell(name: string): string {
  const known = spelled.get(name);
  if (known) return known;
  const words = name.trim().toLowerCase().split(' ').join('-');
  if (spelled.size >= MOST) spelled.delete(spelled.keys().next().value as string);
  spelled.set(name, words);
  return words;
}

export const isSign = (text: string): boolean => SIGN.test(text);
