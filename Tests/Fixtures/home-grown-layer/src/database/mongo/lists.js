'use strict';

module.exports = function (module) {
  module.listRange = async function (key, start, stop) {
    const found = await module.store
      .collection('lists')
      .find({ key })
      .sort({ position: 1 })
      .skip(start)
      .limit(stop - start + 1)
      .toArray();
    return found.map((entry) => entry.value);
  };

  module.listAppend = async function (key, value) {
    await module.store.collection('lists').insertOne({ key, value });
  };

  module.listLength = async function (key) {
    return module.store.collection('lists').countDocuments({ key });
  };
};
