// Which numbers two requests can draw alike, and which they cannot.

extension CollidingNumber {
  static let examples: [Example] = [
    .reported(
      "the last six digits of the clock",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({ orderNumber: { type: String, unique: true } });
      const Order = mongoose.model("Order", schema);
      const app = express();
      app.put("/orders", async (req, res) => {
        const orderNumber = ↓`ORD-${Date.now().toString().slice(-6)}`;
        res.json(await Order.create({ orderNumber }));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const { randomUUID } = require("crypto");
        const schema = new mongoose.Schema({ orderNumber: { type: String, unique: true } });
        const Order = mongoose.model("Order", schema);
        const app = express();
        app.put("/orders", async (req, res) => {
          res.json(await Order.create({ orderNumber: randomUUID() }));
        });
        """
    ),
    .silent(
      "a code that is valid for minutes only",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Login = mongoose.model("Login", new mongoose.Schema({ otpCode: String, user: String }));
      const app = express();
      app.put("/otp", async (req, res) => {
        const otpCode = String(Math.floor(100000 + Math.random() * 900000));
        res.json(await Login.create({ otpCode, user: req.body.user }));
      });
      """
    ),
    .reported(
      "four digits by chance",
      """
      import random
      from flask import Flask, jsonify
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Ticket(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          ticket_number = db.Column(db.Integer, unique=True)

      @app.route("/tickets", methods=["PUT"])
      def make():
          ticket = Ticket(ticket_number=↓random.randint(1000, 9999))
          db.session.add(ticket)
          db.session.commit()
          return jsonify(id=ticket.id)
      """,
      fixed: """
        import uuid
        from flask import Flask, jsonify
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Ticket(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            ticket_number = db.Column(db.String(36), unique=True)

        @app.route("/tickets", methods=["PUT"])
        def make():
            ticket = Ticket(ticket_number=str(uuid.uuid4()))
            db.session.add(ticket)
            db.session.commit()
            return jsonify(id=ticket.id)
        """,
      path: "app.py"
    ),
    .silent(
      "the whole clock beside the key of the user",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ orderNumber: String }));
      const app = express();
      app.put("/orders", async (req, res) => {
        const orderNumber = `${req.body.userId}-${Date.now()}`;
        res.json(await Order.create({ orderNumber }));
      });
      """
    ),
  ]
}
