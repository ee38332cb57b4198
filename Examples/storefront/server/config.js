'use strict';

const { env } = process;
const partners = env.PARTNERS_URL || 'http://127.0.0.1:4000';

module.exports = {
  port: Number(env.PORT || 3000),
  host: env.HOST || '127.0.0.1',
  // Without DATABASE_URL the driver reads PGHOST, PGPORT, PGDATABASE and PGUSER.
  databaseUrl: env.DATABASE_URL,
  poolSize: Number(env.POOL_SIZE || 10),
  jobs: env.JOBS !== 'off',
  payments: { url: env.PAYMENTS_URL || `${partners}/payments`, key: env.PAYMENTS_KEY || 'test' },
  shipping: { url: env.SHIPPING_URL || `${partners}/shipping` },
  tax: { url: env.TAX_URL || `${partners}/tax` },
  mail: { url: env.MAIL_URL || `${partners}/mail`, from: 'shop@example.test' },
  geo: { url: env.GEO_URL || `${partners}/geo` },
  supplier: { url: env.SUPPLIER_URL || `${partners}/supplier` },
};
