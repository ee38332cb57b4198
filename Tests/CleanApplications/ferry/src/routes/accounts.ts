import { Router } from 'express';
import { z } from 'zod';
import { credentials } from '../lib/limits.js';
import { openSession } from '../lib/session.js';
import { AddressTaken, checkPassword, register } from '../services/accounts.js';

const Newcomer = z.object({ email: z.string().email(), name: z.string().max(80), password: z.string().min(10).max(72) });
const SignIn = z.object({ email: z.string().email(), password: z.string().max(72) });

export const accounts = Router();

accounts.post('/', credentials, async (req, res) => {
  const { email, name, password } = Newcomer.parse(req.body);
  try {
    res.status(201).json(await register(email, name, password));
  } catch (error) {
    if (!(error instanceof AddressTaken)) throw error;
    res.status(409).json({ error: 'this address has an account' });
  }
});

accounts.post('/sign-in', credentials, async (req, res) => {
  const { email, password } = SignIn.parse(req.body);
  const userId = await checkPassword(email, password);
  if (userId === null) {
    res.status(401).json({ error: 'wrong address or password' });
    return;
  }
  res.json({ session: await openSession(userId) });
});
