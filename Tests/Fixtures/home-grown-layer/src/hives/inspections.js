'use strict';

const db = require('../database');

module.exports = function (Hives) {
  Hives.lastInspections = async function (id, count) {
    return db.listRange(`hive:${id}:inspections`, 0, count - 1);
  };

  Hives.inspect = async function (id, notes) {
    for (const note of notes) {
      // expect: query-in-loop
      await db.listAppend(`hive:${id}:inspections`, note);
    }
  };
};
