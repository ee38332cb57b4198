import cron from 'node-cron';
import { prisma } from '@lib/prisma';
import { InvoiceRepository } from '@/repositories/invoice.repository';

const invoices = new InvoiceRepository();

async function remind() {
  const overdue = await invoices.overdue(new Date());
  // expect: floating-promise
  overdue.forEach(async (invoice) => {
    // expect: query-in-loop
    await prisma.invoice.update({ where: { id: invoice.id }, data: { remindedAt: new Date() } });
  });
}

async function close() {
  const overdue = await invoices.overdue(new Date(Date.now() - 90 * 24 * 3600 * 1000));
  // near miss: one statement for all of them
  await prisma.invoice.updateMany({
    where: { id: { in: overdue.map((invoice) => invoice.id) } },
    data: { status: 'written-off' },
  });
}

export function schedule() {
  cron.schedule('0 7 * * *', remind);
  cron.schedule('0 3 * * 0', close);
}
