import type { Invoice, Prisma } from '@prisma/client';
import { prisma } from '@lib/prisma';

export class InvoiceRepository {
  findPage(cursor: number, take: number): Promise<Invoice[]> {
    return prisma.invoice.findMany({ where: { id: { gt: cursor } }, orderBy: { id: 'asc' }, take });
  }

  findWithLines(id: number) {
    // near miss: the lines come in one batched query of the same call
    return prisma.invoice.findUnique({ where: { id }, include: { lines: { take: 200 }, customer: true } });
  }

  overdue(now: Date, take = 500): Promise<Invoice[]> {
    return prisma.invoice.findMany({ where: { status: 'sent', dueOn: { lt: now } }, take });
  }

  async paidCents(invoiceId: number): Promise<number> {
    const sum = await prisma.payment.aggregate({ where: { invoiceId }, _sum: { cents: true } });
    return sum._sum.cents ?? 0;
  }

  async paidCentsOf(invoiceIds: number[]): Promise<Map<number, number>> {
    const rows = await prisma.payment.groupBy({
      by: ['invoiceId'],
      where: { invoiceId: { in: invoiceIds } },
      _sum: { cents: true },
    });
    return new Map(rows.map((row) => [row.invoiceId, row._sum.cents ?? 0]));
  }

  countByStatus(status: string): Promise<number> {
    return prisma.invoice.count({ where: { status } });
  }

  create(data: Prisma.InvoiceUncheckedCreateInput): Promise<Invoice> {
    return prisma.invoice.create({ data });
  }
}
