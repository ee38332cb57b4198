// Aggregations that are handed everything, and those that are not.

extension WholeAggregation {
  private static let head = """
    const express = require("express");
    const mongoose = require("mongoose");
    const Order = mongoose.model("Order", new mongoose.Schema({ items: [String], shop: String, rating: Number }));
    const app = express();

    """

  static let examples: [Example] = [
    .reported(
      "what is bought most, counted over all orders at each visit",
      head + """
        app.get("/trending", async (req, res) => {
          res.json(await ↓Order.aggregate([
            { $unwind: "$items" },
            { $group: { _id: "$items", sold: { $sum: 1 } } },
            { $sort: { sold: -1 } },
            { $limit: 10 },
          ]));
        });
        """,
      fixed: head + """
        app.get("/trending", async (req, res) => {
          res.json(await Order.aggregate([
            { $match: { createdAt: { $gte: new Date(Date.now() - 86400000) } } },
            { $unwind: "$items" },
            { $group: { _id: "$items", sold: { $sum: 1 } } },
            { $sort: { sold: -1 } },
            { $limit: 10 },
          ]));
        });
        """
    ),
    .reported(
      "orders that are joined before those of one shop are picked",
      head + """
        app.get("/shops/:shop/orders", async (req, res) => {
          res.json(await ↓Order.aggregate([
            { $lookup: { from: "users", localField: "user", foreignField: "_id", as: "user" } },
            { $match: { shop: req.params.shop } },
            { $limit: 50 },
          ]));
        });
        """,
      fixed: head + """
        app.get("/shops/:shop/orders", async (req, res) => {
          res.json(await Order.aggregate([
            { $match: { shop: req.params.shop } },
            { $limit: 50 },
            { $lookup: { from: "users", localField: "user", foreignField: "_id", as: "user" } },
          ]));
        });
        """
    ),
    .silent(
      "a collection that people fill by hand",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Category = mongoose.model("Category", new mongoose.Schema({ name: String }));
      const app = express();
      app.get("/categories", async (req, res) => {
        res.json(await Category.aggregate([{ $group: { _id: "$name", count: { $sum: 1 } } }]));
      });
      """
    ),
    .silent(
      "stages that callers narrow",
      head + """
        app.get("/orders", async (req, res) => {
          const stages = [];
          if (req.query.shop) stages.push({ $match: { shop: req.query.shop } });
          stages.push({ $group: { _id: "$shop", count: { $sum: 1 } } });
          res.json(await Order.aggregate(stages));
        });
        """
    ),
    .silent(
      "a number that a timer computes",
      head + """
        setInterval(async () => {
          const sums = await Order.aggregate([{ $group: { _id: null, mean: { $avg: "$rating" } } }]);
          app.locals.mean = sums;
        }, 60000);
        app.listen(3000);
        """
    ),
  ]
}
