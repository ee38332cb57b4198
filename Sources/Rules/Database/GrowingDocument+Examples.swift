// What counts as a document that grows without end.

extension GrowingDocument {
  static let examples: [Example] = [
    .reported(
      "comments inside of the posts that a page lists",
      blog(list: "Post.find().sort({ _id: -1 }).limit(20)", mark: "↓"),
      fixed: blog(list: "Post.find().select(\"title\").sort({ _id: -1 }).limit(20)")
    ),
    .reported(
      "all who have used a coupon, read with each order",
      coupons("Coupon.findOne({ code: req.params.code })", mark: "↓"),
      fixed: coupons("Coupon.findOne({ code: req.params.code }).select(\"percent\")")
    ),
    .reported(
      "the keys of all messages inside of the room that is looked at for each",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({
        name: String,
        messageIds: [↓{ type: mongoose.Schema.Types.ObjectId, ref: "Message" }],
      });
      const ChatRoom = mongoose.model("ChatRoom", schema);
      const app = express();
      app.post("/rooms/:id/messages", async (req, res) => {
        await ChatRoom.updateOne({ _id: req.params.id }, { $push: { messageIds: req.body.id } });
        res.sendStatus(204);
      });
      app.get("/rooms/:id", async (req, res) => {
        res.json(await ChatRoom.findById(req.params.id));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          name: String,
          messageIds: [{ type: mongoose.Schema.Types.ObjectId, ref: "Message" }],
        });
        const ChatRoom = mongoose.model("ChatRoom", schema);
        const app = express();
        app.post("/rooms/:id/messages", async (req, res) => {
          await ChatRoom.updateOne({ _id: req.params.id }, { $push: { messageIds: req.body.id } });
          res.sendStatus(204);
        });
        app.get("/rooms/:id", async (req, res) => {
          res.json(await ChatRoom.findById(req.params.id).select("name"));
        });
        """
    ),
    .silent(
      "what becomes of an order, which is delivered one day",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({ total: Number, events: [{ state: String }] });
      const Order = mongoose.model("Order", schema);
      const app = express();
      app.post("/orders/:id/events", async (req, res) => {
        await Order.updateOne({ _id: req.params.id }, { $push: { events: { state: req.body.state } } });
        res.sendStatus(204);
      });
      app.get("/orders/:id", async (req, res) => {
        res.json(await Order.findById(req.params.id));
      });
      """
    ),
    .silent(
      "a list that is cut whenever something is added",
      blog(
        list: "Post.find().sort({ _id: -1 }).limit(20)",
        add: "{ $push: { comments: { $each: [{ text: req.body.text }], $slice: -50 } } }"
      )
    ),
  ]

  private static func coupons(_ read: String, mark: String = "") -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const schema = new mongoose.Schema({
      code: String,
      percent: Number,
      usedBy: [\(mark){ type: mongoose.Schema.Types.ObjectId, ref: "User" }],
    });
    const Coupon = mongoose.model("Coupon", schema);
    const app = express();
    app.post("/coupons/:code/use", async (req, res) => {
      await Coupon.updateOne({ code: req.params.code }, { $push: { usedBy: req.user.id } });
      res.sendStatus(204);
    });
    app.get("/coupons/:code", async (req, res) => {
      res.json(await \(read));
    });
    """
  }

  private static func blog(
    list: String,
    add: String = "{ $push: { comments: { text: req.body.text } } }",
    mark: String = ""
  ) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const schema = new mongoose.Schema({
      title: String,
      comments: \(mark)[{ text: String }],
    });
    const Post = mongoose.model("Post", schema);
    const app = express();
    app.post("/posts/:id/comments", async (req, res) => {
      await Post.updateOne({ _id: req.params.id }, \(add));
      res.sendStatus(204);
    });
    app.get("/posts", async (req, res) => {
      res.json(await \(list));
    });
    """
  }
}
