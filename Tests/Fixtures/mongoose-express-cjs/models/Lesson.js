const mongoose = require('mongoose');

const lessonSchema = new mongoose.Schema(
  {
    title: String,
    weekday: { type: String, index: true },
    places: { type: Number, default: 8 },
    startsAt: { type: Date, index: true },
    horses: [{ type: mongoose.Schema.Types.ObjectId, ref: 'Horse' }],
  },
  { timestamps: true },
);

lessonSchema.post('findOneAndDelete', async function (lesson) {
  // near miss: a hook with one statement for all bookings of the one lesson
  if (lesson) await mongoose.model('Booking').updateMany({ lesson: lesson._id }, { state: 'cancelled' });
});

module.exports = mongoose.model('Lesson', lessonSchema);
