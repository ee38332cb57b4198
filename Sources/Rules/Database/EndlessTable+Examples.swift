// What counts as a table that grows for ever, and what only looks like one.

extension EndlessTable {
  static let examples: [Example] = [
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
  ]
}
