import { cache } from 'react';
import { prisma } from '@/lib/prisma';

const COURSES = ['starter', 'main', 'dessert'];

export const pageOfRecipes = cache((after: number) =>
  prisma.recipe.findMany({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: 40 }),
);

export async function averageStars(recipeId: number): Promise<number> {
  const { _avg } = await prisma.rating.aggregate({ where: { recipeId }, _avg: { stars: true } });
  return _avg.stars ?? 0;
}

export async function menu() {
  return Promise.all(
    COURSES.map(async (course) => ({
      course,
      // near miss: a menu has three courses
      recipes: await prisma.recipe.findMany({ where: { course }, take: 3 }),
    })),
  );
}

export function recipesWithCooks() {
  // near miss: include reads all cooks with one more query
  return prisma.recipe.findMany({ include: { cook: true }, orderBy: { id: 'desc' }, take: 40 });
}
