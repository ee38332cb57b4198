// What counts as a read without a limit among aggregations, and by the state that rows are in.

extension UnboundedRead {
  private static let shop = """
    const express = require("express");
    const mongoose = require("mongoose");
    const Review = mongoose.model("Review", new mongoose.Schema({
      product: { type: mongoose.Schema.ObjectId, ref: "Product" },
      status: String,
      photo: String,
    }));
    const app = express();
    app.post("/reviews", async (req, res) => res.json(await Review.create(req.body)));

    """

  static let stages: [Example] = [
    .reported(
      "an aggregation whose rows are fetched to be counted",
      shop + """
        const base = () => [{ $match: { status: "approved" } }, { $project: { photo: 0 } }];
        app.get("/reviews", async (req, res) => {
          const all = await ↓Review.aggregate(base());
          const page = await Review.aggregate(base().concat([{ $limit: 20 }]));
          res.json({ page, total: all.length });
        });
        """,
      fixed: shop + """
        const base = () => [{ $match: { status: "approved" } }, { $project: { photo: 0 } }];
        app.get("/reviews", async (req, res) => {
          const page = await Review.aggregate(base().concat([{ $limit: 20 }]));
          res.json({ page, total: await Review.countDocuments({ status: "approved" }) });
        });
        """
    ),
    .reported(
      "a group that is a list of its rows",
      shop + """
        app.get("/products/:id/photos", async (req, res) => {
          const groups = await ↓Review.aggregate([
            { $match: { product: new mongoose.Types.ObjectId(req.params.id) } },
            { $group: { _id: "$product", photos: { $push: "$photo" } } },
          ]);
          res.json(groups[0].photos.slice(0, 20));
        });
        """,
      fixed: shop + """
        app.get("/products/:id/photos", async (req, res) => {
          const rows = await Review.aggregate([
            { $match: { product: new mongoose.Types.ObjectId(req.params.id) } },
            { $limit: 20 },
            { $project: { photo: 1 } },
          ]);
          res.json(rows.map((row) => row.photo));
        });
        """
    ),
    .silent(
      "a group that makes numbers of its rows",
      shop + """
        app.get("/products/:id/rating", async (req, res) => {
          res.json(await Review.aggregate([
            { $match: { product: new mongoose.Types.ObjectId(req.params.id) } },
            { $group: { _id: "$status", count: { $sum: 1 } } },
          ]));
        });
        """
    ),
    .reported(
      "rows stay in the state that is asked for",
      shop + """
        app.get("/products/:product/reviews", async (req, res) => {
          const id = new mongoose.Types.ObjectId(req.params.product);
          res.json(await ↓Review.find({ product: id, status: "approved" }));
        });
        """,
      fixed: shop + """
        app.get("/products/:product/reviews", async (req, res) => {
          const id = new mongoose.Types.ObjectId(req.params.product);
          res.json(await Review.find({ product: id, status: "approved" }).limit(50));
        });
        """
    ),
    .reported(
      "the request says which state is asked for",
      shop + """
        app.get("/products/:product/reviews", async (req, res) => {
          const id = new mongoose.Types.ObjectId(req.params.product);
          res.json(await ↓Review.find({ product: id, status: req.query.status }));
        });
        """,
      fixed: shop + """
        app.get("/products/:product/reviews", async (req, res) => {
          const id = new mongoose.Types.ObjectId(req.params.product);
          res.json(await Review.find({ product: id, status: req.query.status }).limit(50));
        });
        """
    ),
    .silent(
      "rows leave the state that is asked for",
      shop + """
        app.get("/products/:product/reviews", async (req, res) => {
          const id = new mongoose.Types.ObjectId(req.params.product);
          res.json(await Review.find({ product: id, status: "pending" }));
        });
        """
    ),
  ]
}
