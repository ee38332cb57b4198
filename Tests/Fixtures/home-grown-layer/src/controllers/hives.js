'use strict';

const Hives = require('../hives');
const meteo = require('../meteo');

const hives = module.exports;

hives.list = async (req, res) => {
  res.json(await Hives.page(Number(req.query.start) || 0, Number(req.query.stop) || 49));
};

hives.listAtOnce = async (req, res) => {
  res.json(await Hives.pageAtOnce(Number(req.query.start) || 0, Number(req.query.stop) || 49));
};

hives.compare = async (req, res) => {
  res.json(await Hives.withInspections(String(req.query.ids).split(',')));
};

hives.harvests = async (req, res) => {
  res.json(await Hives.harvests(req.params.id));
};

hives.inspect = async (req, res) => {
  await Hives.inspect(req.params.id, req.body.notes);
  res.status(204).end();
};

hives.move = async (req, res) => {
  await Hives.move(req.body.ids, req.body.place);
  res.status(204).end();
};

hives.rename = async (req, res) => {
  await Hives.rename(req.body);
  res.status(204).end();
};

hives.weather = async (req, res) => {
  const { place } = req.params;
  // expect: missing-fallback, missing-fallback
  const [today, pollen, warnings] = await Promise.all([meteo.today(place), meteo.pollen(place), meteo.warnings()]);
  res.json({ today, pollen, warnings });
};
