// Aggregations that join before they limit, and those that must or do not.

extension LatePage {
  private static let head = """
    const express = require("express");
    const mongoose = require("mongoose");
    const Message = mongoose.model("Message", new mongoose.Schema({ room: String, sender: String }));
    const app = express();

    """

  static let examples: [Example] = [
    .reported(
      "a page of messages, of which all are joined with their senders first",
      head + """
        app.get("/rooms/:room/messages", async (req, res) => {
          const rows = await ↓Message.aggregate([
            { $match: { room: req.params.room } },
            { $lookup: { from: "users", localField: "sender", foreignField: "_id", as: "sender" } },
            { $unwind: "$sender" },
            { $sort: { createdAt: -1 } },
            { $limit: 20 },
          ]);
          res.json(rows);
        });
        """,
      fixed: head + """
        app.get("/rooms/:room/messages", async (req, res) => {
          const rows = await Message.aggregate([
            { $match: { room: req.params.room } },
            { $sort: { createdAt: -1 } },
            { $limit: 20 },
            { $lookup: { from: "users", localField: "sender", foreignField: "_id", as: "sender" } },
            { $unwind: "$sender" },
          ]);
          res.json(rows);
        });
        """
    ),
    .reported(
      "stages that are put together from parts",
      head + """
        const withSender = { $lookup: { from: "users", localField: "sender", foreignField: "_id", as: "sender" } };
        app.get("/messages", async (req, res) => {
          const stages = [{ $match: { room: req.query.room } }, withSender];
          const page = [{ $sort: { createdAt: -1 } }, { $skip: 40 }, { $limit: 20 }];
          res.json(await ↓Message.aggregate(stages.concat(page)));
        });
        """,
      fixed: head + """
        const withSender = { $lookup: { from: "users", localField: "sender", foreignField: "_id", as: "sender" } };
        app.get("/messages", async (req, res) => {
          const stages = [{ $match: { room: req.query.room } }];
          const page = [{ $sort: { createdAt: -1 } }, { $skip: 40 }, { $limit: 20 }, withSender];
          res.json(await Message.aggregate(stages.concat(page)));
        });
        """
    ),
    .silent(
      "the page is sorted by what the join gives",
      head + """
        app.get("/messages", async (req, res) => {
          res.json(await Message.aggregate([
            { $lookup: { from: "users", localField: "sender", foreignField: "_id", as: "sender" } },
            { $unwind: "$sender" },
            { $sort: { "sender.name": 1 } },
            { $limit: 20 },
          ]));
        });
        """
    ),
    .silent(
      "rows are selected by what the join gives",
      head + """
        app.get("/messages", async (req, res) => {
          res.json(await Message.aggregate([
            { $lookup: { from: "users", localField: "sender", foreignField: "_id", as: "sender" } },
            { $match: { "sender.active": true } },
            { $sort: { createdAt: -1 } },
            { $limit: 20 },
          ]));
        });
        """
    ),
    .silent(
      "the database moves a limit in front of the join that it follows",
      head + """
        app.get("/messages", async (req, res) => {
          res.json(await Message.aggregate([
            { $sort: { createdAt: -1 } },
            { $lookup: { from: "users", localField: "sender", foreignField: "_id", as: "sender" } },
            { $limit: 20 },
          ]));
        });
        """
    ),
    .silent(
      "what is joined are groups, which are few",
      head + """
        app.get("/senders", async (req, res) => {
          res.json(await Message.aggregate([
            { $group: { _id: "$sender", count: { $sum: 1 } } },
            { $lookup: { from: "users", localField: "_id", foreignField: "_id", as: "user" } },
            { $sort: { count: -1 } },
            { $limit: 20 },
          ]));
        });
        """
    ),
  ]
}
