const mongoose = require('mongoose');

const riderSchema = new mongoose.Schema({
  // expect: missing-index
  name: { type: String, required: true },
  phone: String,
  level: { type: Number, default: 1 },
});

riderSchema.methods.nextBooking = function () {
  return mongoose.model('Booking').findOne({ rider: this._id, state: 'open' }).sort('startsAt');
};

riderSchema.methods.label = function () {
  return `${this.name} (level ${this.level})`;
};

module.exports = mongoose.model('Rider', riderSchema);
