import express from 'express';
import { router } from '@/routes/invoices';
import { schedule } from '@/jobs/reminders';

const app = express();
app.use(express.json());
app.use('/api', router);
app.listen(Number(process.env.PORT ?? 3000));
schedule();
