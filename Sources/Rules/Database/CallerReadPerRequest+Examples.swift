// Middlewares that ask for the caller each time, and those that keep the answer.

extension CallerReadPerRequest {
  private static func shop(_ guarding: String) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const jwt = require("jsonwebtoken");
    const { createClient } = require("redis");
    const User = mongoose.model("User", new mongoose.Schema({ role: String }));
    const Revoked = mongoose.model("Revoked", new mongoose.Schema({ token: { type: String, unique: true } }));
    const cache = createClient();
    const app = express();
    const protect = async (req, res, next) => {
      const { id } = jwt.verify(req.headers.token, process.env.SECRET);
    \(guarding)
      next();
    };
    app.get("/a", protect, (req, res) => res.json({ role: req.user.role }));
    app.get("/b", protect, (req, res) => res.json({ role: req.user.role }));
    app.get("/c", protect, (req, res) => res.json({ role: req.user.role }));
    app.get("/d", protect, (req, res) => res.json({ role: req.user.role }));
    app.get("/e", protect, (req, res) => res.json({ role: req.user.role }));
    """
  }

  static let examples: [Example] = [
    .reported(
      "a list of revoked tokens and a user who are looked up before each handler",
      shop(
        """
          if (await ↓Revoked.findOne({ token: req.headers.token })) return res.status(401).end();
          req.user = await User.findById(id);
        """
      ),
      fixed: shop(
        """
          const kept = await cache.get(`user:${id}`);
          req.user = kept ? JSON.parse(kept) : await User.findById(id).select("role").lean();
          if (!kept) await cache.set(`user:${id}`, JSON.stringify(req.user), { EX: 30 });
        """
      )
    ),
    .reported(
      "a user, a session and a shop, each asked for by its own call",
      shop(
        """
          req.user = await ↓User.findById(id);
          req.session = await Revoked.findOne({ token: req.headers.token });
          req.shop = await User.findOne({ _id: req.user.shop });
        """
      ),
      fixed: shop("  req.user = { id };")
    ),
    .reported(
      "the caller's row, which is not kept",
      shop("  req.user = await ↓User.findById(id);"),
      fixed: shop(
        """
          const kept = await cache.get(`user:${id}`);
          req.user = kept ? JSON.parse(kept) : await User.findById(id).select("role").lean();
          if (!kept) await cache.set(`user:${id}`, JSON.stringify(req.user), { EX: 30 });
        """
      )
    ),
    .reported(
      "a row that the callback of the token's library asks for, and mends for some",
      shop(
        """
          await new Promise((done) => jwt.verify(req.headers.token, process.env.SECRET, async (failed, token) => {
            const user = await ↓User.findById(token.id);
            if (!user.role) {
              user.role = "guest";
              await user.save();
            }
            req.user = user;
            done();
          }));
        """
      ),
      fixed: shop("  req.user = { id };")
    ),
    .silent(
      "a cache stands in front of the look-up",
      shop(
        """
          const kept = await cache.get(`user:${id}`);
          req.user = kept ? JSON.parse(kept) : await User.findById(id);
        """
      )
    ),
    .silent("a token that says all that is needed", shop("  req.user = { id };")),
  ]
}
