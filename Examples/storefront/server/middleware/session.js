'use strict';

const crypto = require('crypto');

// later: 2B sessions live in this process and never end
const sessions = new Map();

function parseCookie(header = '') {
  const pair = header.split(/;\s*/).find((part) => part.startsWith('sid='));
  return pair && pair.slice(4);
}

function session(req, res, next) {
  const id = parseCookie(req.headers.cookie);
  req.customer = sessions.get(id) || null;
  req.startSession = (customer) => {
    const fresh = crypto.randomUUID();
    sessions.set(fresh, customer);
    res.setHeader('set-cookie', `sid=${fresh}; Path=/; HttpOnly; SameSite=Lax`);
  };
  req.endSession = () => sessions.delete(id);
  next();
}

function requireCustomer(req, res, next) {
  if (req.customer) return next();
  return res.status(401).json({ error: 'please log in' });
}

function requireStaff(req, res, next) {
  if (req.customer && req.customer.isStaff) return next();
  return res.status(403).json({ error: 'staff only' });
}

module.exports = { session, requireCustomer, requireStaff };
