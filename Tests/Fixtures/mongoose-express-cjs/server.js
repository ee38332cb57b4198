const express = require('express');
const connect = require('./config/db');
const reminders = require('./jobs/reminders');

const app = express();
app.use(express.json());
app.use('/api', require('./routes'));
app.use((error, req, res, next) => res.status(500).json({ error: error.message }));

connect().then(() => {
  reminders.start();
  app.listen(process.env.PORT || 3000);
});
