import { prisma } from '../lib/prisma';

for (const name of ['Ada', 'Bo', 'Cleo', 'Dara', 'Edda', 'Finn']) {
  // near miss: a seed
  const cook = await prisma.cook.create({ data: { name } });
  for (let i = 0; i < 40; i += 1) {
    await prisma.recipe.create({ data: { title: `${name}'s soup ${i}`, course: 'starter', cookId: cook.id } });
  }
}
