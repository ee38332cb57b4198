const axios = require('axios');

exports.forecast = async function () {
  // expect: missing-timeout
  const { data } = await axios.get('https://weather.example.test/v1/forecast', { params: { place: 'paddock' } });
  return data.days;
};
