'use strict';

const products = require('../repositories/products');
const reviews = require('../repositories/reviews');
const inventory = require('../repositories/inventory');

const SECTIONS = ['newest', 'popular', 'sale'];

// expect: global-growth
const searches = new Map();

async function frontPage() {
  const sections = {};
  await Promise.all(
    SECTIONS.map(async (name) => {
      // near miss: three fixed names, three queries
      sections[name] = await products.section(name);
    }),
  );
  return sections;
}

async function search(text) {
  if (!searches.has(text)) searches.set(text, await products.search(text));
  return searches.get(text);
}

async function productPage(id) {
  const product = await products.findById(id);
  if (!product) return null;
  // expect: await-waterfall
  const latest = await reviews.latest(id, 10);
  const related = await products.related(product);
  const inStock = await inventory.available(id);
  return { product, reviews: latest, related, inStock };
}

async function priceOf(productId) {
  const product = await products.findPrice(productId);
  if (!product) throw Object.assign(new Error(`no product ${productId}`), { status: 404 });
  return {
    name: product.name,
    unitPriceCents: Math.round((product.price_cents * (100 - product.sale_percent)) / 100),
  };
}

module.exports = { frontPage, search, productPage, priceOf };
