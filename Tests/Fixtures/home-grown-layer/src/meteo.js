'use strict';

const https = require('https');

const BASE = process.env.METEO_URL || 'https://meteo.example.test';

exports.today = async function (place) {
  // expect: missing-timeout
  const response = await fetch(`${BASE}/today?place=${encodeURIComponent(place)}`);
  return response.json();
};

exports.pollen = function (place) {
  return new Promise((resolve, reject) => {
    // expect: missing-timeout
    const request = https.get(`${BASE}/pollen?place=${encodeURIComponent(place)}`, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    request.on('error', reject);
  });
};

exports.warnings = function () {
  return new Promise((resolve, reject) => {
    // near miss: the socket is destroyed after four quiet seconds
    const request = https.get(`${BASE}/warnings`, { timeout: 4000 }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    request.on('timeout', () => request.destroy(new Error('the weather office is silent')));
    request.on('error', reject);
  });
};
