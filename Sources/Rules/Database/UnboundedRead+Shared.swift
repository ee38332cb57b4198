// Reads of all rows that share a value, and filters that a branch replaces.

extension UnboundedRead {
  private static func lists(_ handler: String, key: String = "") -> [String: String] {
    [
      "models/Product.js": """
      const { Schema, model } = require("mongoose");
      module.exports = model("Product", new Schema({ brand: String, sku: String, serial: \(key.isEmpty ? "String" : key) }));
      """,
      "server.js": """
      const express = require("express");
      const Product = require("./models/Product");
      const app = express();
      app.post("/products", async (req, res) => res.json(await Product.create(req.body)));
      app.get("/products/:brand", async (req, res) => {
        \(handler)
      });
      app.listen(3000);
      """,
    ]
  }

  static let shared: [Example] = [
    .project(
      "all rows that share a value",
      lists("res.json(await ↓Product.find({ brand: req.params.brand }));"),
      fixed: lists("res.json(await Product.find({ brand: req.params.brand }).limit(50));")
    ),
    .project(
      "a branch replaces the filter: without it, all rows are read",
      lists(
        """
        let filter = {};
          if (req.query.brand) {
            filter = { ...filter, brand: req.query.brand };
          }
          res.json(await ↓Product.find(filter));
        """
      ),
      fixed: lists(
        """
        let filter = {};
          if (req.query.brand) {
            filter = { ...filter, brand: req.query.brand };
          }
          res.json(await Product.find(filter).limit(50));
        """
      )
    ),
    .project(
      "a query that is sent to be counted before it gets its limit",
      lists(
        """
        const query = ↓Product.find();
          const all = await query;
          query.limit(20);
          res.json({ count: all.length, page: await query.clone() });
        """
      ),
      fixed: lists(
        """
        const query = Product.find();
          const count = await query.clone().countDocuments();
          query.limit(20);
          res.json({ count, page: await query });
        """
      )
    ),
    .project(
      "all that two people ever wrote to each other",
      letters(
        "await ↓Message.find({ $or: [{ sender: me, receiver: other }, { sender: other, receiver: me }] }).sort({ at: 1 })"
      ),
      fixed: letters(
        "await Message.find({ $or: [{ sender: me, receiver: other }, { sender: other, receiver: me }] }).sort({ at: -1 }).limit(50)"
      )
    ),
    .silent(
      "a column that the schema keeps unique",
      files: lists(
        "res.json(await Product.find({ serial: req.params.brand }));",
        key: "{ type: String, unique: true }"
      )
    ),
    .silent(
      "a column named like a key of one row",
      files: lists("res.json(await Product.find({ sku: req.params.brand }));")
    ),
    .silent(
      "both branches put a narrow filter in the place of the first",
      files: lists(
        """
        let filter = {};
          if (req.query.sku) {
            filter = { sku: req.query.sku };
          } else {
            filter = { _id: req.params.brand };
          }
          res.json(await Product.find(filter));
        """
      )
    ),
  ]

  private static func letters(_ read: String) -> [String: String] {
    [
      "server.js": """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({ sender: String, receiver: String, text: String, at: Date });
      const Message = mongoose.model("Message", schema);
      const app = express();
      app.use(express.json());
      app.post("/messages", async (req, res) => res.json(await Message.create(req.body)));
      app.get("/messages/:other", async (req, res) => {
        const me = req.user.id;
        const other = req.params.other;
        const messages = \(read);
        res.json(messages);
      });
      app.listen(3000);
      """
    ]
  }
}
