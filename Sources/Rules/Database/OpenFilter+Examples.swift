// What counts as columns that the caller chooses, and what only looks like it.

extension OpenFilter {
  static let examples: [Example] = [
    .reported(
      "the query string as the filter",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      app.get("/orders", async (req, res) => {
        res.json(await Order.find(↓req.query).limit(25));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
        const app = express();
        app.get("/orders", async (req, res) => {
          res.json(await Order.find({ total: req.query.total }).limit(25));
        });
        """
    ),
    .silent(
      "one value of the request, compared with a column that the code names",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
      const app = express();
      app.get("/orders", async (req, res) => {
        const { status } = req.query;
        res.json(await Order.find({ status }).limit(25));
      });
      """
    ),
    .reported(
      "an order that the request names",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      app.get("/orders", async (req, res) => {
        res.json(await Order.find({}).sort(↓req.query.sort).limit(25));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
        const app = express();
        app.get("/orders", async (req, res) => {
          res.json(await Order.find({}).sort("-_id").limit(25));
        });
        """
    ),
    .silent(
      "an order from a list of the code's own",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      const orders = { newest: "-_id", largest: "-total" };
      app.get("/orders", async (req, res) => {
        res.json(await Order.find({}).sort(orders[req.query.sort]).limit(25));
      });
      """
    ),
  ]
}
