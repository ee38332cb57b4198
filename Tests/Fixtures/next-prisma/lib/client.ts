export async function getJson<T>(path: string): Promise<T> {
  // near miss: the one door of the browser code to the server has a deadline
  const response = await fetch(path, { signal: AbortSignal.timeout(8000) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
