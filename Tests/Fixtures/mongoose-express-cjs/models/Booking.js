const mongoose = require('mongoose');

const bookingSchema = new mongoose.Schema({
  lesson: { type: mongoose.Schema.Types.ObjectId, ref: 'Lesson', index: true },
  rider: { type: mongoose.Schema.Types.ObjectId, ref: 'Rider', index: true },
  // expect: missing-index
  state: { type: String, default: 'open' },
  startsAt: Date,
});

bookingSchema.statics.freePlaces = async function (lesson) {
  const taken = await this.countDocuments({ lesson: lesson._id, state: 'open' });
  return lesson.places - taken;
};

bookingSchema.statics.takenByLesson = async function (lessonIds) {
  const rows = await this.aggregate([
    { $match: { lesson: { $in: lessonIds }, state: 'open' } },
    { $group: { _id: '$lesson', taken: { $sum: 1 } } },
  ]);
  return new Map(rows.map((row) => [String(row._id), row.taken]));
};

module.exports = mongoose.model('Booking', bookingSchema);
