export { pool } from '#pool';
export * as rooms from './queries/rooms.js';
export * as stays from './queries/stays.js';
