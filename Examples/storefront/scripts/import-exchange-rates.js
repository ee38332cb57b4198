'use strict';

const fs = require('fs');
const path = require('path');

const SOURCE = process.env.RATES_URL || 'http://127.0.0.1:4000/rates';
const TARGET = path.join(__dirname, '..', 'rates.json');

async function main() {
  // near miss: run by hand once a quarter, no request and no job waits for it
  const response = await fetch(SOURCE);
  if (!response.ok) throw new Error(`rates answered ${response.status}`);
  fs.writeFileSync(TARGET, JSON.stringify(await response.json(), null, 2));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
