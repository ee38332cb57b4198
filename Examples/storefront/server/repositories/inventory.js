'use strict';

const db = require('../db');

const CHUNK = 500;

async function available(productId, runner = db) {
  const { rows } = await runner.query('SELECT sum(quantity)::int AS quantity FROM stock_levels WHERE product_id = $1', [
    productId,
  ]);
  return rows[0].quantity || 0;
}

async function take(productId, quantity, runner = db) {
  await runner.query(
    `UPDATE stock_levels SET quantity = quantity - $2, updated_at = now()
     WHERE product_id = $1 AND warehouse = 'north'`,
    [productId, quantity],
  );
}

async function availableForAll(productIds) {
  const levels = new Map();
  for (let start = 0; start < productIds.length; start += CHUNK) {
    const chunk = productIds.slice(start, start + CHUNK);
    // near miss: one query for five hundred products
    const { rows } = await db.query(
      `SELECT product_id, sum(quantity)::int AS quantity FROM stock_levels
       WHERE product_id = ANY($1) GROUP BY product_id`,
      [chunk],
    );
    for (const row of rows) levels.set(row.product_id, row.quantity);
  }
  return levels;
}

module.exports = { available, take, availableForAll };
