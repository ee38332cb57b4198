// What counts as a table that grows for ever, and what only looks like one.

extension EndlessTable {
  static let rows: [Example] = [
    .reported(
      "refresh tokens that nothing deletes",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({
        value: { type: String, unique: true },
        expires: ↓{ type: Date, required: true },
      });
      const Token = mongoose.model("Token", schema);
      const app = express();
      app.post("/login", async (req, res) => {
        await Token.create({ value: req.body.value, expires: Date.now() + 1000 });
        res.sendStatus(204);
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          value: { type: String, unique: true },
          expires: { type: Date, required: true },
        });
        schema.index({ expires: 1 }, { expireAfterSeconds: 0 });
        const Token = mongoose.model("Token", schema);
        const app = express();
        app.post("/login", async (req, res) => {
          await Token.create({ value: req.body.value, expires: Date.now() + 1000 });
          res.sendStatus(204);
        });
        """
    ),
    .silent(
      "a job that deletes what has expired",
      """
      const express = require("express");
      const cron = require("node-cron");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({
        value: { type: String, unique: true },
        expires: { type: Date, required: true },
      });
      const Token = mongoose.model("Token", schema);
      const app = express();
      app.post("/login", async (req, res) => {
        await Token.create({ value: req.body.value, expires: Date.now() + 1000 });
        res.sendStatus(204);
      });
      cron.schedule("0 * * * *", async () => {
        await Token.deleteMany({ expires: { $lt: new Date() } });
      });
      """
    ),
    .reported(
      "codes that are looked up and left",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({
        phone: { type: String, index: true },
        digits: String,
        expiresAt: ↓Date,
      });
      const OtpCode = mongoose.model("OtpCode", schema);
      const app = express();
      app.post("/codes", async (req, res) => {
        await new OtpCode({ phone: req.body.phone }).save();
        await OtpCode.create({ phone: req.body.phone, digits: "1", expiresAt: Date.now() + 1000 });
        res.sendStatus(204);
      });
      app.post("/codes/check", async (req, res) => {
        res.json(await OtpCode.findOne({ phone: req.body.phone, digits: req.body.digits }));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          phone: { type: String, index: true },
          digits: String,
          expiresAt: { type: Date, expires: 0 },
        });
        schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
        const OtpCode = mongoose.model("OtpCode", schema);
        const app = express();
        app.post("/codes", async (req, res) => {
          await OtpCode.create({ phone: req.body.phone, digits: "1", expiresAt: Date.now() + 1000 });
          res.sendStatus(204);
        });
        """
    ),
    .silent(
      "rows that are kept although they expire",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({ name: String, expires: Date });
      const Coupon = mongoose.model("Coupon", schema);
      const app = express();
      app.post("/coupons", async (req, res) => {
        await Coupon.create({ name: req.body.name, expires: Date.now() + 1000 });
        res.sendStatus(204);
      });
      """
    ),
    .silent(
      "codes of which the one before is taken away, and invitations of which there is one for each pair",
      files: [
        "schema.prisma": """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        model ResetToken {
          id      Int      @id @default(autoincrement())
          userId  Int
          value   String   @unique
          expires DateTime
        }
        model Invite {
          id        Int      @id @default(autoincrement())
          email     String
          projectId Int
          expires   DateTime
          @@unique([email, projectId])
        }
        """,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/forgot/:user", async (req, res) => {
          const userId = Number(req.params.user);
          await prisma.resetToken.deleteMany({ where: { userId } });
          await prisma.resetToken.create({
            data: { userId, value: req.body.value, expires: new Date(Date.now() + 3600000) },
          });
          res.sendStatus(204);
        });
        app.post("/projects/:project/invites", async (req, res) => {
          const projectId = Number(req.params.project);
          await prisma.invite.create({
            data: { projectId, email: req.body.email, expires: new Date(Date.now() + 3600000) },
          });
          res.sendStatus(204);
        });
        """,
      ]
    ),
  ]
}

extension EndlessTable {
  static let ledgers: [Example] = [
    .project(
      "a log of requests that nothing purges",
      trail("AccessLog", purge: "", mark: "↓"),
      fixed: trail(
        "AccessLog",
        purge: """
          @app.cli.command("purge")
          def purge():
              AccessLog.query.filter(AccessLog.created_at < datetime.utcnow() - timedelta(days=30)).delete()
              db.session.commit()
          """
      )
    ),
    .silent(
      "what people write down themselves",
      files: trail("FoodLog", column: "calories", purge: "")
    ),
  ]

  private static func trail(
    _ name: String,
    column: String = "ip_address",
    purge: String,
    mark: String = ""
  ) -> [String: String] {
    [
      "app.py": """
      from datetime import datetime, timedelta
      from flask import Flask, jsonify, request
      from flask_sqlalchemy import SQLAlchemy
      app = Flask(__name__)
      app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
      db = SQLAlchemy(app)
      \(mark)class \(name)(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          \(column) = db.Column(db.String(64))
          created_at = db.Column(db.DateTime, default=datetime.utcnow, index=True)
      @app.route("/orders", methods=["POST"])
      def order():
          db.session.add(\(name)(\(column)=request.json["value"]))
          db.session.commit()
          return jsonify(ok=True)
      \(purge)
      """
    ]
  }
}
