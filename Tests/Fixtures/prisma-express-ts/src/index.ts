import express from 'express';
import { router } from '@/routes/invoices';
import { schedule } from '@/jobs/reminders';

// expect: missing-compression, missing-request-telemetry, missing-error-handler
const app = express();
app.use(express.json());
// expect: missing-health-check
app.use('/api', router);
// expect: missing-shutdown
app.listen(Number(process.env.PORT ?? 3000));
schedule();
