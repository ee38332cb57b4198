'use strict';

const db = require('../database');

module.exports = function (Hives) {
  Hives.getData = async function (id) {
    const hive = await db.getObject(`hive:${id}`);
    return hive ? { id, ...hive } : null;
  };

  Hives.getManyData = async function (ids) {
    const hives = await db.getObjects(ids.map((id) => `hive:${id}`));
    return hives.filter(Boolean);
  };

  Hives.label = function (hive) {
    return `${hive.name}, ${hive.place}`;
  };

  Hives.move = async function (ids, place) {
    await Promise.all(
      // expect: unlimited-list
      ids.map(async (id) => {
        // expect: query-in-loop
        await db.setObjectField(`hive:${id}`, 'place', place);
      }),
    );
  };

  Hives.rename = async function (names) {
    // near miss: entries become pairs, setObjects writes them together
    await db.setObjects(Object.entries(names).map(([id, name]) => [`hive:${id}`, { name }]));
  };
};
