'use strict';

module.exports = function (module) {
  module.getObject = async function (key) {
    return module.store.collection('objects').findOne({ key });
  };

  module.getObjects = async function (keys) {
    const found = await module.store
      .collection('objects')
      .find({ key: { $in: keys } })
      .toArray();
    return keys.map((key) => found.find((object) => object.key === key) || null);
  };

  module.setObjectField = async function (key, field, value) {
    await module.store.collection('objects').updateOne({ key }, { $set: { [field]: value } });
  };

  module.setObjects = async function (pairs) {
    const bulk = module.store.collection('objects').initializeUnorderedBulkOp();
    // near miss: the loop fills a bulk operation, one execute sends it
    for (const [key, data] of pairs) bulk.find({ key }).upsert().updateOne({ $set: data });
    await bulk.execute();
  };
};
