// Which handles stay open, and which are closed by somebody.

extension LeakedHandle {
  static let examples: [Example] = defects + nearMisses

  private static let defects: [Example] = [
    .reported(
      "released only when the query succeeds",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders/:id", async (req, res) => {
        const client = await ↓pool.connect();
        const { rows } = await client.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
        client.release();
        res.json(rows[0]);
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/orders/:id", async (req, res) => {
          const client = await pool.connect();
          try {
            const { rows } = await client.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
            res.json(rows[0]);
          } finally {
            client.release();
          }
        });
        """
    ),
    .reported(
      "an early return before the release",
      """
      const express = require("express");
      const mysql = require("mysql2/promise");
      const pool = mysql.createPool({ connectionLimit: 10 });
      const app = express();
      app.post("/orders", async (req, res) => {
        const connection = await ↓pool.getConnection();
        try {
          const [rows] = await connection.query("SELECT 1 FROM stock WHERE id = ?", [req.body.id]);
          if (rows.length === 0) return res.sendStatus(409);
          connection.release();
          res.sendStatus(201);
        } catch (error) {
          res.sendStatus(500);
        }
      });
      """,
      fixed: """
        const express = require("express");
        const mysql = require("mysql2/promise");
        const pool = mysql.createPool({ connectionLimit: 10 });
        const app = express();
        app.post("/orders", async (req, res) => {
          const connection = await pool.getConnection();
          try {
            const [rows] = await connection.query("SELECT 1 FROM stock WHERE id = ?", [req.body.id]);
            if (rows.length === 0) return res.sendStatus(409);
            res.sendStatus(201);
          } catch (error) {
            res.sendStatus(500);
          } finally {
            connection.release();
          }
        });
        """
    ),
    .reported(
      "a transaction that an early return leaves open, though its failure rolls it back",
      transfer("↓sequelize", "if (!req.body.account) return res.sendStatus(400);"),
      fixed: transfer(
        "sequelize",
        """
        if (!req.body.account) {
              await moving.rollback();
              return res.sendStatus(400);
            }
        """
      )
    ),
    .project(
      "a transaction of a service that nobody ends",
      [
        "transfers.ts": """
        import { DataSource } from "typeorm";
        export class Transfers {
          constructor(private readonly source: DataSource) {}
          async move(id: string) {
            const runner = ↓this.source.createQueryRunner();
            await runner.connect();
            await runner.query("UPDATE accounts SET moved = true WHERE id = $1", [id]);
          }
        }
        """,
        "server.ts": """
        import express from "express";
        import { DataSource } from "typeorm";
        import { Transfers } from "./transfers";
        const transfers = new Transfers(new DataSource({ type: "postgres" }));
        const app = express();
        app.post("/transfers/:id", async (req, res) => {
          await transfers.move(req.params.id);
          res.sendStatus(204);
        });
        """,
      ],
      fixed: [
        "transfers.ts": """
        import { DataSource } from "typeorm";
        export class Transfers {
          constructor(private readonly source: DataSource) {}
          async move(id: string) {
            const runner = this.source.createQueryRunner();
            await runner.connect();
            try {
              await runner.query("UPDATE accounts SET moved = true WHERE id = $1", [id]);
            } finally {
              await runner.release();
            }
          }
        }
        """
      ]
    ),
  ]

  private static func transfer(_ database: String, _ refusal: String) -> String {
    """
    const express = require("express");
    const { Sequelize } = require("sequelize");
    const sequelize = new Sequelize(process.env.DATABASE_URL);
    const app = express();
    app.post("/transfers", async (req, res) => {
      const moving = await \(database).transaction();
      try {
        \(refusal)
        await sequelize.query("UPDATE accounts SET moved = true", { transaction: moving });
        await moving.commit();
        res.sendStatus(201);
      } catch (error) {
        await moving.rollback();
        res.sendStatus(500);
      }
    });
    """
  }

  private static let nearMisses: [Example] = [
    .silent(
      "released by both ways out",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/orders", async (req, res) => {
        const client = await pool.connect();
        try {
          await client.query("INSERT INTO orders DEFAULT VALUES");
          client.release();
          res.sendStatus(201);
        } catch (error) {
          client.release(error);
          res.sendStatus(500);
        }
      });
      """
    ),
    .silent(
      "routes that a function registers only in development",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      function addDebugRoutes(server) {
        server.get("/debug/locks", async (req, res) => {
          const client = await pool.connect();
          const { rows } = await client.query("SELECT * FROM pg_locks");
          client.release();
          res.json(rows);
        });
      }
      if (process.env.NODE_ENV === "development") addDebugRoutes(app);
      """
    ),
    .silent(
      "whoever asks for it gives it back",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const open = () => pool.connect();
      const app = express();
      app.get("/orders", async (req, res) => {
        const client = await open();
        try {
          res.json((await client.query("SELECT 1")).rows);
        } finally {
          client.release();
        }
      });
      """
    ),
    .silent(
      "the release follows the promise",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders", async (req, res) => {
        const client = await pool.connect();
        client.query("SELECT 1").then(({ rows }) => res.json(rows)).finally(() => client.release());
      });
      """
    ),
    .silent(
      "a function of the project releases it",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      function releaseLater(client) {
        setImmediate(() => client.release());
      }
      app.get("/orders", async (req, res) => {
        const client = await pool.connect();
        try {
          res.json((await client.query("SELECT 1")).rows);
        } finally {
          releaseLater(client);
        }
      });
      """
    ),
    .silent(
      "the pool's own query needs no release",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders", async (req, res) => res.json((await pool.query("SELECT 1")).rows));
      """
    ),
    .silent(
      "one connection for the life of the process",
      """
      const { Client } = require("pg");
      const client = new Client();
      client.connect();
      module.exports = client;
      """
    ),
  ]
}
