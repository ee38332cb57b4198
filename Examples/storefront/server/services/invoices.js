'use strict';

const fs = require('fs');
const path = require('path');

// near miss: read once, while the process starts
const TEMPLATE = fs.readFileSync(path.join(__dirname, 'invoice.txt'), 'utf8');

const pounds = (cents) => (cents / 100).toFixed(2);

function invoice(order, items) {
  const lines = items.map((item) => `${item.quantity} x product ${item.product_id}`);
  return TEMPLATE.replace('{number}', order.id)
    .replace('{date}', order.created_at.toISOString().slice(0, 10))
    .replace('{lines}', lines.join('\n'))
    .replace('{total}', pounds(order.total_cents));
}

module.exports = { invoice };
