const within = (milliseconds) => ({ signal: AbortSignal.timeout(milliseconds) });

export async function cityTax(city) {
  // near miss: the deadline comes out of the spread
  const response = await fetch(`${process.env.TAX_URL}/cities/${city}`, { ...within(2000) });
  return response.json();
}
