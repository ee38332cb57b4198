import { rooms, stays } from '@guesthouse/db';
import { withdraw } from '@guesthouse/channels';

const MINUTE = 60 * 1000;

async function closeStays() {
  const ended = await stays.ended(500);
  for (const stay of ended) {
    // expect: query-in-loop
    await rooms.release(stay.room_id);
  }
  for (const stay of ended) await withdraw(stay.room_id);
  // near miss: all stays are closed with one statement
  await stays.close(ended.map((stay) => stay.id));
}

setInterval(() => closeStays().catch(console.error), 10 * MINUTE);
