'use strict';

const fs = require('fs');
const path = require('path');
const { Client } = require('pg');
const config = require('../server/config');

const folder = path.join(__dirname, '..', 'migrations');

async function main() {
  // near miss: a script that a person watches, so no deadline is needed
  const client = new Client({ connectionString: config.databaseUrl });
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY)');
  const done = await client.query('SELECT name FROM schema_migrations');
  const applied = new Set(done.rows.map((row) => row.name));

  for (const name of fs.readdirSync(folder).sort()) {
    if (!name.endsWith('.sql') || applied.has(name)) continue;
    console.log(`applying ${name}`);
    await client.query('BEGIN');
    // near miss: a migration script, no request reaches it
    await client.query(fs.readFileSync(path.join(folder, name), 'utf8'));
    await client.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  }
  await client.end();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
