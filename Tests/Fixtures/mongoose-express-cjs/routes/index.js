const router = require('express').Router();
const lessons = require('../controllers/lessons');
const riders = require('../controllers/riders');

router.route('/lessons').get(lessons.list).post(lessons.plan);
router.get('/lessons/timetable', lessons.timetable);
router.get('/lessons/weekend', lessons.weekend);
router.post('/lessons/reschedule', lessons.reschedule);
router.delete('/lessons/:id', lessons.remove);
router.get('/riders', riders.list);
router.get('/riders/:id/bookings', riders.bookings);
router.post('/riders/promote', riders.promote);
router.get('/bookings/open', riders.open);

module.exports = router;
