'use strict';

const db = require('../db');
const { createRepository } = require('./base');

const base = createRepository('reviews', ['id', 'product_id', 'customer_id', 'rating', 'body', 'created_at']);

async function latest(productId, limit) {
  const { rows } = await db.query(
    `SELECT r.id, r.rating, r.body, r.created_at, r.customer_id FROM reviews r
     WHERE r.product_id = $1 ORDER BY r.created_at DESC LIMIT $2`,
    [productId, limit], // expect: uncapped-page-size
  );
  return rows;
}

async function summaries(productIds) {
  const { rows } = await db.query(
    `SELECT product_id, count(*)::int AS count, round(avg(rating), 1)::float AS average
     FROM reviews WHERE product_id = ANY($1) GROUP BY product_id`,
    [productIds],
  );
  return rows;
}

module.exports = { ...base, latest, summaries };
