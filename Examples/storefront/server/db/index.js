'use strict';

const pool = require('./pool');

const RETRYABLE = new Set(['40001', '40P01', '57P01', 'ECONNRESET']);
const ATTEMPTS = 3;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function query(text, params) {
  return pool.query(text, params);
}

// Reads only: a statement that changes rows may have been carried out before the connection broke.
async function queryWithRetry(text, params) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // near miss: the same query again after a failure, three times at most
      return await pool.query(text, params);
    } catch (error) {
      if (attempt >= ATTEMPTS || !RETRYABLE.has(error.code)) throw error;
      await sleep(2 ** attempt * 50 + Math.random() * 50);
    }
  }
}

async function transaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

module.exports = { pool, query, queryWithRetry, transaction };
