import { prisma } from '../src/lib/prisma';

async function main() {
  for (let i = 1; i <= 200; i += 1) {
    // near miss: a seed, nobody waits for it but a developer
    const customer = await prisma.customer.create({
      data: { name: `Customer ${i}`, email: `customer${i}@example.test` },
    });
    await prisma.invoice.create({
      data: { number: `2024-${i}`, dueOn: new Date(), customerId: customer.id },
    });
  }
}

main().finally(() => prisma.$disconnect());
