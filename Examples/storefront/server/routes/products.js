'use strict';

const express = require('express');
const products = require('../repositories/products');
const reviews = require('../repositories/reviews');
const inventory = require('../repositories/inventory');
const catalogue = require('../services/catalogue');
const { wrap } = require('../middleware/errors');
const { requireCustomer } = require('../middleware/session');

const router = express.Router();

router.get('/front-page', wrap(async (req, res) => {
  res.json(await catalogue.frontPage());
}));

router.get('/', wrap(async (req, res) => {
  // near miss: the caller chooses the limit, up to a hundred
  const limit = Math.min(Number(req.query.limit) || 24, 100);
  const list = await products.page(Number(req.query.after) || 0, limit);
  res.json({ products: list, next: list.length === limit ? list[list.length - 1].id : null });
}));

router.get('/all', wrap(async (req, res) => {
  res.json(await products.all());
}));

router.get('/search', wrap(async (req, res) => {
  res.json(await catalogue.search(String(req.query.q || '').slice(0, 60)));
}));

router.get('/categories', wrap(async (req, res) => {
  res.json(await products.categories());
}));

router.get('/reviews-summary', wrap(async (req, res) => {
  const ids = String(req.query.ids || '').split(',').map(Number).filter(Boolean).slice(0, 100);
  res.json(await reviews.summaries(ids));
}));

router.get('/:id(\\d+)', wrap(async (req, res) => {
  const page = await catalogue.productPage(Number(req.params.id));
  if (!page) return res.status(404).json({ error: 'no such product' });
  return res.json(page);
}));

router.get('/:id(\\d+)/stock', wrap(async (req, res) => {
  res.json({ quantity: await inventory.available(Number(req.params.id)) });
}));

router.get('/:id(\\d+)/reviews', wrap(async (req, res) => {
  // The caller chooses the limit, and nobody caps it.
  res.json(await reviews.latest(Number(req.params.id), Number(req.query.limit) || 10));
}));

router.post('/:id(\\d+)/reviews', requireCustomer, wrap(async (req, res) => {
  const review = await reviews.insert({
    product_id: Number(req.params.id),
    customer_id: req.customer.id,
    rating: Math.min(Math.max(Number(req.body.rating) || 1, 1), 5),
    body: String(req.body.body || '').slice(0, 2000),
  });
  res.status(201).json(review);
}));

module.exports = router;
