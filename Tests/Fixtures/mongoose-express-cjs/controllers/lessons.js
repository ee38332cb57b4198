const Booking = require('../models/Booking');
const Lesson = require('../models/Lesson');
const weather = require('../services/weather');

const WEEKEND = ['Friday', 'Saturday', 'Sunday'];

exports.list = async (req, res, next) => {
  try {
    const lessons = await Lesson.find({ startsAt: { $gt: new Date() } }).limit(100).lean();
    for (const lesson of lessons) {
      // expect: query-in-loop
      lesson.free = await Booking.freePlaces(lesson);
    }
    res.json(lessons);
  } catch (error) {
    next(error);
  }
};

exports.timetable = async (req, res, next) => {
  try {
    const lessons = await Lesson.find({ startsAt: { $gt: new Date() } }).limit(100).lean();
    const taken = await Booking.takenByLesson(lessons.map((lesson) => lesson._id));
    // near miss: one aggregation for all lessons, then only arithmetic
    res.json(lessons.map((lesson) => ({ ...lesson, free: lesson.places - (taken.get(String(lesson._id)) || 0) })));
  } catch (error) {
    next(error);
  }
};

exports.weekend = async (req, res, next) => {
  try {
    const days = {};
    for (const weekday of WEEKEND) {
      // near miss: three days
      days[weekday] = await Lesson.find({ weekday }).sort('startsAt').limit(20).lean();
    }
    res.json({ days, forecast: await weather.forecast() });
  } catch (error) {
    next(error);
  }
};

exports.plan = async (req, res, next) => {
  try {
    // near miss: insertMany writes what map has built
    // expect: repeatable-create
    const lessons = await Lesson.insertMany(req.body.map((plan) => ({ title: plan.title, startsAt: plan.startsAt })));
    res.status(201).json(lessons);
  } catch (error) {
    next(error);
  }
};

exports.reschedule = async (req, res, next) => {
  try {
    // expect: unbounded-read
    const lessons = await Lesson.find({ weekday: req.body.from });
    for (const lesson of lessons) {
      lesson.weekday = req.body.to;
      // expect: query-in-loop
      await lesson.save();
    }
    res.json({ moved: lessons.length });
  } catch (error) {
    next(error);
  }
};

exports.remove = async (req, res, next) => {
  try {
    await Lesson.findByIdAndDelete(req.params.id);
    res.status(204).end();
  } catch (error) {
    next(error);
  }
};
