'use strict';

module.exports = function (module) {
  module.getObject = async function (key) {
    const objects = await module.getObjects([key]);
    return objects[0];
  };

  module.getObjects = async function (keys) {
    const { rows } = await module.pool.query('SELECT key, data FROM objects WHERE key = ANY($1)', [keys]);
    const byKey = new Map(rows.map((row) => [row.key, row.data]));
    return keys.map((key) => byKey.get(key) || null);
  };

  module.setObjectField = async function (key, field, value) {
    await module.pool.query('UPDATE objects SET data = jsonb_set(data, ARRAY[$2], to_jsonb($3::text)) WHERE key = $1', [
      key,
      field,
      value,
    ]);
  };

  module.setObjects = async function (pairs) {
    await module.pool.query(
      `INSERT INTO objects (key, data) SELECT * FROM unnest($1::text[], $2::jsonb[])
       ON CONFLICT (key) DO UPDATE SET data = objects.data || excluded.data`,
      [pairs.map(([key]) => key), pairs.map(([, data]) => data)],
    );
  };
};
