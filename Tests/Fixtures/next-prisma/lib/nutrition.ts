export interface Nutrition {
  calories: number;
}

export async function nutritionOf(title: string): Promise<Nutrition> {
  // expect: missing-timeout
  const response = await fetch(`https://nutrition.example.test/v1?dish=${encodeURIComponent(title)}`, {
    next: { revalidate: 3600 },
  } as RequestInit);
  return response.json();
}

export async function notifyCook(name: string): Promise<void> {
  // near miss: gives up after two seconds
  await fetch('https://push.example.test/messages', {
    method: 'POST',
    body: JSON.stringify({ name }),
    signal: AbortSignal.timeout(2000),
  });
}
