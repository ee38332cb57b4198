// Limiters that miss what costs, and those that count it.

extension WeakRateLimit {
  static let examples: [Example] = wideExamples + limiterExamples + headerExamples

  private static let limiterExamples: [Example] = [
    .reported(
      "who succeeds is never counted",
      """
      const express = require("express");
      const rateLimit = require("express-rate-limit");
      const limiter = ↓rateLimit({ windowMs: 60_000, limit: 20, skipSuccessfulRequests: true });
      const app = express();
      app.set("trust proxy", 1);
      app.use("/auth", limiter);
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const rateLimit = require("express-rate-limit");
        const limiter = rateLimit({ windowMs: 60_000, limit: 20 });
        const app = express();
        app.set("trust proxy", 1);
        app.use("/auth", limiter);
        app.listen(3000);
        """
    ),
    .reported(
      "all callers behind a proxy share one counter",
      """
      const express = require("express");
      const rateLimit = require("express-rate-limit");
      const app = express();
      app.use(↓rateLimit({ windowMs: 60_000, limit: 100 }));
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const rateLimit = require("express-rate-limit");
        const app = express();
        app.set("trust proxy", 1);
        app.use(rateLimit({ windowMs: 60_000, limit: 100 }));
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """
    ),
    .silent(
      "callers are counted by account",
      """
      const express = require("express");
      const rateLimit = require("express-rate-limit");
      const app = express();
      app.use(rateLimit({ windowMs: 60_000, limit: 100, keyGenerator: (req) => req.user.id }));
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """
    ),
    .silent(
      "no limiter at all is another rule's business",
      """
      const express = require("express");
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """
    ),
    .reported(
      "the caller writes its own address",
      """
      const express = require("express");
      const rateLimit = require("express-rate-limit");
      const app = express();
      app.set("trust proxy", 1);
      app.use(rateLimit({
        windowMs: 60000,
        max: 100,
        store: shared,
        keyGenerator: (req) => ↓req.headers["x-forwarded-for"].split(",")[0],
      }));
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const rateLimit = require("express-rate-limit");
        const app = express();
        app.set("trust proxy", 1);
        app.use(rateLimit({ windowMs: 60000, max: 100, store: shared, keyGenerator: (req) => req.ip }));
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """
    ),
    .silent(
      "the address stands in a log line, not in a limit",
      """
      const express = require("express");
      const app = express();
      app.get("/orders", (req, res) => {
        console.info(req.headers["x-forwarded-for"]);
        res.json([]);
      });
      app.listen(3000);
      """
    ),
  ]
}
