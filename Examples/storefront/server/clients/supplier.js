'use strict';

const config = require('../config');

async function stockFeed() {
  // expect: missing-timeout
  const response = await fetch(`${config.supplier.url}/stock`);
  if (!response.ok) throw new Error(`the supplier answered ${response.status}`);
  const feed = await response.json();
  return feed.items;
}

module.exports = { stockFeed };
