const connect = require('../config/db');
const Booking = require('../models/Booking');
const Lesson = require('../models/Lesson');

async function main() {
  await connect();
  for await (const booking of Booking.find({ startsAt: null }).cursor()) {
    // near miss: a script that was run once
    const lesson = await Lesson.findById(booking.lesson);
    booking.startsAt = lesson.startsAt;
    await booking.save();
  }
  process.exit(0);
}

main();
