// Promises that are dropped, and those that only look so.

extension FloatingPromise {
  static let examples: [Example] = defects + nearMisses

  private static let defects: [Example] = [
    .reported(
      "an owner is looked for in a promise",
      orders("const order = ↓find(req.params.id);"),
      fixed: orders("const order = await find(req.params.id);")
    ),
    .reported(
      "a promise that is tested in place of what it gives",
      guarded("const refused = ↓check(req);"),
      fixed: guarded("const refused = await check(req);")
    ),
    .reported(
      "a coroutine that nobody awaits",
      """
      import httpx
      from fastapi import FastAPI

      app = FastAPI()
      client = httpx.AsyncClient(timeout=3)

      async def tell(name):
          await client.post("https://push.example", json={"name": name})

      @app.post("/visits")
      async def visit(name: str):
          ↓tell(name)
          return {}
      """,
      fixed: """
        import httpx
        from fastapi import FastAPI

        app = FastAPI()
        client = httpx.AsyncClient(timeout=3)

        async def tell(name):
            await client.post("https://push.example", json={"name": name})

        @app.post("/visits")
        async def visit(name: str):
            await tell(name)
            return {}
        """,
      path: "app.py"
    ),
    .reported(
      "a document is saved beside the answer",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ name: String }));
      const app = express();
      app.post("/users", async (req, res) => {
        const user = new User(req.body);
        ↓user.save();
        res.json({ ok: true });
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const User = mongoose.model("User", new mongoose.Schema({ name: String }));
        const app = express();
        app.post("/users", async (req, res) => {
          const user = new User(req.body);
          await user.save();
          res.json({ ok: true });
        });
        """
    ),
    .project(
      "a function of the application is called and left alone",
      [
        "mail.js": """
        const nodemailer = require("nodemailer");
        const transport = nodemailer.createTransport({ host: "smtp" });
        exports.welcome = async (to) => {
          await transport.sendMail({ to, subject: "Welcome" });
        };
        """,
        "server.js": """
        const express = require("express");
        const mail = require("./mail");
        const app = express();
        app.post("/users", (req, res) => {
          ↓mail.welcome(req.body.email);
          res.json({ ok: true });
        });
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const mail = require("./mail");
        const app = express();
        app.post("/users", (req, res) => {
          mail.welcome(req.body.email).catch((error) => console.error("welcome mail", error));
          res.json({ ok: true });
        });
        """
      ]
    ),
    .reported(
      "an asynchronous callback in place of a plain one",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.put("/photo", (req, res, next) => {
        ↓req.files.photo.mv("uploads/photo", async (error) => {
          if (error) return next(error);
          await pool.query("UPDATE users SET photo = $1", ["uploads/photo"]);
          res.json({ ok: true });
        });
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.put("/photo", (req, res, next) => {
          req.files.photo.mv("uploads/photo", async (error) => {
            try {
              if (error) return next(error);
              await pool.query("UPDATE users SET photo = $1", ["uploads/photo"]);
              res.json({ ok: true });
            } catch (failure) {
              next(failure);
            }
          });
        });
        """
    ),
  ]

  private static func guarded(_ test: String) -> String {
    """
    const express = require("express");
    const app = express();
    const check = async (req) => (req.headers.key === process.env.KEY ? null : "refused");
    app.get("/report", async (req, res) => {
      \(test)
      if (refused) return res.sendStatus(403);
      res.json({ ok: true });
    });
    """
  }

  private static func orders(_ read: String) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const Order = mongoose.model("Order", new mongoose.Schema({ owner: String }));
    const app = express();
    const find = async (id) => await Order.findById(id);
    app.delete("/orders/:id", async (req, res) => {
      \(read)
      if (order.owner !== req.query.owner) return res.sendStatus(403);
      await Order.deleteOne({ _id: req.params.id });
      res.sendStatus(204);
    });
    """
  }

  private static let nearMisses: [Example] = [
    .silent(
      "a promise that is begun early and awaited later",
      orders("const begun = find(req.params.id);\n  const order = await begun;")
    ),
    .silent(
      "a failure is handled inside",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      async function count(path) {
        try {
          await pool.query("UPDATE hits SET n = n + 1 WHERE path = $1", [path]);
        } catch (error) {
          console.error("hits", error);
        }
      }
      app.get("/", (req, res) => {
        count(req.path);
        res.end();
      });
      """
    ),
    .silent(
      "a callback takes the failure",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ name: String }));
      const app = express();
      app.post("/users", (req, res, next) => {
        const user = new User(req.body);
        user.save((error) => (error ? next(error) : res.json(user)));
      });
      """
    ),
    .silent(
      "at start a failure may end the process",
      """
      const mongoose = require("mongoose");
      async function connect() {
        await mongoose.connect(process.env.MONGO_URL);
        await mongoose.connection.dropCollection("cache");
      }
      connect();
      """
    ),
    .silent(
      "what is collected first is awaited later",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/orders", async (req, res, next) => {
        try {
          const work = [];
          work.push(pool.query("INSERT INTO orders DEFAULT VALUES"));
          work.push(pool.query("INSERT INTO events DEFAULT VALUES"));
          await Promise.all(work);
          res.end();
        } catch (error) {
          next(error);
        }
      });
      """
    ),
    .silent(
      "the last call of a chain tells a function of the result",
      """
      const express = require("express");
      const mailgun = require("mailgun-js");
      const app = express();
      const client = () => mailgun({ apiKey: process.env.KEY, domain: "example.org" });
      app.post("/orders/:id/pay", (req, res) => {
        client().messages().send({ to: req.body.email, text: "Paid" }, (error) => {
          if (error) console.error(error);
        });
        res.end();
      });
      """
    ),
    .silent(
      "a statement that is done when its call returns",
      """
      const express = require("express");
      const Database = require("better-sqlite3");
      const app = express();
      const database = new Database("shop.db");
      app.post("/orders", express.json(), (req, res) => {
        database.prepare("INSERT INTO orders (name) VALUES (?)").run(req.body.name);
        res.sendStatus(201);
      });
      """
    ),
    .silent(
      "a list of what a function gave that may throw is no promise",
      """
      const express = require("express");
      const app = express();
      function apply(order, step) {
        if (!step.field) throw new Error("no field");
        order[step.field] = step.value;
      }
      function applyAll(order, steps) {
        return steps.map((step) => apply(order, step));
      }
      app.post("/orders", (req, res) => {
        const order = {};
        applyAll(order, req.body.steps);
        res.json(order);
      });
      """
    ),
    .silent(
      "whoever awaits the commit waits for what is handed to it",
      """
      const express = require("express");
      const { Sequelize } = require("sequelize");
      const { Queue } = require("bullmq");
      const database = new Sequelize(process.env.DATABASE_URL);
      const queue = new Queue("mails");
      const app = express();
      app.post("/orders", async (req, res) => {
        await database.transaction(async (transaction) => {
          transaction.afterCommit(async () => {
            await queue.add("confirm", { id: req.body.id });
          });
        });
        res.end();
      });
      """
    ),
    .silent(
      "a setter that the class of a model declares itself",
      """
      import express from "express";
      import { Column, DataType, Model, Table } from "sequelize-typescript";
      const app = express();
      @Table({ tableName: "guests" })
      class Guest extends Model<Guest> {
        @Column(DataType.JSONB) flags: Record<string, number>;
        setFlag = (flag: string) => {
          this.flags = { ...this.flags, [flag]: 1 };
        };
      }
      app.post("/guests/:id/seen", async (req, res) => {
        const guest = await Guest.findByPk(req.params.id);
        guest.setFlag("seen");
        res.json(await guest.save());
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "what is kept under a key that is no name may be a set",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      const kOpen = Symbol("open");
      const shop = {
        [kOpen]: new Set(),
        async delete(id) {
          await pool.query("DELETE FROM orders WHERE id = $1", [id]);
        },
      };
      app.post("/close", (req, res) => {
        shop[kOpen].delete(req.body.id);
        res.end();
      });
      """
    ),
  ]
}
