'use strict';

const express = require('express');
const db = require('./src/database');
const jobs = require('./src/jobs');
const routes = require('./src/routes');

async function start() {
  await db.init();
  // expect: missing-compression, missing-health-check, missing-request-telemetry, missing-error-handler
  const app = express();
  app.use(express.json());
  routes(app);
  // expect: missing-shutdown
  app.listen(process.env.PORT || 4567);
  jobs.start();
}

start();
