'use strict';

const db = require('../db');
const { createRepository } = require('./base');

const COLUMNS = ['id', 'category_id', 'sku', 'name', 'description', 'price_cents', 'sale_percent', 'sold_count', 'active'];

const SECTIONS = {
  newest: 'active ORDER BY created_at DESC',
  popular: 'active ORDER BY sold_count DESC',
  sale: 'active AND sale_percent > 0 ORDER BY sale_percent DESC',
};

const base = createRepository('products', COLUMNS);

async function page(after, limit) {
  // near miss: keyset page, and the route caps the limit at 100
  const { rows } = await db.queryWithRetry(
    `SELECT ${COLUMNS} FROM products WHERE active AND id > $1 ORDER BY id LIMIT $2`,
    [after, limit],
  );
  return rows;
}

async function all() {
  // expect: unbounded-read
  const { rows } = await db.query(`SELECT ${COLUMNS} FROM products WHERE active ORDER BY name`);
  return rows;
}

async function section(name) {
  const { rows } = await db.query(`SELECT ${COLUMNS} FROM products WHERE ${SECTIONS[name]} LIMIT 8`);
  return rows;
}

async function search(text) {
  // expect: unindexable-match leading wildcard on two columns and no trigram index
  const { rows } = await db.query(
    `SELECT ${COLUMNS} FROM products WHERE name ILIKE $1 OR description ILIKE $1 ORDER BY name LIMIT 30`,
    [`%${text}%`],
  );
  return rows;
}

async function related(product) {
  const { rows } = await db.query(
    `SELECT ${COLUMNS} FROM products WHERE category_id = $1 AND id <> $2 ORDER BY sold_count DESC LIMIT 6`,
    [product.category_id, product.id],
  );
  return rows;
}

async function findPrice(id) {
  const { rows } = await db.query('SELECT id, name, price_cents, sale_percent FROM products WHERE id = $1', [id]);
  return rows[0] || null;
}

async function categories() {
  // later: 6A read on every page view, changes twice a year
  const { rows } = await db.query('SELECT id, slug, name FROM categories ORDER BY name LIMIT 50');
  return rows;
}

module.exports = { ...base, page, all, section, search, related, findPrice, categories };
