// What counts as a query in a loop, and what only looks like one.

extension QueryInLoop {
  static let examples: [Example] =
    defects + perRow + fields + properties + nearMisses + conditions + paths + steps + held
    + owners

  private static let defects: [Example] = [
    .reported(
      "a query per row of a list",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders", async (req, res) => {
        const { rows } = await pool.query("SELECT * FROM orders LIMIT 50");
        for (const order of rows) {
          const items = await ↓pool.query("SELECT * FROM items WHERE order_id = $1", [order.id]);
          order.items = items.rows;
        }
        res.json(rows);
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/orders", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM orders LIMIT 50");
          const ids = rows.map((order) => order.id);
          const items = await pool.query("SELECT * FROM items WHERE order_id = ANY($1)", [ids]);
          res.json(withItems(rows, items.rows));
        });
        """
    ),
    .project(
      "the query hides two files away",
      [
        "routes.js": """
        const { Router } = require("express");
        const prices = require("./prices");
        const router = Router();
        router.post("/quote", async (req, res) => {
          const lines = await Promise.all(req.body.lines.map((line) => ↓prices.of(line.sku)));
          res.json(lines);
        });
        module.exports = router;
        """,
        "prices.js": """
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        exports.of = async (sku) => {
          const price = await prisma.price.findFirst({ where: { sku } });
          return price.amount;
        };
        """,
      ],
      fixed: [
        "routes.js": """
        const { Router } = require("express");
        const prices = require("./prices");
        const router = Router();
        router.post("/quote", async (req, res) => {
          res.json(await prices.of(req.body.lines.map((line) => line.sku)));
        });
        module.exports = router;
        """,
        "prices.js": """
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        exports.of = async (skus) => prisma.price.findMany({ where: { sku: { in: skus } } });
        """,
      ]
    ),
    .reported(
      "every document is saved on its own",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Task = mongoose.model("Task", new mongoose.Schema({ owner: String, done: Boolean }));
      const app = express();
      app.post("/tasks/done", async (req, res) => {
        for (const task of await Task.find({ owner: req.body.owner })) {
          task.done = true;
          await ↓task.save();
        }
        res.end();
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Task = mongoose.model("Task", new mongoose.Schema({ owner: String, done: Boolean }));
        const app = express();
        app.post("/tasks/done", async (req, res) => {
          await Task.updateMany({ owner: req.body.owner }, { done: true });
          res.end();
        });
        """
    ),
    .project(
      "a data layer of one's own asks once per row",
      [
        "table.js": """
        const { Pool } = require("pg");
        const pool = new Pool();
        module.exports = class Table {
          constructor(name) {
            this.name = name;
          }
          async get(id) {
            const { rows } = await pool.query(`SELECT * FROM ${this.name} WHERE id = $1`, [id]);
            return rows[0];
          }
          async all(ids) {
            const { rows } = await pool.query(`SELECT * FROM ${this.name} WHERE id = ANY($1)`, [ids]);
            return new Map(rows.map((row) => [row.id, row]));
          }
        };
        """,
        "server.js": """
        const express = require("express");
        const Table = require("./table");
        const customers = new Table("customers");
        const app = express();
        app.post("/letters", async (req, res) => {
          const letters = [];
          for (const id of req.body.ids) {
            letters.push(address(await ↓customers.get(id)));
          }
          res.json(letters);
        });
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const Table = require("./table");
        const customers = new Table("customers");
        const app = express();
        app.post("/letters", async (req, res) => {
          const found = await customers.all(req.body.ids);
          res.json(req.body.ids.map((id) => address(found.get(id))));
        });
        """
      ]
    ),
    .reported(
      "the loop is in a helper, the query in what it is given",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      async function eachLine(file, work) {
        for (const line of file.lines) await work(line);
      }
      app.post("/import", async (req, res) => {
        await eachLine(req.body, async (line) => {
          await ↓pool.query("INSERT INTO lines (text) VALUES ($1)", [line]);
        });
        res.end();
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.post("/import", async (req, res) => {
          await pool.query("INSERT INTO lines (text) SELECT unnest($1::text[])", [req.body.lines]);
          res.end();
        });
        """
    ),
    .reported(
      "a tree that asks for the children of every node",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      async function withChildren(node) {
        node.children = await prisma.category.findMany({ where: { parentId: node.id } });
        for (const child of node.children) await ↓withChildren(child);
        return node;
      }
      app.get("/categories", async (req, res) => {
        res.json(await withChildren({ id: null }));
      });
      """,
      fixed: """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/categories", async (req, res) => {
          res.json(nest(await prisma.category.findMany({ take: 1000 })));
        });
        """
    ),
    .reported(
      "a nightly job that updates row by row",
      """
      import cron from "node-cron";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      cron.schedule("0 3 * * *", async () => {
        const due: { id: number }[] = await prisma.invoice.findMany({ where: { paid: false } });
        await Promise.all(
          due.map((invoice) => ↓prisma.invoice.update({ where: { id: invoice.id }, data: { late: true } })),
        );
      });
      """,
      fixed: """
        import cron from "node-cron";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        cron.schedule("0 3 * * *", async () => {
          await prisma.invoice.updateMany({ where: { paid: false }, data: { late: true } });
        });
        """,
      path: "jobs/invoices.ts"
    ),
  ]

  private static let nearMisses: [Example] = [
    .silent(
      "three fixed names are three queries, whatever the data",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/counts", async (req, res) => {
        const counts = {};
        for (const table of ["orders", "items", "users"]) {
          counts[table] = await pool.query("SELECT count(*) FROM " + table);
        }
        res.json(counts);
      });
      """
    ),
    .silent(
      "the query is what the loop walks over, not what it repeats",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ name: String }));
      const app = express();
      app.get("/users", async (req, res) => {
        const names = [];
        for (const user of await User.find().limit(20)) names.push(user.name);
        res.json(names);
      });
      """
    ),
    .silent(
      "batches of 500 are the cure, not the defect",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/archive", async (req, res) => {
        const { ids } = req.body;
        for (let i = 0; i < ids.length; i += 500) {
          const id = { in: ids.slice(i, i + 500) };
          await prisma.order.updateMany({ where: { id }, data: { archived: true } });
        }
        res.end();
      });
      """
    ),
    .silent(
      "a cursor takes one query per page of a hundred",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.get("/export", async (req, res) => {
        let last = 0;
        let page;
        do {
          page = await prisma.order.findMany({ where: { id: { gt: last } }, take: 100 });
          for (const order of page) res.write(JSON.stringify(order));
          last = page.at(-1)?.id;
        } while (page.length === 100);
        res.end();
      });
      """
    ),
    .silent(
      "a retry runs once if all goes well",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      async function insistently(text, values) {
        for (let attempt = 1; ; attempt++) {
          try {
            return await pool.query(text, values);
          } catch (error) {
            if (attempt === 3) throw error;
          }
        }
      }
      app.post("/visits", async (req, res) => {
        await insistently("INSERT INTO visits (page) VALUES ($1)", [req.body.page]);
        res.end();
      });
      """
    ),
    .silent(
      "a list in memory has a find method too",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders", async (req, res) => {
        const orders = (await pool.query("SELECT * FROM orders LIMIT 50")).rows;
        const users = (await pool.query("SELECT * FROM users LIMIT 50")).rows;
        for (const order of orders) {
          order.user = users.find((user) => user.id === order.userId);
        }
        res.json(orders);
      });
      """
    ),
    .silent(
      "a loader gathers what one tick asks for",
      """
      const express = require("express");
      const DataLoader = require("dataloader");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const users = new DataLoader((ids) => prisma.user.findMany({ where: { id: { in: ids } } }));
      const app = express();
      app.post("/authors", async (req, res) => {
        res.json(await Promise.all(req.body.posts.map((post) => users.load(post.authorId))));
      });
      """
    ),
    .silent(
      "a seed runs once, on a developer's machine",
      """
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      async function main(names) {
        for (const name of names) await prisma.user.create({ data: { name } });
      }
      main(process.argv.slice(2));
      """,
      path: "prisma/seed.js"
    ),
    .silent(
      "nothing leads to it",
      """
      const { Pool } = require("pg");
      const pool = new Pool();
      async function renumber(rows) {
        for (const row of rows) await pool.query("UPDATE t SET n = $1 WHERE id = $2", [row.n, row.id]);
      }
      """
    ),
  ]
}
