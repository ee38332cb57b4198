// Handlers that write every error, and those that tell one from the other.

extension ErrorDumping {
  static let examples: [Example] = [
    .reported(
      "the error is written before anybody asks what it is",
      """
      const express = require("express");
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      app.use((err, req, res, next) => {
        ↓console.log(err);
        if (err.name === "CastError") return res.status(404).json({ message: "not found" });
        res.status(err.statusCode || 500).json({ message: err.message });
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/orders", (req, res) => res.json([]));
        app.use((err, req, res, next) => {
          const status = err.name === "CastError" ? 404 : err.statusCode || 500;
          if (status >= 500) console.error(err);
          res.status(status).json({ message: err.message });
        });
        app.listen(3000);
        """
    ),
    .reported(
      "an object with the stack of each error",
      """
      const express = require("express");
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      app.use((err, req, res, next) => {
        ↓console.log("failed", { path: req.path, stack: err.stack });
        res.status(err.statusCode || 500).end();
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/orders", (req, res) => res.json([]));
        app.use((err, req, res, next) => {
          if ((err.statusCode || 500) >= 500) console.log("failed", { path: req.path, stack: err.stack });
          res.status(err.statusCode || 500).end();
        });
        app.listen(3000);
        """
    ),
    .reported(
      "the stack of each error, whatever its status",
      """
      const express = require("express");
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      app.use((err, req, res, next) => {
        ↓console.error(err.stack);
        res.status(err.statusCode || 500).end();
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const pino = require("pino")();
        const app = express();
        app.get("/orders", (req, res) => res.json([]));
        app.use((err, req, res, next) => {
          pino.warn({ status: err.statusCode, path: req.path });
          res.status(err.statusCode || 500).end();
        });
        app.listen(3000);
        """
    ),
    .silent(
      "all that comes here is the server's own failure",
      """
      const express = require("express");
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      app.use((err, req, res, next) => {
        console.error(err);
        res.status(500).end();
      });
      app.listen(3000);
      """
    ),
    .silent(
      "only developers see it",
      """
      const express = require("express");
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      app.use((err, req, res, next) => {
        if (process.env.NODE_ENV === "development") console.log(err);
        res.status(err.statusCode || 500).end();
      });
      app.listen(3000);
      """
    ),
  ]
}
