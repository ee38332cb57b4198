'use strict';

const batch = require('./batch');
const Hives = require('./hives');
const db = require('./database');

async function refreshLabels() {
  await batch.processList('hives', async (ids) => {
    // near miss: the callback runs once for each batch, and reads the batch at once
    const hives = await Hives.getManyData(ids);
    await db.setObjects(hives.map((hive) => [`hive:${hive.id}`, { label: Hives.label(hive) }]));
  });
}

exports.start = () => setInterval(() => refreshLabels().catch(console.error), 60 * 60 * 1000);
