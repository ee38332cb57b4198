import pg from 'pg';

// expect: missing-timeout
export const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 20,
});
