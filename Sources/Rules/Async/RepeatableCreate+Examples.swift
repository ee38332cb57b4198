// Where `RepeatableCreate` speaks, and where it is silent.

extension RepeatableCreate {
  static let examples: [Example] = [
    .reported(
      "an order without a key of the request",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      app.post("/orders", async (req, res) => {
        res.json(await ↓Order.create({ total: req.body.total }));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({ requestKey: { type: String, unique: true }, total: Number });
        const Order = mongoose.model("Order", schema);
        const app = express();
        app.post("/orders", async (req, res) => {
          res.json(await Order.create({ requestKey: req.get("Idempotency-Key"), total: req.body.total }));
        });
        """
    ),
    .silent(
      "a row that the two which it joins tell from all others",
      files: [
        "schema.prisma": """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        model Booking {
          courseId  Int
          studentId Int
          price     Float
          @@id([courseId, studentId])
        }
        """,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/courses/:id/bookings", async (req, res) => {
          const { student, price } = req.body;
          const data = { courseId: Number(req.params.id), studentId: student, price };
          res.json(await prisma.booking.create({ data }));
        });
        """,
      ]
    ),
    .silent(
      "a row with a natural key",
      """
      from flask import Flask, request, jsonify
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Tag(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          name = db.Column(db.String(80), unique=True)

      @app.route("/tags", methods=["POST"])
      def add_tag():
          tag = Tag(name=request.json["name"])
          db.session.add(tag)
          db.session.commit()
          return jsonify(id=tag.id)
      """,
      path: "app.py"
    ),
    .reported(
      "a booking without a key of the request",
      """
      from flask import Flask, request, jsonify
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Booking(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          room = db.Column(db.String(80))

      @app.route("/bookings", methods=["POST"])
      def book():
          booking = Booking(room=request.json["room"])
          ↓db.session.add(booking)
          db.session.commit()
          return jsonify(id=booking.id)
      """,
      fixed: """
        from flask import Flask, request, jsonify
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Booking(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            key = db.Column(db.String(80), unique=True)
            room = db.Column(db.String(80))

        @app.route("/bookings", methods=["POST"])
        def book():
            booking = Booking(room=request.json["room"], key=request.headers["Idempotency-Key"])
            db.session.add(booking)
            db.session.commit()
            return jsonify(id=booking.id)
        """,
      path: "app.py"
    ),
    .silent(
      "a line in a log, which may stand twice",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const AccessLog = mongoose.model("AccessLog", new mongoose.Schema({ path: String }));
      const app = express();
      app.post("/seen", async (req, res) => {
        await AccessLog.create({ path: req.body.path });
        res.status(204).end();
      });
      """
    ),
  ]
}
