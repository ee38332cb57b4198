import pg from 'pg';

// expect: missing-timeout, unheard-client-error
export const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 20,
});
