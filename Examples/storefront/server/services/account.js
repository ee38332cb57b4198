'use strict';

const customers = require('../repositories/customers');
const passwords = require('./passwords');

async function logIn(email, password) {
  const customer = await customers.findByEmail(email);
  if (!customer || !passwords.matches(password, customer.password_salt, customer.password_hash)) return null;
  return { id: customer.id, email: customer.email, name: customer.name, isStaff: customer.is_staff };
}

async function register({ email, name, password }) {
  // later: 3C two registrations of one address end in a 500 from the unique index
  const existing = await customers.findByEmail(email);
  if (existing) throw Object.assign(new Error('this address is taken'), { status: 409 });
  // near miss: the new row needs the hash, and the hash is made only for a free address
  const { salt, hash } = passwords.hashPassword(password);
  return customers.insert({ email, name, password_salt: salt, password_hash: hash });
}

module.exports = { logIn, register };
