import { Router } from 'express';
import { arrivals, guest, guests, insertExtras } from '@guesthouse/db/queries/stays';

const router = Router();

router.get('/arrivals/:day', async (req, res, next) => {
  try {
    const stays = await arrivals(req.params.day);
    // expect: query-in-loop
    const names = await Promise.all(stays.map((stay) => guest(stay.guest_id)));
    res.json(stays.map((stay, index) => ({ ...stay, guest: names[index] })));
  } catch (error) {
    next(error);
  }
});

router.get('/v2/arrivals/:day', async (req, res, next) => {
  try {
    const stays = await arrivals(req.params.day);
    const known = await guests(stays.map((stay) => stay.guest_id));
    // near miss: the guests were read at once
    res.json(stays.map((stay) => ({ ...stay, guest: known.get(stay.guest_id) })));
  } catch (error) {
    next(error);
  }
});

router.post('/:id/extras', async (req, res, next) => {
  try {
    await insertExtras(req.params.id, req.body);
    res.status(201).end();
  } catch (error) {
    next(error);
  }
});

export default router;
