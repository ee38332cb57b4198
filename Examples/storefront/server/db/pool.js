'use strict';

const { Pool } = require('pg');
const config = require('../config');

const pool = new Pool({
  connectionString: config.databaseUrl,
  max: config.poolSize,
  idleTimeoutMillis: 30000,
  // near miss: waiting for a connection and every statement have a deadline here, so no query needs its own
  connectionTimeoutMillis: 3000,
  statement_timeout: 5000,
});

pool.on('error', (error) => console.error('idle connection failed', error.message));

module.exports = pool;
