'use strict';

const path = require('path');
const express = require('express');
const compression = require('compression');
const { session } = require('./middleware/session');
const { notFound, onError } = require('./middleware/errors');

const WEB = path.join(__dirname, '..', 'web');

function createApp() {
  // expect: missing-request-telemetry no correlation id and log lines that only people can read
  const app = express();
  app.disable('x-powered-by');
  app.use(compression());
  // expect: large-body-limit a request body of fifty megabytes is parsed for anyone
  app.use(express.json({ limit: '50mb' }));
  app.use(session);
  app.use((req, res, next) => {
    // expect: log-flooding
    if (process.env.LOG_BODIES !== 'off') console.log(req.method, req.url, JSON.stringify(req.body));
    next();
  });

  // expect: shallow-health-check
  app.get('/healthz', (req, res) => res.json({ ok: true }));
  app.use('/api/products', require('./routes/products'));
  app.use('/api/account', require('./routes/account'));
  app.use('/api/orders', require('./routes/orders'));
  app.use('/api/admin', require('./routes/admin'));

  app.use('/assets', express.static(path.join(WEB, 'dist'), { maxAge: '1h' }));
  app.get('/', (req, res) => res.sendFile(path.join(WEB, 'index.html')));
  // near miss: behind all routes, what a handler throws or rejects ends here
  app.use(notFound);
  app.use(onError);
  return app;
}

module.exports = { createApp };
