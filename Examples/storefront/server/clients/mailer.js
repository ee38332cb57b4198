'use strict';

const axios = require('axios');
const config = require('../config');

async function send(to, subject, text) {
  // near miss: the deadline stands in the options of this call
  await axios.post(`${config.mail.url}/messages`, { from: config.mail.from, to, subject, text }, { timeout: 4000 });
}

module.exports = { send };
