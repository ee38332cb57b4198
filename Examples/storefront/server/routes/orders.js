'use strict';

const express = require('express');
const orders = require('../repositories/orders');
const checkout = require('../services/checkout');
const invoices = require('../services/invoices');
const geocoder = require('../clients/geocoder');
const { wrap } = require('../middleware/errors');
const { requireCustomer } = require('../middleware/session');

const router = express.Router();

router.use(requireCustomer);

router.get('/', wrap(async (req, res) => {
  res.json(await orders.listForCustomer(req.customer.id));
}));

router.post('/quote', wrap(async (req, res) => {
  res.json(await checkout.quote(req.body.items || [], req.body.address || {}));
}));

router.post('/', wrap(async (req, res) => {
  const { items, address } = req.body;
  if (!Array.isArray(items) || items.length === 0 || !address) {
    return res.status(400).json({ error: 'a basket and an address are needed' });
  }
  return res.status(201).json(await checkout.placeOrder(req.customer, req.body));
}));

router.get('/places/:postcode', wrap(async (req, res) => {
  res.json(await geocoder.lookUp(req.params.postcode));
}));

router.get('/:id(\\d+)', wrap(async (req, res) => {
  const order = await orders.findById(Number(req.params.id));
  if (!order || order.customer_id !== req.customer.id) return res.status(404).json({ error: 'no such order' });
  return res.json(order);
}));

router.get('/:id(\\d+)/invoice', wrap(async (req, res) => {
  const order = await orders.findById(Number(req.params.id));
  if (!order || order.customer_id !== req.customer.id) return res.status(404).json({ error: 'no such order' });
  // near miss: the second read is made only for one's own order
  const items = await orders.itemsOf(order.id);
  return res.type('text/plain').send(invoices.invoice(order, items));
}));

router.post('/:id(\\d+)/reorder', wrap(async (req, res) => {
  const order = await orders.findById(Number(req.params.id));
  if (!order || order.customer_id !== req.customer.id) return res.status(404).json({ error: 'no such order' });
  return res.json(await checkout.basketFrom(order.id));
}));

router.get('/:id(\\d+)/events', (req, res) => {
  res.setHeader('content-type', 'text/event-stream');
  // expect: leaked-subscription
  setInterval(() => {
    orders
      .findById(Number(req.params.id))
      .then((order) => res.write(`data: ${JSON.stringify({ status: order && order.status })}\n\n`))
      .catch(() => {});
  }, 2000);
});

module.exports = router;
