import express from 'express';
import rooms from './routes/rooms.js';
import stays from './routes/stays.js';

const app = express();
app.use(express.json());
app.use('/rooms', rooms);
app.use('/stays', stays);
app.listen(Number(process.env.PORT ?? 3000));
