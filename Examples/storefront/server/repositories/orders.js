'use strict';

const db = require('../db');
const { createRepository } = require('./base');

const COLUMNS = [
  'id', 'customer_id', 'status', 'total_cents', 'address', 'payment_reference', 'tracking_code', 'created_at',
];

const base = createRepository('orders', COLUMNS);

async function listForCustomer(customerId) {
  // expect: unbounded-read
  const { rows: orders } = await db.query(
    `SELECT ${COLUMNS} FROM orders WHERE customer_id = $1 ORDER BY created_at DESC`,
    [customerId],
  );
  for (const order of orders) {
    // expect: query-in-loop
    const items = await db.query(
      `SELECT i.product_id, i.quantity, i.unit_price_cents, p.name
       FROM order_items i JOIN products p ON p.id = i.product_id WHERE i.order_id = $1`,
      [order.id],
    );
    order.items = items.rows;
  }
  return orders;
}

async function recent(limit) {
  const { rows: orders } = await db.query(`SELECT ${COLUMNS} FROM orders ORDER BY id DESC LIMIT $1`, [limit]);
  const items = await db.query('SELECT order_id, product_id, quantity FROM order_items WHERE order_id = ANY($1)', [
    orders.map((order) => order.id),
  ]);
  const byOrder = new Map(orders.map((order) => [order.id, { ...order, items: [] }]));
  for (const item of items.rows) {
    // near miss: the items came with one query, the loop only sorts them
    byOrder.get(item.order_id).items.push(item);
  }
  return [...byOrder.values()];
}

async function itemsOf(orderId) {
  const { rows } = await db.query('SELECT product_id, quantity FROM order_items WHERE order_id = $1 LIMIT 200', [orderId]);
  return rows;
}

async function addItems(orderId, lines, runner = db) {
  // near miss: all lines in one INSERT
  await runner.query(
    `INSERT INTO order_items (order_id, product_id, quantity, unit_price_cents)
     SELECT $1, product, quantity, price FROM unnest($2::int[], $3::int[], $4::int[]) AS line (product, quantity, price)`,
    [
      orderId,
      lines.map((line) => line.productId),
      lines.map((line) => line.quantity),
      lines.map((line) => line.unitPriceCents),
    ],
  );
}

async function withStatus(status, limit) {
  const { rows } = await db.query(`SELECT ${COLUMNS} FROM orders WHERE status = $1 ORDER BY id LIMIT $2`, [
    status,
    limit,
  ]);
  return rows;
}

async function eachRow(visit) {
  let last = 0;
  for (;;) {
    // near miss: keyset paging, one query per thousand rows
    const { rows } = await db.query(
      'SELECT id, customer_id, status, total_cents FROM orders WHERE id > $1 ORDER BY id LIMIT 1000',
      [last],
    );
    if (rows.length === 0) return;
    rows.forEach(visit);
    last = rows[rows.length - 1].id;
  }
}

async function countByStatus() {
  const counts = {};
  // near miss: the query stands in the iterable, it runs once
  for (const row of (await db.query('SELECT status, count(*)::int AS n FROM orders GROUP BY status')).rows) {
    counts[row.status] = row.n;
  }
  return counts;
}

// Kept from the move to cents, in case an old total is disputed. Nothing calls it.
async function recalculateTotals(orders) {
  for (const order of orders) {
    // near miss: nothing reaches this function
    const { rows } = await db.query('SELECT sum(quantity * unit_price_cents) AS total FROM order_items WHERE order_id = $1', [
      order.id,
    ]);
    order.total_cents = Number(rows[0].total);
  }
}

module.exports = { ...base, listForCustomer, recent, itemsOf, addItems, withStatus, eachRow, countByStatus };
