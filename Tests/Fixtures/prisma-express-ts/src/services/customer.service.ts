import { prisma } from '@lib/prisma';

export async function customersWithCounts(search: string) {
  // expect: unindexable-match
  const customers = await prisma.customer.findMany({ where: { name: { contains: search } }, take: 100 });
  return Promise.all(
    customers.map(async (customer) => ({
      ...customer,
      // expect: query-in-loop
      invoices: await prisma.invoice.count({ where: { customerId: customer.id } }),
    })),
  );
}

export async function customersWithLastInvoice(ids: number[]) {
  const [customers, invoices] = await Promise.all([
    prisma.customer.findMany({ where: { id: { in: ids } } }),
    prisma.invoice.findMany({ where: { customerId: { in: ids } }, orderBy: { dueOn: 'desc' }, take: 1000 }),
  ]);
  // near miss: this `find` is the array's, not the database's
  return customers.map((customer) => ({ ...customer, last: invoices.find((one) => one.customerId === customer.id) }));
}

export async function* everyCustomer() {
  let cursor = 0;
  let page;
  do {
    // near miss: one query for each page of five hundred
    page = await prisma.customer.findMany({ where: { id: { gt: cursor } }, orderBy: { id: 'asc' }, take: 500 });
    yield* page;
    cursor = page.at(-1)?.id ?? cursor;
  } while (page.length === 500);
}
