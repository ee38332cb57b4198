const Booking = require('../models/Booking');
const Rider = require('../models/Rider');
const sms = require('../services/sms');

const HOUR = 60 * 60 * 1000;

async function remind() {
  const soon = await Booking.find({ state: 'open', startsAt: { $lt: new Date(Date.now() + 24 * HOUR) } }).lean();
  for (const booking of soon) {
    // expect: query-in-loop
    const rider = await Rider.findById(booking.rider);
    await sms.send(rider.phone, `See you at ${booking.startsAt.toISOString()}`);
  }
}

async function report() {
  const response = await fetch('https://club.example.test/reports', { // expect: missing-timeout
    method: 'POST',
    body: JSON.stringify({ credit: (await sms.credit()).data }),
  });
  if (!response.ok) throw new Error(`the club answered ${response.status}`);
}

exports.start = () => {
  setInterval(() => remind().catch(console.error), HOUR);
  setInterval(() => report().catch(console.error), 24 * HOUR);
};
