'use strict';

// Which of the two stores is in use is settled when the process starts: postgres or mongo.
const name = process.env.APIARY_STORE || 'postgres';

const primary = require(`./${name}`);

module.exports = primary;
