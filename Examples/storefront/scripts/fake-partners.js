'use strict';

// Stands in for the payment, shipping, tax, supplier and mail services, so that the shop runs on one machine.

const http = require('http');

const PORT = Number(process.env.PARTNERS_PORT || 4000);
const DELAY = Number(process.env.PARTNERS_DELAY_MS || 20);

const answers = {
  'POST /payments/charges': () => ({ reference: `ch_${Date.now().toString(36)}`, status: 'succeeded' }),
  'POST /shipping/quotes': (body) => ({ priceCents: 350 + 50 * (body.parcels || 1), days: 3 }),
  'POST /shipping/labels': (body) => ({ trackingCode: `HP${body.orderId}`, url: '/labels/1.pdf' }),
  'GET /shipping/tracking': () => ({ status: 'in transit', city: 'York' }),
  'POST /tax/quotes': (body) => ({ taxCents: Math.round((body.subtotalCents || 0) * 0.2) }),
  'POST /mail/messages': () => ({ accepted: true }),
  'GET /geo/postcodes': () => ({ city: 'Whitby', country: 'GB' }),
  'GET /supplier/stock': () => ({
    items: Array.from({ length: 40 }, (_, i) => ({ sku: `HP-${String(i + 1).padStart(5, '0')}`, quantity: 5000 })),
  }),
  'GET /rates': () => ({ base: 'GBP', EUR: 1.17, USD: 1.27 }),
};

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const [, first, second] = request.url.split('?')[0].split('/');
    const key = `${request.method} /${first}${second ? `/${second}` : ''}`;
    const answer = answers[key];
    setTimeout(() => {
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      const body = chunks.length ? JSON.parse(Buffer.concat(chunks)) : {};
      response.end(JSON.stringify(answer ? answer(body) : { error: `no answer for ${key}` }));
    }, DELAY);
  });
});

server.listen(PORT, '127.0.0.1', () => console.log(`partners on ${PORT}`));
