'use strict';

const config = require('../config');

async function post(path, body) {
  // expect: missing-timeout
  const response = await fetch(`${config.payments.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${config.payments.key}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw Object.assign(new Error('payment was refused'), { status: 402 });
  return response.json();
}

async function charge(amountCents, token, reference) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // expect: retry-storm
      return await post('/charges', { amountCents, token, reference });
    } catch (error) {
      if (attempt >= 3 || error.status === 402) throw error;
    }
  }
}

module.exports = { charge };
