import { pool } from '#pool';

const FLOORS = { ground: 0, first: 1, attic: 2 };

export async function list() {
  const { rows } = await pool.query('SELECT id, name, floor, beds FROM rooms ORDER BY name LIMIT 200');
  return rows;
}

export async function find(id) {
  const { rows } = await pool.query('SELECT id, name, floor, beds FROM rooms WHERE id = $1', [id]);
  return rows[0] ?? null;
}

export async function release(id) {
  await pool.query("UPDATE rooms SET state = 'free' WHERE id = $1", [id]);
}

export async function perFloor() {
  const result = {};
  for (const [name, floor] of Object.entries(FLOORS)) {
    // near miss: the house has three floors
    const { rows } = await pool.query('SELECT count(*)::int AS n FROM rooms WHERE floor = $1', [floor]);
    result[name] = rows[0].n;
  }
  return result;
}

export async function saveAll(rooms) {
  // near miss: one statement for all rooms
  await pool.query(
    `UPDATE rooms SET name = r.name, beds = r.beds
     FROM jsonb_to_recordset($1) AS r (id int, name text, beds int) WHERE rooms.id = r.id`,
    [JSON.stringify(rooms)],
  );
}
