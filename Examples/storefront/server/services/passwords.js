'use strict';

const crypto = require('crypto');

const ROUNDS = 60000;

// near miss: sixteen random bytes are there at once
function hashPassword(password, salt = crypto.randomBytes(16).toString('hex')) {
  // expect: event-loop-block
  const hash = crypto.pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256').toString('hex');
  return { salt, hash };
}

function matches(password, salt, expected) {
  const { hash } = hashPassword(password, salt);
  return crypto.timingSafeEqual(Buffer.from(hash), Buffer.from(expected));
}

module.exports = { hashPassword, matches };
