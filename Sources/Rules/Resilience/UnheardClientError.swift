// A connection that lies idle breaks, nobody listens, and the process ends.

import Capacity
import Findings
import SemanticModel

/// Reports database and cache clients whose `error` event has no listener.
struct UnheardClientError: Rule {
  static let about = RuleDescription(
    name: "unheard-client-error",
    category: .errorObservability,
    worst: .high,
    title: "Client without a listener for broken connections",
    problem: """
      The client tells of a connection that breaks while nobody uses it (a restart or a failover of the server, an \
      idle timeout of a proxy) by its `error` event. Without a listener Node.js throws the error, where no handler \
      catches it: the process ends, and with it all requests in flight, though the client would have opened a new \
      connection by itself.
      """,
    verify: """
      Start the service, ask it once, and restart the database: the process must go on and answer again when the \
      database is back.
      """,
    fix: """
      Listen to the event where the client is made, write it to the log, and let the client connect anew: \
      `pool.on("error", (error) => logger.error(error))`.
      """,
    tradeOff: "None: the failed connection has already been thrown away by the client.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  static let examples: [Example] = [
    .reported(
      "a pool whose idle connections break at a failover",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = ↓new Pool({ max: 20, statement_timeout: 5000 });
      const app = express();
      app.get("/orders/:id", async (req, res) => {
        const { rows } = await pool.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
        res.json(rows[0]);
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool({ max: 20, statement_timeout: 5000 });
        pool.on("error", (error) => console.error("idle connection", error));
        const app = express();
        app.get("/orders/:id", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
          res.json(rows[0]);
        });
        app.listen(3000);
        """
    ),
    .project(
      "a cache that is made in a file of its own",
      [
        "cache.js": """
        const { createClient } = require("redis");
        const cache = ↓createClient({ url: process.env.REDIS_URL });
        cache.on("ready", () => console.log("cache is there"));
        module.exports = cache;
        """,
        "server.js": """
        const express = require("express");
        const cache = require("./cache");
        const app = express();
        app.get("/rates", async (req, res) => res.end(await cache.get("rates")));
        app.listen(3000);
        """,
      ],
      fixed: [
        "cache.js": """
        const { createClient } = require("redis");
        const cache = createClient({ url: process.env.REDIS_URL });
        cache.on("ready", () => console.log("cache is there"));
        cache.on("error", (error) => console.error("cache", error));
        module.exports = cache;
        """
      ]
    ),
    .silent(
      "a listener writes it to the log",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool({ max: 20, statement_timeout: 5000 });
      pool.on("error", (error) => console.error("idle connection", error));
      const app = express();
      app.get("/orders/:id", async (req, res) => {
        const { rows } = await pool.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
        res.json(rows[0]);
      });
      app.listen(3000);
      """
    ),
    .silent(
      "another file listens",
      files: [
        "db.js": """
        const { createClient } = require("redis");
        exports.cache = createClient({ url: process.env.REDIS_URL });
        """,
        "server.js": """
        const express = require("express");
        const { cache } = require("./db");
        cache.on("error", (error) => console.error(error));
        const app = express();
        app.get("/rates", async (req, res) => res.end(await cache.get("rates")));
        app.listen(3000);
        """,
      ]
    ),
    .silent(
      "an adapter that is given the pool listens",
      files: [
        "package.json":
          #"{ "name": "shop", "dependencies": { "pg": "8", "@prisma/adapter-pg": "6" } }"#,
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const { PrismaPg } = require("@prisma/adapter-pg");
        const { PrismaClient } = require("@prisma/client");
        const pool = new Pool({ connectionString: process.env.DATABASE_URL });
        const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
        const app = express();
        app.get("/orders", async (req, res) => res.json(await prisma.order.findMany({ take: 20 })));
        app.listen(3000);
        """,
      ]
    ),
    .silent(
      "a mapper over the driver listens by itself",
      """
      const express = require("express");
      const { Sequelize } = require("sequelize");
      const sequelize = new Sequelize(process.env.DATABASE_URL);
      const app = express();
      app.get("/", async (req, res) => res.json(await sequelize.query("SELECT 1")));
      app.listen(3000);
      """
    ),
  ]

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let clients = program.unheardClients
    guard let first = clients.first else { return [] }
    return [
      finding(
        Diagnosis(
          place: first.place,
          because: clients.dropFirst().prefix(8).map { ($0.place, "the same for this client") },
          function: first.function,
          title: "Nobody listens to the `error` event of the client from `\(first.calleeText)`",
          problem: Self.about.problem,
          severity: .high,
          confidence: .high,
          impact: Impact(
            estimate:
              "One restart of the server behind it ends every process that holds an idle connection, with "
              + target.inFlight,
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: program.source(of: first.place))
        ),
        in: program
      )
    ]
  }
}
