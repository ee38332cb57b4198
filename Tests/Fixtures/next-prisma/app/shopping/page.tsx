import { ShoppingForm } from '@/components/ShoppingForm';
import { prisma } from '@/lib/prisma';
import { addItems, describe, importItems, markBought } from './actions';

export default async function Shopping() {
  const items = await prisma.shoppingItem.findMany({ where: { bought: false }, take: 200 });
  return (
    <ShoppingForm items={items} onAdd={addItems} onBought={markBought} onImport={importItems} onDescribe={describe} />
  );
}
