CREATE TABLE customers (
  id serial PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  password_salt text NOT NULL,
  password_hash text NOT NULL,
  is_staff boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE coupons (
  code text PRIMARY KEY,
  percent integer NOT NULL,
  uses_left integer NOT NULL
);

CREATE TABLE orders (
  id serial PRIMARY KEY,
  -- expect: missing-index no index on customer_id; the account page filters and sorts by it
  customer_id integer NOT NULL REFERENCES customers (id),
  status text NOT NULL DEFAULT 'pending',
  total_cents integer NOT NULL,
  address jsonb NOT NULL,
  payment_reference text,
  tracking_code text,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_status ON orders (status, id);

CREATE TABLE order_items (
  id serial PRIMARY KEY,
  order_id integer NOT NULL REFERENCES orders (id),
  product_id integer NOT NULL REFERENCES products (id),
  quantity integer NOT NULL,
  unit_price_cents integer NOT NULL
);

CREATE INDEX order_items_order_id ON order_items (order_id);
