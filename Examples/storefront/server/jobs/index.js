'use strict';

const syncStock = require('./sync-stock');
const dispatchOrders = require('./dispatch-orders');

const MINUTE = 60 * 1000;

function every(minutes, name, job) {
  const timer = setInterval(() => {
    // near miss: nobody awaits the job, and its failure is logged
    job().catch((error) => console.error(`${name} failed`, error));
  }, minutes * MINUTE);
  timer.unref();
}

function startJobs() {
  every(5, 'sync-stock', syncStock);
  every(1, 'dispatch-orders', dispatchOrders);
}

module.exports = { startJobs };
