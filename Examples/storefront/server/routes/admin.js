'use strict';

const zlib = require('zlib');
const express = require('express');
const orders = require('../repositories/orders');
const products = require('../repositories/products');
const reports = require('../services/reports');
const { wrap } = require('../middleware/errors');
const { requireStaff } = require('../middleware/session');

const router = express.Router();

router.use(requireStaff);

router.get('/customers', wrap(async (req, res) => {
  res.json(await reports.customerReport());
}));

router.get('/stock', wrap(async (req, res) => {
  res.json(await reports.stockReport());
}));

router.get('/orders', wrap(async (req, res) => {
  res.json(await orders.recent(50));
}));

router.get('/orders/counts', wrap(async (req, res) => {
  res.json(await orders.countByStatus());
}));

router.get('/orders.csv', wrap(async (req, res) => {
  res.type('text/csv').send(await reports.ordersAsCsv());
}));

router.get('/orders.csv.gz', wrap(async (req, res) => {
  const file = await reports.ordersAsCsv();
  // expect: event-loop-block
  res.type('application/gzip').send(zlib.gzipSync(file));
}));

router.get('/parcels', wrap(async (req, res) => {
  res.json(await reports.parcelsOnTheWay());
}));

router.put('/products/prices', wrap(async (req, res) => {
  const changes = Array.isArray(req.body) ? req.body : [];
  // expect: query-in-loop, unlimited-list
  await Promise.all(changes.map((change) => products.update(change.id, { price_cents: change.priceCents })));
  res.json({ changed: changes.length });
}));

module.exports = router;
