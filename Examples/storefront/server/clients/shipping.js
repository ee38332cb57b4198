'use strict';

const axios = require('axios');
const config = require('../config');

// expect: missing-timeout
const carrier = axios.create({
  baseURL: config.shipping.url,
  headers: { accept: 'application/json' },
});

async function quote(address, parcels) {
  const { data } = await carrier.post('/quotes', { postcode: address.postcode, parcels });
  return data;
}

async function createLabel(order) {
  const { data } = await carrier.post('/labels', { orderId: order.id, address: order.address });
  return data.trackingCode;
}

async function track(code) {
  const { data } = await carrier.get(`/tracking/${encodeURIComponent(code)}`);
  return data;
}

module.exports = { quote, createLabel, track };
