import { createTransport } from 'nodemailer';

const transport = createTransport({
  host: process.env.SMTP_HOST,
  pool: true,
  connectionTimeout: 3000,
  greetingTimeout: 3000,
  socketTimeout: 5000,
});

export async function sendTicket(to: string, bookingId: number): Promise<void> {
  await transport.sendMail({ to, subject: 'Your ticket', text: `Show the number ${bookingId} at the gate.` });
}
