'use strict';

const { MongoClient } = require('mongodb');

const mongo = module.exports;

mongo.store = null;

mongo.init = async function () {
  // near miss: choosing a server and reading from it both end
  const client = new MongoClient(process.env.MONGO_URI, { serverSelectionTimeoutMS: 4000, socketTimeoutMS: 10000 });
  await client.connect();
  mongo.store = client.db();
};

require('./mongo/objects')(mongo);
require('./mongo/lists')(mongo);
