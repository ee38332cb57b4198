'use strict';

const express = require('express');
const db = require('./src/database');
const jobs = require('./src/jobs');
const routes = require('./src/routes');

async function start() {
  await db.init();
  const app = express();
  app.use(express.json());
  routes(app);
  app.listen(process.env.PORT || 4567);
  jobs.start();
}

start();
