CREATE TABLE categories (
  id serial PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL
);

CREATE TABLE products (
  id serial PRIMARY KEY,
  -- expect: missing-index no index on category_id; category pages filter by it
  category_id integer NOT NULL REFERENCES categories (id),
  sku text NOT NULL UNIQUE,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  sale_percent integer NOT NULL DEFAULT 0,
  sold_count integer NOT NULL DEFAULT 0,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX products_created_at ON products (created_at DESC);
CREATE INDEX products_sold_count ON products (sold_count DESC);
CREATE INDEX products_sale ON products (sale_percent DESC) WHERE sale_percent > 0;

CREATE TABLE stock_levels (
  product_id integer NOT NULL REFERENCES products (id),
  warehouse text NOT NULL,
  quantity integer NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (product_id, warehouse)
);
