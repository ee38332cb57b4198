'use strict';

const db = require('../db');

// The four statements that every table needs. `runner` is the pool, or the client of a transaction.
function createRepository(table, columns) {
  const list = columns.join(', ');

  return {
    async findById(id, runner = db) {
      const { rows } = await runner.query(`SELECT ${list} FROM ${table} WHERE id = $1`, [id]);
      return rows[0] || null;
    },

    async findByIds(ids, runner = db) {
      const { rows } = await runner.query(`SELECT ${list} FROM ${table} WHERE id = ANY($1)`, [ids]);
      return rows;
    },

    async insert(values, runner = db) {
      const names = Object.keys(values);
      const places = names.map((_, index) => `$${index + 1}`);
      const { rows } = await runner.query(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')}) RETURNING ${list}`,
        Object.values(values),
      );
      return rows[0];
    },

    async update(id, values, runner = db) {
      const names = Object.keys(values);
      const sets = names.map((name, index) => `${name} = $${index + 2}`);
      await runner.query(`UPDATE ${table} SET ${sets.join(', ')} WHERE id = $1`, [id, ...Object.values(values)]);
    },
  };
}

module.exports = { createRepository };
