'use strict';

const db = require('../db');
const orders = require('../repositories/orders');
const products = require('../repositories/products');
const inventory = require('../repositories/inventory');
const catalogue = require('./catalogue');
const payments = require('../clients/payments');
const shipping = require('../clients/shipping');
const tax = require('../clients/tax');
const mailer = require('../clients/mailer');

async function priceLines(items) {
  const lines = [];
  for (const item of items) {
    // expect: query-in-loop
    const price = await catalogue.priceOf(item.productId);
    lines.push({ productId: item.productId, quantity: item.quantity, ...price });
  }
  return lines;
}

async function quote(items, address) {
  const lines = await priceLines(items);
  const subtotalCents = lines.reduce((sum, line) => sum + line.unitPriceCents * line.quantity, 0);
  // later: 3D tax and shipping do not need each other
  // expect: missing-fallback
  const taxCents = await tax.quote(subtotalCents, address.country);
  // expect: missing-fallback checkout fails whenever the carrier does
  const delivery = await shipping.quote(address, lines.length);
  return { lines, subtotalCents, taxCents, delivery, totalCents: subtotalCents + taxCents + delivery.priceCents };
}

async function discount(code, totalCents, tx) {
  // expect: check-then-act
  const { rows } = await tx.query('SELECT percent, uses_left FROM coupons WHERE code = $1', [code]);
  if (!rows[0] || rows[0].uses_left < 1) return totalCents;
  await tx.query('UPDATE coupons SET uses_left = $2 WHERE code = $1', [code, rows[0].uses_left - 1]);
  return Math.round((totalCents * (100 - rows[0].percent)) / 100);
}

async function reserve(lines, tx) {
  for (const line of lines) {
    // expect: query-in-loop
    const left = await inventory.available(line.productId, tx);
    if (left < line.quantity) throw Object.assign(new Error(`only ${left} of ${line.name} left`), { status: 409 });
    // later: 3C the stock may have changed since it was read
    await inventory.take(line.productId, line.quantity, tx);
  }
}

async function placeOrder(customer, { items, address, coupon, token }) {
  const bill = await quote(items, address);

  // expect: held-connection
  const order = await db.transaction(async (tx) => {
    await reserve(bill.lines, tx);
    const total = coupon ? await discount(coupon, bill.totalCents, tx) : bill.totalCents;
    const created = await orders.insert(
      { customer_id: customer.id, status: 'pending', total_cents: total, address },
      tx,
    );
    await orders.addItems(created.id, bill.lines, tx);
    // expect: missing-fallback
    const payment = await payments.charge(total, token, `order-${created.id}`);
    await orders.update(created.id, { status: 'paid', payment_reference: payment.reference }, tx);
    return { ...created, status: 'paid' };
  });

  // later: 6B the customer waits for the mail service
  // expect: missing-fallback
  await mailer.send(customer.email, `Your order ${order.id}`, `Thank you. We charged ${order.total_cents / 100} pounds.`);
  return order;
}

async function basketFrom(orderId) {
  const items = await orders.itemsOf(orderId);
  // near miss: the products of all lines come with one query
  const found = await products.findByIds(items.map((item) => item.product_id));
  const names = new Map(found.map((product) => [product.id, product.name]));
  return items.map((item) => ({ productId: item.product_id, name: names.get(item.product_id), quantity: item.quantity }));
}

module.exports = { quote, placeOrder, basketFrom };
