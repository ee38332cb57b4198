import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';

export const positions = new EventEmitter();
positions.setMaxListeners(2000);

// Every browser that watches a ship has one listener and one heartbeat, and both end with it.
export function watch(ship: string, req: Request, res: Response): void {
  const tell = (position: { lat: number; lon: number }) => {
    res.write(`data: ${JSON.stringify(position)}\n\n`);
  };
  positions.on(ship, tell);
  const beat = setInterval(() => res.write(': still here\n\n'), 15_000);
  req.on('close', () => {
    clearInterval(beat);
    positions.off(ship, tell);
  });
}
