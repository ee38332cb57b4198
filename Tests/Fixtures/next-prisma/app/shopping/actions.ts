'use server';

import { revalidatePath } from 'next/cache';
import { nutritionOf, notifyCook } from '@/lib/nutrition';
import { prisma } from '@/lib/prisma';

export async function addItems(names: string[]) {
  for (const name of names) {
    // expect: query-in-loop
    await prisma.shoppingItem.upsert({
      where: { name },
      create: { name },
      update: { amount: { increment: 1 } },
    });
  }
  revalidatePath('/shopping');
}

export async function markBought(ids: number[]) {
  // near miss: one statement for the whole selection
  await prisma.shoppingItem.updateMany({ where: { id: { in: ids } }, data: { bought: true } });
  for (const path of ['/', '/shopping']) revalidatePath(path);
}

export async function importItems(text: string) {
  const rows = [];
  for (const line of text.split('\n')) {
    if (line.trim()) rows.push({ name: line.trim() });
  }
  // near miss: the loop reads text, the database is asked once
  await prisma.shoppingItem.createMany({ data: rows, skipDuplicates: true });
  revalidatePath('/shopping');
}

export async function describe(title: string) {
  // expect: missing-fallback
  const nutrition = await nutritionOf(title);
  // expect: missing-fallback
  await notifyCook(title);
  return nutrition;
}
