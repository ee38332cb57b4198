'use strict';

const { Pool } = require('pg');

const postgres = module.exports;

postgres.pool = null;

postgres.init = async function () {
  // near miss: no wait without an end
  // expect: unheard-client-error, small-pool
  postgres.pool = new Pool({
    connectionString: process.env.DATABASE_URL,
    connectionTimeoutMillis: 3000,
    query_timeout: 8000,
    statement_timeout: 8000,
  });
};

require('./postgres/objects')(postgres);
require('./postgres/lists')(postgres);
