import { prisma } from '@/lib/prisma';

export default async function Cooks() {
  const cooks = await prisma.cook.findMany({ orderBy: { name: 'asc' }, take: 100 });
  const rows = [];
  for (const cook of cooks) {
    // expect: query-in-loop
    const best = await prisma.recipe.findFirst({
      where: { cookId: cook.id },
      orderBy: { ratings: { _count: 'desc' } },
    });
    rows.push({ cook, best });
  }
  return (
    <ul>
      {rows.map(({ cook, best }) => (
        <li key={cook.id}>
          {cook.name}: {best?.title ?? 'nothing yet'}
        </li>
      ))}
    </ul>
  );
}
