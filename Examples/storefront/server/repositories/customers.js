'use strict';

const db = require('../db');
const { createRepository } = require('./base');

const base = createRepository('customers', ['id', 'email', 'name', 'is_staff', 'created_at']);

async function findByEmail(email) {
  // expect: unindexable-match lower() on the column defeats the unique index
  const { rows } = await db.query(
    'SELECT id, email, name, is_staff, password_salt, password_hash FROM customers WHERE lower(email) = lower($1)',
    [email],
  );
  return rows[0] || null;
}

async function all() {
  // expect: unbounded-read
  const { rows } = await db.query('SELECT id, email, name, created_at FROM customers ORDER BY name');
  return rows;
}

async function lifetimeValue(customerId) {
  const { rows } = await db.query('SELECT coalesce(sum(total_cents), 0)::int AS value FROM orders WHERE customer_id = $1', [
    customerId,
  ]);
  return rows[0].value;
}

module.exports = { ...base, findByEmail, all, lifetimeValue };
