// A database client that each request makes for itself.

import Capacity
import Findings
import SemanticModel

/// Reports clients, pools and connections that are made on a request path.
struct ClientPerRequest: Rule {
  static let about = RuleDescription(
    name: "client-per-request",
    category: .poolExhaustion,
    worst: .critical,
    title: "Database client made for each request",
    problem: """
      Every request opens connections of its own: a handshake, TLS and a login, which take longer than most queries, \
      and one server process or thread in the database each. Under load the database refuses further connections, for \
      everybody.
      """,
    verify:
      "Send the load and count the connections in the database (`pg_stat_activity`, `SHOW PROCESSLIST`): their number must stay at the size of one pool.",
    fix:
      "Make one client or pool when the process starts, in a module of its own, and use it everywhere.",
    tradeOff: "None: a pool reconnects by itself, and bounds what the database must bear.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // Functions of one file that each make the same client share one mistake.
    var groups: [Maker: [RequestClient]] = [:]
    for client in program.clientsPerRequest(playing: [.connectionPool])
    where client.site.audience != .browsers {
      let maker = Maker(unit: client.site.place.unit, text: client.site.calleeText)
      groups[maker, default: []].append(client)
    }
    return groups.values.sorted { $0[0].site.place < $1[0].site.place }
      .map { finding(of: $0, in: program, under: target) }
      + settingsFinding(in: program, under: target)
  }

  private struct Maker: Hashable {
    let unit: Int
    let text: String
  }

  static let handshake = Input.assumed(
    20,
    because: "20 ms for TCP, TLS and login in one data centre"
  )

  private func finding(
    of clients: [RequestClient],
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    // The one that nothing closes is the worst.
    let client = clients.first { !$0.isClosed } ?? clients[0]
    let site = client.site
    let approach = site.approach
    let share = Input.tenthOfRequests
    let rate = target.requestsPerSecond * share.value
    let minute = rate * 60
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + clients.filter { $0.site.position != site.position }
          .map { ($0.site.place, "makes one too") },
        function: site.function,
        title: client.isClosed
          ? "`\(site.calleeText)` opens a connection for each request"
          : "`\(site.calleeText)` opens connections for each request, and nothing closes them",
        problem: Self.about.problem,
        severity: client.isClosed ? .high : .critical,
        confidence: .high,
        impact: Impact(
          estimate: client.isClosed
            ? "\(Figure.grouped(rate)) logins/s × \(Figure.duration(Self.handshake.value / 1_000)) are added to each of "
              + "these requests; assuming \(share.source) and \(Self.handshake.source)"
            : "\(Figure.grouped(rate)) req/s × 60 s = \(Figure.grouped(minute)) clients after a minute, where PostgreSQL "
              + "accepts 100 connections; assuming \(share.source)",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
        routes: approach?.routeLabels(in: program) ?? []
      ),
      in: program
    )
  }

  static let examples: [Example] = ownExamples + settingsExamples

  private static let ownExamples: [Example] = [
    .reported(
      "a pool for each request",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const app = express();
      app.get("/users", async (req, res) => {
        const pool = ↓new Pool({ connectionString: process.env.DATABASE_URL });
        const { rows } = await pool.query("SELECT id FROM users LIMIT 10");
        res.json(rows);
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool({ connectionString: process.env.DATABASE_URL });
        const app = express();
        app.get("/users", async (req, res) => {
          const { rows } = await pool.query("SELECT id FROM users LIMIT 10");
          res.json(rows);
        });
        """
    ),
    .reported(
      "a connection for each request, through a helper",
      """
      import psycopg2
      from flask import Flask, jsonify

      app = Flask(__name__)

      def connect():
          return ↓psycopg2.connect("dbname=shop", connect_timeout=3)

      @app.route("/users")
      def users():
          connection = connect()
          try:
              cursor = connection.cursor()
              cursor.execute("SELECT id FROM users LIMIT 10")
              return jsonify(cursor.fetchall())
          finally:
              connection.close()
      """,
      fixed: """
        from flask import Flask, jsonify
        from psycopg2.pool import ThreadedConnectionPool

        app = Flask(__name__)
        pool = ThreadedConnectionPool(1, 20, "dbname=shop")

        @app.route("/users")
        def users():
            connection = pool.getconn()
            try:
                cursor = connection.cursor()
                cursor.execute("SELECT id FROM users LIMIT 10")
                return jsonify(cursor.fetchall())
            finally:
                pool.putconn(connection)
        """,
      path: "app.py"
    ),
    .silent(
      "a client that is made once, when it is first needed",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const app = express();
      let client;
      function db() {
        if (!client) client = new PrismaClient();
        return client;
      }
      app.get("/users", async (req, res) => {
        res.json(await db().user.findMany({ take: 10 }));
      });
      """
    ),
    .silent(
      "a service that makes its client when it is first asked for, through a helper that gives it out",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const app = express();
      function makeClient() {
        const client = new Redis(process.env.REDIS_URL);
        return client;
      }
      function chooseClient() {
        return makeClient();
      }
      class Limits {
        static getInstance(given = null) {
          if (!Limits.instance) {
            Limits.client = given ?? chooseClient();
            Limits.instance = new Limits();
          }
          return Limits.instance;
        }
        count(key) {
          return Limits.client.incr(key);
        }
      }
      app.get("/hits", async (req, res) => {
        res.json(await Limits.getInstance().count("hits"));
      });
      """
    ),
    .silent(
      "a script that a person runs",
      """
      const { Pool } = require("pg");
      async function main() {
        const pool = new Pool({ connectionString: process.env.DATABASE_URL });
        await pool.query("SELECT 1");
        await pool.end();
      }
      main();
      """,
      path: "scripts/check.js"
    ),
    .project(
      "a request that asks for another client of the function that made the one of the process",
      [
        "db.js": """
        const redis = require("redis");
        const config = require("config");
        exports.connect = () => {
          const password = config.get("redis.password");
          const client = redis.createClient({ url: config.get("redis.url"), password });
          return client;
        };
        """,
        "server.js": """
        const express = require("express");
        const async = require("async");
        const db = require("./db");
        const app = express();
        app.locals.redis = db.connect();
        app.get("/health", (req, res) => {
          async.parallel({
            redis: (next) => ↓db.connect().ping(next),
          }, (error, found) => res.json(found));
        });
        app.listen(3000);
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const async = require("async");
        const db = require("./db");
        const app = express();
        const client = db.connect();
        app.get("/health", (req, res) => {
          async.parallel({
            redis: (next) => client.ping(next),
          }, (error, found) => res.json(found));
        });
        app.listen(3000);
        """
      ]
    ),
  ]
}
