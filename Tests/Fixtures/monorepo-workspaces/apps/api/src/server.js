import express from 'express';
import rooms from './routes/rooms.js';
import stays from './routes/stays.js';

// expect: missing-compression, missing-request-telemetry, missing-error-handler
const app = express();
app.use(express.json());
app.use('/rooms', rooms);
// expect: missing-health-check
app.use('/stays', stays);
// expect: missing-shutdown
app.listen(Number(process.env.PORT ?? 3000));
