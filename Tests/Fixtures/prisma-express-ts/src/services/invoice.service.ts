import type { Invoice } from '@prisma/client';
import { prisma } from '@lib/prisma';
import { InvoiceRepository } from '@/repositories/invoice.repository';
import { CrmClient } from '@/clients/crm';

const STATUSES = ['draft', 'sent', 'paid'] as const;
const PAGE = 200;

export interface NewInvoice {
  number: string;
  customerId: number;
  dueOn: string;
  lines: { text: string; cents: number }[];
}

export class InvoiceService {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly crm: CrmClient,
  ) {}

  async listWithBalance(cursor: number) {
    const page = await this.invoices.findPage(cursor, PAGE);
    const result: (Invoice & { paidCents: number })[] = [];
    for (const invoice of page) {
      // expect: query-in-loop
      const paidCents = await this.invoices.paidCents(invoice.id);
      result.push({ ...invoice, paidCents });
    }
    return result;
  }

  async listWithBalanceAtOnce(cursor: number) {
    const page = await this.invoices.findPage(cursor, PAGE);
    const paid = await this.invoices.paidCentsOf(page.map((invoice) => invoice.id));
    // near miss: the sums came with one grouped query, this map only joins them
    return page.map((invoice) => ({ ...invoice, paidCents: paid.get(invoice.id) ?? 0 }));
  }

  async dashboard() {
    const counts: Record<string, number> = {};
    for (const status of STATUSES) {
      // near miss: three fixed words
      counts[status] = await this.invoices.countByStatus(status);
    }
    return counts;
  }

  async create(input: NewInvoice) {
    return prisma.$transaction(async (tx) => {
      const invoice = await tx.invoice.create({
        data: { number: input.number, customerId: input.customerId, dueOn: new Date(input.dueOn) },
      });
      // expect: unlimited-list
      for (const line of input.lines) {
        // expect: query-in-loop
        await tx.lineItem.create({ data: { ...line, invoiceId: invoice.id } });
      }
      return invoice;
    });
  }

  async replaceLines(invoiceId: number, lines: NewInvoice['lines']) {
    await prisma.lineItem.deleteMany({ where: { invoiceId } });
    // near miss: map builds the rows, createMany writes them with one statement
    await prisma.lineItem.createMany({ data: lines.map((line) => ({ ...line, invoiceId })) });
  }

  async send(id: number) {
    const invoice = await this.invoices.findWithLines(id);
    if (!invoice) throw new Error('no such invoice');
    await this.crm.note(invoice.customer.crmId ?? '', `Invoice ${invoice.number} sent`);
    return prisma.invoice.update({ where: { id }, data: { status: 'sent' } });
  }
}
