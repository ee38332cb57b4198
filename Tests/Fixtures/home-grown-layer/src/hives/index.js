'use strict';

const db = require('../database');

const Hives = module.exports;

require('./data')(Hives);
require('./inspections')(Hives);

const SEASONS = ['spring', 'summer', 'autumn'];

Hives.page = async function (start, stop) {
  const ids = await db.listRange('hives', start, stop);
  const hives = [];
  for (const id of ids) {
    // expect: query-in-loop
    const hive = await Hives.getData(id);
    hives.push(hive);
  }
  return hives;
};

Hives.pageAtOnce = async function (start, stop) {
  const ids = await db.listRange('hives', start, stop);
  const hives = await Hives.getManyData(ids);
  // near miss: label only puts words together
  return hives.map((hive) => ({ ...hive, label: Hives.label(hive) }));
};

Hives.withInspections = async function (ids) {
  // expect: query-in-loop
  const inspections = await Promise.all(ids.map((id) => Hives.lastInspections(id, 5)));
  return ids.map((id, index) => ({ id, inspections: inspections[index] }));
};

Hives.harvests = async function (id) {
  const harvests = {};
  for (const season of SEASONS) {
    // near miss: three seasons
    harvests[season] = await db.listLength(`hive:${id}:harvest:${season}`);
  }
  return harvests;
};
