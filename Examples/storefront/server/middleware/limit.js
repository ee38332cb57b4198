'use strict';

const MOST_CALLERS = 10000;

// Counts the requests of each caller in a fixed window of one process.
function limit(most, windowMilliseconds) {
  const counts = new Map();
  const sweep = setInterval(() => counts.clear(), windowMilliseconds);
  sweep.unref();

  return (req, res, next) => {
    const count = (counts.get(req.ip) || 0) + 1;
    // near miss: emptied with every window, and never longer than ten thousand callers
    if (counts.size < MOST_CALLERS || counts.has(req.ip)) counts.set(req.ip, count);
    if (count <= most) return next();
    res.setHeader('retry-after', Math.ceil(windowMilliseconds / 1000));
    return res.status(429).json({ error: 'too many attempts, please wait' });
  };
}

module.exports = { limit };
