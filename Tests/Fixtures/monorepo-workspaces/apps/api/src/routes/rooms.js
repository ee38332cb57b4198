import { Router } from 'express';
import { rooms } from '@guesthouse/db';
import { publish, stars } from '@guesthouse/channels';
import { cityTax } from '@guesthouse/channels/rates';

const router = Router();

router.get('/', async (req, res, next) => {
  try {
    // expect: await-waterfall
    res.json({ rooms: await rooms.list(), floors: await rooms.perFloor() });
  } catch (error) {
    next(error);
  }
});

router.put('/', async (req, res, next) => {
  try {
    await rooms.saveAll(req.body);
    // expect: missing-fallback the rooms are saved by now
    res.json({ stars: await stars() });
  } catch (error) {
    next(error);
  }
});

router.post('/publish', async (req, res, next) => {
  try {
    const chosen = [];
    // expect: unlimited-list
    for (const id of req.body.ids) {
      // expect: query-in-loop
      chosen.push(await rooms.find(id));
    }
    // expect: await-in-loop, missing-fallback
    for (const room of chosen) await publish(room, req.body.nights);
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});

router.get('/tax/:city', async (req, res, next) => {
  try {
    // expect: missing-fallback
    res.json(await cityTax(req.params.city));
  } catch (error) {
    next(error);
  }
});

export default router;
