const mongoose = require('mongoose');

module.exports = function connect() {
  // near miss: neither the choice of a server nor a read of the socket can wait for ever
  return mongoose.connect(process.env.MONGO_URI, {
    serverSelectionTimeoutMS: 5000,
    socketTimeoutMS: 20000,
  });
};
