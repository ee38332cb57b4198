// Exceptions behind a commit, and exceptions in front of it.

extension RollbackAfterCommit {
  static let examples: [Example] = [
    .reported(
      "a refused payment is stored, and then refused",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/payments", async (req, res) => {
        const client = await pool.connect();
        try {
          await client.query("BEGIN");
          if (!req.body.card) {
            await client.query("INSERT INTO payments (state) VALUES ('failed')");
            await client.query("COMMIT");
            ↓throw new Error("no card");
          }
          await client.query("COMMIT");
        } catch (error) {
          await client.query("ROLLBACK");
          throw error;
        } finally {
          client.release();
        }
        res.end();
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.post("/payments", async (req, res) => {
          const client = await pool.connect();
          let refusal;
          try {
            await client.query("BEGIN");
            if (!req.body.card) {
              await client.query("INSERT INTO payments (state) VALUES ('failed')");
              refusal = new Error("no card");
            }
            await client.query("COMMIT");
          } catch (error) {
            await client.query("ROLLBACK");
            throw error;
          } finally {
            client.release();
          }
          if (refusal) throw refusal;
          res.end();
        });
        """
    ),
    .reported(
      "a query runner of TypeORM",
      """
      import { DataSource } from "typeorm";
      import express from "express";
      const source = new DataSource({ type: "postgres" });
      const app = express();
      app.post("/payments", async (req, res) => {
        const runner = source.createQueryRunner();
        await runner.startTransaction();
        try {
          await runner.manager.save(req.body);
          await runner.commitTransaction();
          ↓throw new Error("always");
        } catch (error) {
          await runner.rollbackTransaction();
          throw error;
        } finally {
          await runner.release();
        }
      });
      """,
      fixed: """
        import { DataSource } from "typeorm";
        import express from "express";
        const source = new DataSource({ type: "postgres" });
        const app = express();
        app.post("/payments", async (req, res) => {
          const runner = source.createQueryRunner();
          await runner.startTransaction();
          try {
            await runner.manager.save(req.body);
            await runner.commitTransaction();
          } catch (error) {
            await runner.rollbackTransaction();
            throw error;
          } finally {
            await runner.release();
          }
          throw new Error("always");
        });
        """,
      path: "server.ts"
    ),
    .silent(
      "the exception comes in front of the commit",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/payments", async (req, res) => {
        const client = await pool.connect();
        try {
          await client.query("BEGIN");
          if (!req.body.card) throw new Error("no card");
          await client.query("COMMIT");
        } catch (error) {
          await client.query("ROLLBACK");
          throw error;
        } finally {
          client.release();
        }
        res.end();
      });
      """
    ),
    .silent(
      "the branch that committed returns",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/payments", async (req, res) => {
        const client = await pool.connect();
        try {
          await client.query("BEGIN");
          await client.query("COMMIT");
          return res.end();
        } catch (error) {
          await client.query("ROLLBACK");
          throw error;
        } finally {
          client.release();
        }
      });
      """
    ),
  ]
}
