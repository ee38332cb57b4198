#!/usr/bin/env node
import { readFile, readdir } from 'node:fs/promises';
import { pool } from '../src/index.js';

for (const name of (await readdir('migrations')).sort()) {
  // near miss: a migration tool
  await pool.query(await readFile(`migrations/${name}`, 'utf8'));
}
await pool.end();
