const Booking = require('../models/Booking');
const Rider = require('../models/Rider');

exports.list = async (req, res, next) => {
  try {
    const riders = await Rider.find().sort('name').limit(200);
    const rows = await Promise.all(
      riders.map(async (rider) => ({
        label: rider.label(),
        // expect: query-in-loop
        next: await rider.nextBooking(),
      })),
    );
    res.json(rows);
  } catch (error) {
    next(error);
  }
};

exports.bookings = async (req, res, next) => {
  try {
    // near miss: populate on the query is one more query for the whole page
    const bookings = await Booking.find({ rider: req.params.id }).populate('lesson').limit(50);
    res.json(bookings);
  } catch (error) {
    next(error);
  }
};

exports.open = async (req, res, next) => {
  try {
    const bookings = await Booking.find({ state: 'open' }).limit(500);
    for (const booking of bookings) {
      // expect: query-in-loop
      await booking.populate('rider');
    }
    res.json(bookings);
  } catch (error) {
    next(error);
  }
};

exports.promote = async (req, res, next) => {
  try {
    // near miss: one bulk write, however many riders
    await Rider.bulkWrite(
      req.body.ids.map((id) => ({ updateOne: { filter: { _id: id }, update: { $inc: { level: 1 } } } })),
    );
    res.status(204).end();
  } catch (error) {
    next(error);
  }
};
