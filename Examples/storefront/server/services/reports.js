'use strict';

const customers = require('../repositories/customers');
const orders = require('../repositories/orders');
const inventory = require('../repositories/inventory');
const products = require('../repositories/products');
const shipping = require('../clients/shipping');

async function customerReport() {
  const everyone = await customers.all();
  const report = [];
  for (const customer of everyone) {
    report.push({
      ...customer,
      // expect: query-in-loop
      lifetimeValueCents: await customers.lifetimeValue(customer.id),
    });
  }
  return report;
}

async function stockReport() {
  const everything = await products.all();
  const levels = await inventory.availableForAll(everything.map((product) => product.id));
  return everything.map(({ id, sku, name }) => ({ id, sku, name, quantity: levels.get(id) || 0 }));
}

async function ordersAsCsv() {
  const lines = ['id,customer,status,total'];
  await orders.eachRow((order) => {
    lines.push([order.id, order.customer_id, order.status, order.total_cents].join(','));
  });
  // expect: large-buffering
  return lines.join('\n');
}

async function parcelsOnTheWay() {
  const shipped = (await orders.withStatus('shipped', 200)).filter((order) => order.tracking_code);
  return Promise.all(
    // expect: unbounded-fan-out two hundred calls to the carrier at once, missing-fallback
    shipped.map(async (order) => ({ id: order.id, ...(await shipping.track(order.tracking_code)) })),
  );
}

module.exports = { customerReport, stockReport, ordersAsCsv, parcelsOnTheWay };
