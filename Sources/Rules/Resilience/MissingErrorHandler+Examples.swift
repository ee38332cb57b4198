// Which services leave failures to the framework, and which answer them.

extension MissingErrorHandler {
  static let examples: [Example] = [
    .reported(
      "three routes, and nothing behind them",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = ↓express();
      const rows = (text) => async (req, res, next) => {
        try {
          res.json((await pool.query(text)).rows);
        } catch (error) {
          next(error);
        }
      };
      app.get("/ships", rows("SELECT id, name FROM ships LIMIT 50"));
      app.get("/harbours", rows("SELECT id, name FROM harbours LIMIT 50"));
      app.get("/tides", rows("SELECT id, height FROM tides LIMIT 50"));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        const rows = (text) => async (req, res, next) => {
          try {
            res.json((await pool.query(text)).rows);
          } catch (error) {
            next(error);
          }
        };
        app.get("/ships", rows("SELECT id, name FROM ships LIMIT 50"));
        app.get("/harbours", rows("SELECT id, name FROM harbours LIMIT 50"));
        app.get("/tides", rows("SELECT id, height FROM tides LIMIT 50"));
        app.use((error, req, res, next) => {
          console.error(error.message);
          res.status(500).json({ error: "this did not work" });
        });
        app.listen(3000);
        """
    ),
    .silent(
      "one route, which answers its failures itself",
      """
      const express = require("express");
      const app = express();
      app.get("/time", (req, res) => res.json({ time: Date.now() }));
      app.listen(3000);
      """
    ),
    .project(
      "a router whose failures pass the answer for unknown pages",
      [
        "server.js": """
        const express = require("express");
        const app = ↓express();
        app.use("/port", require("./routes/berths"));
        app.use((req, res) => res.status(404).json({ error: "there is no such page" }));
        app.listen(process.env.PORT);
        """,
        "routes/berths.js": """
        const { Router } = require("express");
        const { MongoClient } = require("mongodb");
        const berths = new MongoClient(process.env.MONGO_URL).db("port").collection("berths");
        const router = Router();
        router.get("/berths", (req, res, next) => {
          berths.find({ free: true }).limit(50).toArray().then((found) => res.json(found), next);
        });
        router.get("/berths/:number", (req, res, next) => {
          berths.findOne({ number: Number(req.params.number) }).then((found) => res.json(found), next);
        });
        router.delete("/berths/:number", (req, res, next) => {
          berths.deleteOne({ number: Number(req.params.number) }).then(() => res.status(204).end(), next);
        });
        module.exports = router;
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const app = express();
        app.use("/port", require("./routes/berths"));
        app.use((req, res) => res.status(404).json({ error: "there is no such page" }));
        app.use((error, req, res, next) => {
          console.error(req.method, req.path, error.message);
          res.status(error.status ?? 500).json({ error: "this did not work" });
        });
        app.listen(process.env.PORT);
        """
      ]
    ),
    .silent(
      "a handler of errors in a file of its own, for routers in others",
      files: [
        "server.js": """
        const express = require("express");
        const failures = require("./failures");
        const app = express();
        app.use("/port", require("./routes/berths"));
        app.use(failures);
        app.listen(process.env.PORT);
        """,
        "failures.js": """
        module.exports = (error, req, res, next) => {
          console.error(req.method, req.path, error.message);
          res.status(500).json({ error: "this did not work" });
        };
        """,
        "routes/berths.js": """
        const { Router } = require("express");
        const { MongoClient } = require("mongodb");
        const berths = new MongoClient(process.env.MONGO_URL).db("port").collection("berths");
        const router = Router();
        router.get("/berths", (req, res, next) => {
          berths.find({ free: true }).limit(50).toArray().then((found) => res.json(found), next);
        });
        router.get("/berths/:number", (req, res, next) => {
          berths.findOne({ number: Number(req.params.number) }).then((found) => res.json(found), next);
        });
        router.delete("/berths/:number", (req, res, next) => {
          berths.deleteOne({ number: Number(req.params.number) }).then(() => res.status(204).end(), next);
        });
        module.exports = router;
        """,
      ]
    ),
    .silent(
      "Fastify, which answers each failure in one form and logs it",
      """
      const fastify = require("fastify")({ logger: true });
      const { Pool } = require("pg");
      const pool = new Pool();
      const rows = (text) => async () => (await pool.query(text)).rows;
      fastify.get("/ships", rows("SELECT id, name FROM ships LIMIT 50"));
      fastify.get("/harbours", rows("SELECT id, name FROM harbours LIMIT 50"));
      fastify.get("/tides", rows("SELECT id, height FROM tides LIMIT 50"));
      fastify.listen({ port: 3000 });
      """
    ),
  ]
}
