'use strict';

const express = require('express');
const account = require('../services/account');
const wishlists = require('../repositories/wishlists');
const { wrap } = require('../middleware/errors');
const { requireCustomer } = require('../middleware/session');
const { limit } = require('../middleware/limit');

const router = express.Router();

// expect: missing-rate-limit anyone may try passwords as fast as the server hashes them
router.post('/login', wrap(async (req, res) => {
  const customer = await account.logIn(String(req.body.email || ''), String(req.body.password || ''));
  if (!customer) return res.status(401).json({ error: 'wrong address or password' });
  req.startSession(customer);
  return res.json(customer);
}));

// near miss: ten new accounts an hour for each address, since the bots of last spring
router.post('/register', limit(10, 60 * 60 * 1000), wrap(async (req, res) => {
  const { email, name, password } = req.body;
  if (!email || !name || !password) return res.status(400).json({ error: 'address, name and password are needed' });
  const customer = await account.register({ email, name, password });
  req.startSession({ ...customer, isStaff: false });
  return res.status(201).json(customer);
}));

router.post('/logout', (req, res) => {
  req.endSession();
  res.status(204).end();
});

router.get('/me', (req, res) => {
  res.json(req.customer);
});

// expect: unhandled-rejection Express 4 does not see a rejected promise so a failed query ends the process
router.get('/wishlist', requireCustomer, async (req, res) => {
  res.json(await wishlists.productsOf(req.customer.id));
});

router.post('/wishlist', requireCustomer, wrap(async (req, res) => {
  await wishlists.add(req.customer.id, Number(req.body.productId));
  res.status(204).end();
}));

module.exports = router;
