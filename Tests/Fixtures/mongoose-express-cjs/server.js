const express = require('express');
const connect = require('./config/db');
const reminders = require('./jobs/reminders');

// expect: missing-compression, missing-request-telemetry
const app = express();
app.use(express.json());
// expect: missing-health-check
app.use('/api', require('./routes'));
// expect: silent-error-handler
app.use((error, req, res, next) => res.status(500).json({ error: error.message }));

connect().then(() => {
  reminders.start();
  // expect: missing-shutdown
  app.listen(process.env.PORT || 3000);
});
