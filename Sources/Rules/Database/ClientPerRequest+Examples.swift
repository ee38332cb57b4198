// Where `ClientPerRequest` speaks, and where it is silent.

extension ClientPerRequest {
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
