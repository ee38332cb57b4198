'use strict';

const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next);

function notFound(req, res) {
  res.status(404).json({ error: 'not found' });
}

// eslint-disable-next-line no-unused-vars
function onError(error, req, res, next) {
  const status = error.status || 500;
  if (status === 500) console.error(error);
  res.status(status).json({ error: status === 500 ? 'something went wrong' : error.message });
}

module.exports = { wrap, notFound, onError };
