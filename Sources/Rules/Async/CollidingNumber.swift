// A number that two requests can make alike.

import Capacity
import Findings
import SemanticModel

/// Reports numbers of new rows that are cut from the clock, or drawn from too few.
struct CollidingNumber: Rule {
  static let about = RuleDescription(
    name: "colliding-number",
    category: .checkThenAct,
    worst: .high,
    title: "Number of a row that comes again",
    problem: """
      The last digits of the clock repeat after some minutes and are the same for requests of one moment; a short number \
      drawn by chance repeats after about a thousand rows. With a unique constraint the request fails, without one two \
      rows go by one number, and both happen more often with every row that is stored.
      """,
    verify:
      "Create a thousand rows as fast as the load allows: no request may fail, and no number may occur twice.",
    fix:
      "Take the number from a sequence or a counter of the database, or use a UUID or ULID where people need not read it out.",
    tradeOff:
      "Numbers of a sequence tell how many there are: add a check digit or an offset if that matters.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let keys = RowKeys(of: program)
    return program.clockNumbers.compactMap { number in
      let entries: EntryKinds = [EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job)]
      guard let approach = program.approach(to: number.function, from: entries) else { return nil }
      let isUnique = keys.holds([number.field], of: number.table)
      let before = program.source(of: number.place)
      return finding(
        Diagnosis(
          place: number.place,
          because: approach.steps(in: program),
          function: number.function,
          title: number.isRandom
            ? "`\(number.field)` is one of few, drawn by chance"
            : "`\(number.field)` is cut from the clock",
          problem: Self.about.problem,
          severity: isUnique ? .high : .medium,
          confidence: .high,
          impact: Impact(
            estimate:
              "With 10,000 rows stored and 1,000,000 numbers, one new row in 100 meets a number that is taken",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify, command: approach.command(in: program)),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(before, keeping: before),
            after: program.isPython(number.place.unit) ? "str(uuid.uuid4())" : "crypto.randomUUID()"
          ),
          routes: approach.routeLabels(in: program)
        ),
        in: program
      )
    }
  }

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
