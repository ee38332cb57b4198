'use strict';

const config = require('../config');
const { requestJson } = require('./http');

function lookUp(postcode) {
  return requestJson(`${config.geo.url}/postcodes/${encodeURIComponent(postcode)}`, { deadline: 1500 });
}

module.exports = { lookUp };
