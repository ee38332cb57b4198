'use strict';

const db = require('./database');

// Hands the members of a list to `work`, a few hundred at a time.
exports.processList = async function (key, work, size = 250) {
  for (let start = 0; ; start += size) {
    // near miss: one query for each two hundred and fifty members
    const members = await db.listRange(key, start, start + size - 1);
    if (members.length === 0) return;
    await work(members);
  }
};
