'use strict';

const db = require('../db');

async function productsOf(customerId) {
  const { rows } = await db.query(
    'SELECT product_id, added_at FROM wishlist_items WHERE customer_id = $1 ORDER BY added_at DESC LIMIT 100',
    [customerId],
  );
  return Promise.all(
    rows.map(async (row) => {
      // expect: query-in-loop
      const product = await db.query('SELECT id, name, price_cents FROM products WHERE id = $1', [row.product_id]);
      return { ...product.rows[0], addedAt: row.added_at };
    }),
  );
}

async function add(customerId, productId) {
  await db.query('INSERT INTO wishlist_items (customer_id, product_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    customerId,
    productId,
  ]);
}

module.exports = { productsOf, add };
