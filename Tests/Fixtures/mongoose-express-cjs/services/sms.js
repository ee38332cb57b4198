const axios = require('axios');

const gateway = axios.create({ baseURL: 'https://sms.example.test' });
// near miss: the deadline is set on the defaults of the instance, not where it is made
gateway.defaults.timeout = 3000;

exports.send = (phone, text) => gateway.post('/messages', { phone, text });
exports.credit = () => gateway.get('/credit');
