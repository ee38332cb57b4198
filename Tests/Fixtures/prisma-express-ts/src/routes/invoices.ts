import { Router, type NextFunction, type Request, type Response } from 'express';
import { CrmClient } from '@/clients/crm';
import { exchangeRates, isValidVatNumber } from '@/clients/vat';
import { InvoiceRepository } from '@/repositories/invoice.repository';
import { customersWithCounts, customersWithLastInvoice, everyCustomer } from '@/services/customer.service';
import { InvoiceService } from '@/services/invoice.service';

const service = new InvoiceService(new InvoiceRepository(), new CrmClient(process.env.CRM_URL ?? ''));

type Handler = (req: Request, res: Response) => Promise<unknown>;
const handle = (handler: Handler) => (req: Request, res: Response, next: NextFunction) =>
  handler(req, res).catch(next);

export const router = Router();

router.get('/invoices', handle(async (req, res) => res.json(await service.listWithBalance(Number(req.query.after ?? 0)))));
router.get('/v2/invoices', handle(async (req, res) => res.json(await service.listWithBalanceAtOnce(Number(req.query.after ?? 0)))));
router.get('/dashboard', handle(async (_req, res) => res.json(await service.dashboard())));
router.post('/invoices', handle(async (req, res) => res.status(201).json(await service.create(req.body))));
router.put('/invoices/:id/lines', handle(async (req, res) => {
  await service.replaceLines(Number(req.params.id), req.body);
  res.status(204).end();
}));
router.post('/invoices/:id/send', handle(async (req, res) => res.json(await service.send(Number(req.params.id)))));

router.get('/customers', handle(async (req, res) => res.json(await customersWithCounts(String(req.query.q ?? '')))));
router.get('/customers/last', handle(async (req, res) => {
  res.json(await customersWithLastInvoice(String(req.query.ids).split(',').slice(0, 50).map(Number)));
}));
router.get('/customers.txt', handle(async (_req, res) => {
  for await (const customer of everyCustomer()) res.write(`${customer.email}\n`);
  res.end();
}));
// expect: missing-fallback
router.get('/vat/:number', handle(async (req, res) => res.json({ valid: await isValidVatNumber(req.params.number) })));
router.get('/rates', handle(async (_req, res) => res.json(await exchangeRates())));
