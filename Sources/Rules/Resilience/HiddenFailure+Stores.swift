// Outages of stores that look like a refusal or an empty list, and checks that refuse nobody.

extension HiddenFailure {
  static let examplesOfStores: [Example] = [
    .reported(
      "a check whose refusal its own handler drops",
      media(
        """
          try {
            await Media.findOne({ path }).orFail();
            throw new Error("there is one already");
          } catch ↓{
            return;
          }
        """
      ),
      fixed: media(
        """
          if (await Media.findOne({ path })) throw new Error("there is one already");
        """
      )
    ),
    .reported(
      "an outage of the list of sessions, told as a wrong token",
      sessions("} catch {\n    ↓res.status(401).end();\n  }"),
      fixed: sessions("} catch (error) {\n    next(error);\n  }")
    ),
    .reported(
      "a lost database that is answered as nothing found",
      orders("OperationalError, DBAPIError", "↓return jsonify({\"orders\": [], \"more\": False})"),
      fixed: orders("KeyError, ValueError", "return jsonify({\"orders\": [], \"more\": False})"),
      path: "app.py"
    ),
    .silent(
      "an empty list beside the word that something failed",
      orders("OperationalError", "return jsonify({\"orders\": [], \"error\": \"try again\"})"),
      path: "app.py"
    ),
  ]

  private static func media(_ check: String) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const Media = mongoose.model("Media", new mongoose.Schema({ path: { type: String, unique: true } }));
    const app = express();
    const assertNew = async (path) => {
    \(check)
    };
    app.post("/media", async (req, res) => {
      await assertNew(req.body.path);
      res.json(await Media.create({ path: req.body.path }));
    });
    """
  }

  private static func sessions(_ handler: String) -> String {
    """
    const express = require("express");
    const Redis = require("ioredis");
    const redis = new Redis({ host: "sessions", commandTimeout: 100 });
    const app = express();
    app.use(async (req, res, next) => {
      try {
        req.user = await redis.get(req.headers.authorization);
        next();
      \(handler)
    });
    app.get("/orders", (req, res) => res.json([]));
    """
  }

  private static func orders(_ caught: String, _ answer: String) -> String {
    """
    from flask import Flask, jsonify
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import DBAPIError, OperationalError

    app = Flask(__name__)
    engine = create_engine("postgresql://db/shop", connect_args={"connect_timeout": 3})

    @app.get("/orders")
    def orders():
        try:
            with engine.connect() as connection:
                rows = connection.execute(text("SELECT id FROM orders LIMIT 20")).fetchall()
            return jsonify({"orders": [row.id for row in rows], "more": True})
        except (\(caught)):
            \(answer)
    """
  }
}
