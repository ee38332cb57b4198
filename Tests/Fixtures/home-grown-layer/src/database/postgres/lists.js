'use strict';

module.exports = function (module) {
  module.listRange = async function (key, start, stop) {
    const { rows } = await module.pool.query(
      'SELECT value FROM lists WHERE key = $1 AND position BETWEEN $2 AND $3 ORDER BY position',
      [key, start, stop],
    );
    return rows.map((row) => row.value);
  };

  module.listAppend = async function (key, value) {
    await module.pool.query('INSERT INTO lists (key, value) VALUES ($1, $2)', [key, value]);
  };

  module.listLength = async function (key) {
    const { rows } = await module.pool.query('SELECT count(*)::int AS n FROM lists WHERE key = $1', [key]);
    return rows[0].n;
  };
};
