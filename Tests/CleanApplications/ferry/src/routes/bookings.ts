import { Router } from 'express';
import { z } from 'zod';
import { signedIn } from '../lib/session.js';
import { SoldOut, ofUser, pay, reserve } from '../services/bookings.js';

const Wish = z.object({ crossingId: z.number().int(), seats: z.number().int().min(1).max(9), requestKey: z.string().uuid() });

export const bookings = Router();
bookings.use(signedIn);

bookings.get('/', async (_req, res) => {
  res.json(await ofUser(res.locals.userId));
});

bookings.post('/', async (req, res) => {
  const { crossingId, seats, requestKey } = Wish.parse(req.body);
  try {
    res.status(201).json(await reserve(res.locals.userId, crossingId, seats, requestKey));
  } catch (error) {
    if (!(error instanceof SoldOut)) throw error;
    res.status(409).json({ error: 'no seat is left' });
  }
});

bookings.post('/:id/payment', async (req, res) => {
  res.json({ reference: await pay(Number(req.params.id), res.locals.userId) });
});
