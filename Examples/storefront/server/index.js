'use strict';

const config = require('./config');
const { createApp } = require('./app');
const { startJobs } = require('./jobs');

// expect: missing-shutdown a deploy cuts requests off
createApp().listen(config.port, config.host, () => {
  console.log(`storefront on http://${config.host}:${config.port}`);
});

if (config.jobs) startJobs();
