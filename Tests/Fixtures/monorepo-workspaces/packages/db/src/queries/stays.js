import { pool } from '#pool';

export async function arrivals(day) {
  const { rows } = await pool.query('SELECT id, room_id, guest_id, price FROM stays WHERE arrives_on = $1', [day]);
  return rows;
}

export async function ended(limit) {
  const { rows } = await pool.query('SELECT id, room_id FROM stays WHERE leaves_on <= now() AND NOT closed LIMIT $1', [
    limit,
  ]);
  return rows;
}

export async function guest(id) {
  const { rows } = await pool.query('SELECT id, name, language FROM guests WHERE id = $1', [id]);
  return rows[0];
}

export async function guests(ids) {
  const { rows } = await pool.query('SELECT id, name, language FROM guests WHERE id = ANY($1)', [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function close(ids) {
  await pool.query('UPDATE stays SET closed = true WHERE id = ANY($1)', [ids]);
}

export const insertExtras = async (stayId, extras) => {
  await Promise.all(
    extras.map((extra) =>
      // expect: query-in-loop
      pool.query('INSERT INTO extras (stay_id, text, price) VALUES ($1, $2, $3)', [stayId, extra.text, extra.price]),
    ),
  );
};
