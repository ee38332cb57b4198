'use strict';

const db = require('../server/db');
const { hashPassword } = require('../server/services/passwords');

const PRODUCTS = Number(process.env.SEED_PRODUCTS || 400);
const CUSTOMERS = Number(process.env.SEED_CUSTOMERS || 200);
const ORDERS = Number(process.env.SEED_ORDERS || 2000);

const CATEGORIES = ['Kitchen', 'Bedroom', 'Garden', 'Lighting', 'Bathroom', 'Study'];
const ADJECTIVES = ['Oak', 'Linen', 'Copper', 'Slate', 'Woven', 'Glazed', 'Brass', 'Ash'];
const NOUNS = ['Bowl', 'Lamp', 'Throw', 'Stool', 'Planter', 'Tray', 'Mirror', 'Kettle', 'Shelf'];

const pick = (list, index) => list[index % list.length];

async function seedCategories() {
  const ids = [];
  for (const name of CATEGORIES) {
    const { rows } = await db.query(
      'INSERT INTO categories (slug, name) VALUES ($1, $2) RETURNING id',
      [name.toLowerCase(), name],
    );
    ids.push(rows[0].id);
  }
  return ids;
}

async function seedProducts(categoryIds) {
  for (let i = 0; i < PRODUCTS; i += 1) {
    const name = `${pick(ADJECTIVES, i)} ${pick(NOUNS, i * 7 + 3)}`;
    // near miss: one statement per product, but only a person at a terminal waits for it
    const { rows } = await db.query(
      `INSERT INTO products (category_id, sku, name, description, price_cents, sale_percent, sold_count)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [
        pick(categoryIds, i),
        `HP-${String(i + 1).padStart(5, '0')}`,
        name,
        `${name}, made by hand in small batches.`,
        900 + ((i * 377) % 24000),
        i % 9 === 0 ? 15 : 0,
        (i * 53) % 700,
      ],
    );
    await db.query(
      "INSERT INTO stock_levels (product_id, warehouse, quantity) VALUES ($1, 'north', $2), ($1, 'south', $3)",
      [rows[0].id, 5000 + (i % 50), 5000 + (i % 30)],
    );
  }
}

async function seedPeople() {
  const { salt, hash } = hashPassword('driftwood');
  await db.query(
    `INSERT INTO customers (email, name, password_salt, password_hash, is_staff)
     SELECT 'customer' || n || '@example.test', 'Customer ' || n, $2, $3, n = 1
     FROM generate_series(1, $1::int) AS n`,
    [CUSTOMERS, salt, hash],
  );
  await db.query("INSERT INTO coupons (code, percent, uses_left) VALUES ('WELCOME10', 10, 100000)");
  await db.query(
    `INSERT INTO orders (customer_id, status, total_cents, address, created_at)
     SELECT 1 + n % $2::int, (ARRAY['pending', 'paid', 'shipped', 'delivered'])[1 + n % 4], 1500 + n % 9000,
            '{"line1": "1 Quay Street", "city": "Whitby", "postcode": "YO21 1AA"}',
            now() - n * interval '20 minutes'
     FROM generate_series(1, $1::int) AS n`,
    [ORDERS, CUSTOMERS],
  );
  await db.query(
    `INSERT INTO order_items (order_id, product_id, quantity, unit_price_cents)
     SELECT o.id, 1 + (o.id * 31 + k) % $1::int, 1 + k % 3, 1200 + k * 100
     FROM orders o, generate_series(1, 3) AS k`,
    [PRODUCTS],
  );
}

async function seedOpinions() {
  await db.query(
    `INSERT INTO reviews (product_id, customer_id, rating, body)
     SELECT 1 + n % $1::int, 1 + (n * 7) % $2::int, 1 + n % 5, 'Lovely, and it arrived quickly.'
     FROM generate_series(1, $1::int * 4) AS n`,
    [PRODUCTS, CUSTOMERS],
  );
  await db.query(
    `INSERT INTO wishlist_items (customer_id, product_id)
     SELECT c, 1 + (c * 17 + k) % $1::int FROM generate_series(1, $2::int) AS c, generate_series(1, 8) AS k
     ON CONFLICT DO NOTHING`,
    [PRODUCTS, CUSTOMERS],
  );
}

async function main() {
  await seedProducts(await seedCategories());
  await seedPeople();
  await seedOpinions();
  await db.query('ANALYZE');
  await db.pool.end();
  console.log(`seeded ${PRODUCTS} products, ${CUSTOMERS} customers, ${ORDERS} orders`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
