import { Router } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { signedIn } from '../lib/session.js';
import { board, crossing, delay, departures, seatsByHarbour } from '../services/crossings.js';
import { notice, send, write } from '../services/manifests.js';
import { isSign, spell } from '../services/names.js';
import { positions, watch } from '../services/positions.js';

const Delay = z.object({ departsAt: z.coerce.date() });
const Position = z.object({ lat: z.number(), lon: z.number() });
const upload = multer({ dest: '/var/tmp', limits: { fileSize: 2 * 1024 * 1024, files: 1 } });

export const crossings = Router();

crossings.get('/', async (req, res) => {
  res.json(await departures(String(req.query.harbour ?? ''), new Date()));
});

crossings.get('/board/:harbour', async (req, res) => {
  res.json(await board(req.params.harbour, new Date()));
});

crossings.get('/seats', async (_req, res) => {
  res.json(await seatsByHarbour());
});

crossings.get('/notices/dogs', async (_req, res) => {
  res.type('text/plain').send(await notice('dogs'));
});

crossings.get('/:id', async (req, res) => {
  const found = await crossing(Number(req.params.id));
  if (!found) {
    res.status(404).json({ error: 'no such crossing' });
    return;
  }
  res.json({ ...found, slug: spell(found.ship.name) });
});

crossings.put('/:id/departure', signedIn, async (req, res) => {
  const { departsAt } = Delay.parse(req.body);
  await delay(Number(req.params.id), departsAt);
  res.status(204).end();
});

crossings.post('/:id/manifest', signedIn, async (req, res) => {
  res.status(201).json({ path: await write(Number(req.params.id)) });
});

crossings.get('/:id/manifest', signedIn, async (req, res) => {
  await send(Number(req.params.id), res);
});

crossings.post('/:id/photo', signedIn, upload.single('photo'), (req, res) => {
  res.status(201).json({ size: req.file?.size ?? 0 });
});

crossings.get('/ships/:sign/position', (req, res) => {
  if (!isSign(req.params.sign)) {
    res.status(404).end();
    return;
  }
  res.setHeader('content-type', 'text/event-stream');
  watch(req.params.sign, req, res);
});

crossings.put('/ships/:sign/position', signedIn, (req, res) => {
  positions.emit(req.params.sign, Position.parse(req.body));
  res.status(204).end();
});
