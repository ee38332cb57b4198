'use strict';

const { pool } = require('../db');
const supplier = require('../clients/supplier');

async function syncStock() {
  const items = await supplier.stockFeed();
  for (const item of items) {
    // expect: query-in-loop
    await pool.query(
      `UPDATE stock_levels SET quantity = $2, updated_at = now()
       WHERE warehouse = 'south' AND product_id = (SELECT id FROM products WHERE sku = $1)`,
      [item.sku, item.quantity],
    );
    // expect: log-flooding
    console.log(`stock of ${item.sku} is now ${item.quantity}`);
  }
}

module.exports = syncStock;
