// Failures that are told as something else, and handlers that do right.

extension HiddenFailure {
  static let examples: [Example] = defects + examplesOfStores + nearMisses

  private static let head = """
    const express = require("express");
    const jwt = require("jsonwebtoken");
    const { Pool } = require("pg");
    const pool = new Pool();
    const app = express();

    """

  private static let defects: [Example] = [
    .reported(
      "a lost connection logs every user out",
      head + """
        app.use(async (req, res, next) => {
          try {
            const { id } = jwt.verify(req.headers.authorization, "secret");
            req.user = await pool.query("SELECT * FROM users WHERE id = $1", [id]);
            next();
          } catch (error) {
            ↓res.status(401).json({ message: "please log in" });
          }
        });
        """,
      fixed: head + """
        app.use(async (req, res, next) => {
          let id;
          try {
            id = jwt.verify(req.headers.authorization, "secret").id;
          } catch (error) {
            return res.status(401).json({ message: "please log in" });
          }
          try {
            req.user = await pool.query("SELECT * FROM users WHERE id = $1", [id]);
            next();
          } catch (error) {
            next(error);
          }
        });
        """
    ),
    .reported(
      "the same where the token's library calls back",
      head + """
        app.use((req, res, next) => {
          jwt.verify(req.headers.authorization, "secret", async (failed, token) => {
            if (failed) return res.status(401).end();
            try {
              req.user = await pool.query("SELECT * FROM users WHERE id = $1", [token.id]);
              next();
            } catch (error) {
              ↓res.status(401).json({ message: "please log in" });
            }
          });
        });
        """,
      fixed: head + """
        app.use((req, res, next) => {
          jwt.verify(req.headers.authorization, "secret", async (failed, token) => {
            if (failed) return res.status(401).end();
            try {
              req.user = await pool.query("SELECT * FROM users WHERE id = $1", [token.id]);
              next();
            } catch (error) {
              next(error);
            }
          });
        });
        """
    ),
    .reported(
      "a job whose failure nobody sees",
      """
      const { Pool } = require("pg");
      const { Worker } = require("bullmq");
      const pool = new Pool();
      new Worker("labels", async (job) => {
        try {
          await pool.query("UPDATE orders SET label = $1 WHERE id = $2", [job.data.label, job.data.id]);
        } catch ↓{}
      });
      """,
      fixed: """
        const { Pool } = require("pg");
        const { Worker } = require("bullmq");
        const pool = new Pool();
        new Worker("labels", async (job) => {
          await pool.query("UPDATE orders SET label = $1 WHERE id = $2", [job.data.label, job.data.id]);
        });
        """
    ),
    .reported(
      "a promise whose rejection an empty function takes",
      head + """
        app.post("/orders", async (req, res) => {
          ↓pool.query("INSERT INTO orders (name) VALUES ($1)", [req.body.name]).catch(() => {});
          res.end();
        });
        """,
      fixed: head + """
        app.post("/orders", async (req, res) => {
          await pool.query("INSERT INTO orders (name) VALUES ($1)", [req.body.name]);
          res.end();
        });
        """
    ),
    .reported(
      "an outage looks like an empty list",
      head + """
        async function tenants() {
          try {
            return (await pool.query("SELECT name FROM tenants")).rows;
          } catch (error) {
            console.error("tenants", error);
            ↓return [];
          }
        }
        app.get("/tenants", async (req, res) => res.json(await tenants()));
        """,
      fixed: head + """
        async function tenants() {
          return (await pool.query("SELECT name FROM tenants")).rows;
        }
        app.get("/tenants", async (req, res) => res.json(await tenants()));
        """
    ),
    .reported(
      "a delivery is acknowledged although it was not stored",
      head + """
        app.post("/webhooks/payments", async (req, res) => {
          try {
            await pool.query("UPDATE payments SET state = $1 WHERE id = $2", [req.body.state, req.body.id]);
          } catch (error) ↓{
            console.error("payment", error);
          }
          res.json({ received: true });
        });
        """,
      fixed: head + """
        app.post("/webhooks/payments", async (req, res, next) => {
          try {
            await pool.query("UPDATE payments SET state = $1 WHERE id = $2", [req.body.state, req.body.id]);
          } catch (error) {
            return next(error);
          }
          res.json({ received: true });
        });
        """
    ),
    .reported(
      "nothing stands in the handler of a write",
      head + """
        app.post("/orders", async (req, res) => {
          try {
            await pool.query("INSERT INTO orders (sku) VALUES ($1)", [req.body.sku]);
          } catch ↓{}
          res.status(201).end();
        });
        """,
      fixed: head + """
        app.post("/orders", async (req, res, next) => {
          try {
            await pool.query("INSERT INTO orders (sku) VALUES ($1)", [req.body.sku]);
          } catch (error) {
            return next(error);
          }
          res.status(201).end();
        });
        """
    ),
  ]

  private static let nearMisses: [Example] = [
    .silent(
      "what is gone already need not be removed",
      head + """
        const sessions = require("./sessions");
        app.delete("/session", async (req, res) => {
          await sessions.remove(req.body.id).catch(() => {});
          res.end();
        });
        """
    ),
    .silent(
      "the handler asks what went wrong",
      head + """
        app.post("/users", async (req, res, next) => {
          try {
            await pool.query("INSERT INTO users (email) VALUES ($1)", [req.body.email]);
            res.status(201).end();
          } catch (error) {
            if (error.code === "23505") return res.status(409).end();
            next(error);
          }
        });
        """
    ),
    .silent(
      "a token that does not hold is the caller's fault",
      head + """
        app.use((req, res, next) => {
          try {
            req.user = jwt.verify(req.headers.authorization, "secret");
            next();
          } catch (error) {
            res.status(401).end();
          }
        });
        """
    ),
    .silent(
      "a best-effort write is logged and the request goes on",
      head + """
        app.get("/articles/:id", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM articles WHERE id = $1", [req.params.id]);
          try {
            await pool.query("UPDATE articles SET views = views + 1 WHERE id = $1", [req.params.id]);
          } catch (error) {
            console.error("views", error);
          }
          res.json(rows[0]);
        });
        """
    ),
    .silent(
      "the failure is answered as one of the server",
      head + """
        app.get("/articles", async (req, res) => {
          try {
            res.json(await pool.query("SELECT title FROM articles LIMIT 20"));
          } catch (error) {
            console.error(error);
            res.status(500).end();
          }
        });
        """
    ),
    .reported(
      "the port opens although the seed failed",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.get("/plans", async (req, res) => res.json(await prisma.plan.findMany({ take: 20 })));
      async function seed() {
        try {
          await prisma.plan.create({ data: { name: "free" } });
        } catch (error) ↓{
          console.error("seed", error);
        }
      }
      async function main() {
        await seed();
        app.listen(3000);
      }
      main();
      """,
      fixed: """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/plans", async (req, res) => res.json(await prisma.plan.findMany({ take: 20 })));
        async function main() {
          await prisma.plan.create({ data: { name: "free" } });
          app.listen(3000);
        }
        main();
        """
    ),
    .silent(
      "a note of a failure that is told anyway",
      """
      from celery import Celery
      from sqlalchemy import create_engine, text
      from sqlalchemy.orm import Session

      app = Celery("videos", broker="redis://localhost/0")
      engine = create_engine("postgresql://localhost/videos")


      @app.task(bind=True, max_retries=3)
      def convert(self, video):
          with Session(engine) as session:
              try:
                  session.execute(text("UPDATE videos SET state = 'busy' WHERE id = :id"), {"id": video})
                  session.commit()
              except Exception as failure:
                  try:
                      session.execute(text("UPDATE videos SET state = 'failed' WHERE id = :id"), {"id": video})
                      session.commit()
                  except Exception:
                      pass
                  raise self.retry(exc=failure)
      """,
      path: "tasks.py"
    ),
    .silent(
      "only what was expected is answered with nothing",
      head + """
        class Missing extends Error {}
        async function remove(id) {
          const { rowCount } = await pool.query("DELETE FROM orders WHERE id = $1", [id]);
          if (rowCount === 0) throw new Missing();
        }
        async function cleared(id) {
          try {
            await remove(id);
            return [id];
          } catch (error) {
            if (error instanceof Missing) return [];
            throw error;
          }
        }
        app.post("/clear/:id", async (req, res) => res.json(await cleared(req.params.id)));
        """
    ),
    .reported(
      "an error in the body of an answer of 200",
      bodies(answer: "↓return failed(str(failure))"),
      fixed: bodies(answer: "return JSONResponse(failed(str(failure)), status_code=503)"),
      path: "app.py"
    ),
    .silent(
      "what is settled throws nothing",
      head + """
        app.post("/orders", async (req, res) => {
          try {
            await Promise.allSettled([
              pool.query("INSERT INTO orders (sku) VALUES ($1)", [req.body.sku]),
            ]);
          } catch {}
          res.end();
        });
        """
    ),
  ]

  private static func bodies(answer: String) -> String {
    """
    import psycopg2
    from fastapi import FastAPI
    from fastapi.responses import JSONResponse

    app = FastAPI()


    def failed(message):
        return {"code": 500, "message": message}


    @app.post("/orders")
    def order(sku: str):
        connection = psycopg2.connect("dbname=shop", connect_timeout=5)
        try:
            connection.cursor().execute("INSERT INTO orders (sku) VALUES (%s)", (sku,))
            connection.commit()
            return {"code": 200}
        except Exception as failure:
            \(answer)
    """
  }
}
