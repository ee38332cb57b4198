import { NextResponse, type NextRequest } from 'next/server';
import { averageStars, pageOfRecipes } from '@/lib/recipes';

export async function GET(request: NextRequest) {
  const after = Number(request.nextUrl.searchParams.get('after') ?? 0);
  const recipes = await pageOfRecipes(after);
  const rated = await Promise.all(
    recipes.map(async (recipe) => ({
      ...recipe,
      // expect: query-in-loop
      stars: await averageStars(recipe.id),
    })),
  );
  return NextResponse.json(rated);
}
