import { NextResponse } from 'next/server';
import { averageStars } from '@/lib/recipes';

export async function GET(_request: Request, { params }: { params: { id: string } }) {
  // near miss: one recipe, one query
  return NextResponse.json({ stars: await averageStars(Number(params.id)) });
}
