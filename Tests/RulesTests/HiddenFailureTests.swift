// What is told of handlers that hide failures, and how many findings they are.

import Findings
import Testing

@Suite("Hidden failures")
struct HiddenFailureTests {
  @Test("each handler that takes a failure for the caller's fault is mended by itself")
  func eachHandler() async {
    let found = await findings(
      of: "hidden-failure",
      in: [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        const verify = (token) => pool.query("SELECT id FROM tokens WHERE token = $1", [token]);
        app.post("/reset", async (req, res) => {
          try {
            res.json(await verify(req.body.token));
          } catch (error) {
            res.status(401).end();
          }
        });
        app.post("/confirm", async (req, res) => {
          try {
            res.json(await verify(req.body.token));
          } catch (error) {
            res.status(401).end();
          }
        });
        """
      ]
    )
    #expect(found.map(\.location.startLine) == [10, 17])
    #expect(found.map(\.routes) == [["POST /reset"], ["POST /confirm"]])
  }

  @Test("an outage that a call before it tells of is not hidden for sure")
  func toldBefore() async {
    func tiers(before: String) async -> [Tier] {
      await findings(
        of: "hidden-failure",
        in: [
          "server.js": """
          const express = require("express");
          const { Pool } = require("pg");
          const pool = new Pool();
          const app = express();
          const items = async () => {
            try {
              return (await pool.query("SELECT id FROM items WHERE shop = 1")).rows;
            } catch {
              return [];
            }
          };
          app.get("/page", async (req, res) => {
            \(before)
            res.json(await items());
          });
          """
        ]
      ).map(\.tier)
    }
    #expect(await tiers(before: "res.type(\"json\");") == [.finding])
    #expect(
      await tiers(before: "await pool.query(\"SELECT id FROM pages WHERE id = 1\");") == [
        .suspicious
      ]
    )
  }

  @Test("a job is told to let its run fail, not to answer")
  func job() async {
    let found = await findings(
      of: "hidden-failure",
      in: [
        "worker.js": """
        const { Pool } = require("pg");
        const { Worker } = require("bullmq");
        const pool = new Pool();
        new Worker("labels", async (job) => {
          try {
            await pool.query("UPDATE orders SET label = $1 WHERE id = $2", [job.data.label, job.data.id]);
          } catch {}
        });
        """
      ]
    )
    #expect(found.first?.fix.description.contains("end the run") == true)
  }

  @Test(
    "a failure that is told as the caller's fault is to be checked where calls before it tell of the outage",
    arguments: [
      ("", Tier.finding),
      ("const [user, shop] = await Promise.all([owner(1), owner(2)]);", .suspicious),
    ]
  )
  func toldInParallel(before: String, tier: Tier) async {
    let found = await findings(
      of: "hidden-failure",
      in: [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        const owner = async (id) => (await pool.query("SELECT name FROM owners WHERE id = $1", [id])).rows[0];
        const find = (id) => pool.query("SELECT id FROM items WHERE id = $1", [id]);
        app.get("/items/:id", async (req, res) => {
          \(before)
          try {
            res.json(await find(req.params.id));
          } catch {
            res.status(404).end();
          }
        });
        """
      ]
    )
    #expect(found.map(\.tier) == [tier])
  }

  @Test("a write whose failure nobody could hear of is to be checked")
  func leftBehind() async {
    func tiers(_ call: String) async -> [Tier] {
      await findings(
        of: "hidden-failure",
        in: [
          "server.js": """
          const express = require("express");
          const { PrismaClient } = require("@prisma/client");
          const { waitUntil } = require("@vercel/functions");
          const prisma = new PrismaClient();
          const app = express();
          const note = async (id) => {
            try {
              await prisma.visit.update({ where: { id }, data: { seen: { increment: 1 } } });
            } catch {}
          };
          app.post("/visits/:id", async (req, res) => {
            \(call)
            res.end();
          });
          """
        ]
      ).map(\.tier)
    }
    #expect(await tiers("await note(req.params.id);") == [.finding])
    #expect(await tiers("waitUntil(note(req.params.id));") == [.suspicious])
    #expect(await tiers("await Promise.allSettled([note(req.params.id)]);") == [.suspicious])
  }

  @Test("a callee that sees to its own failures hides them, not the handler around its call")
  func seenToInside() async {
    let found = await findings(
      of: "hidden-failure",
      in: [
        "app.py": """
        from flask import Flask, jsonify
        from flask_sqlalchemy import SQLAlchemy
        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Invite(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            status = db.Column(db.String(20))

        def save(row):
            try:
                db.session.add(row)
                db.session.commit()
                return True
            except Exception:
                app.logger.exception("not saved")
                db.session.rollback()
                return False

        @app.post("/invites/<int:id>")
        def reject(id):
            invite = Invite(id=id, status="rejected")
            try:
                save(invite)
            except Exception:
                return jsonify({"error": "bad request"}), 422
            return jsonify({})
        """
      ]
    )
    #expect(found.isEmpty)
  }

  @Test("a delivery that is answered before its work is to be checked")
  func answeredFirst() async {
    func tiers(_ before: String, _ behind: String) async -> [Tier] {
      await findings(
        of: "hidden-failure",
        in: [
          "server.js": """
          const express = require("express");
          const { PrismaClient } = require("@prisma/client");
          const prisma = new PrismaClient();
          const app = express();
          app.post("/payments/webhook", async (req, res) => {
            \(before)
            try {
              await prisma.order.update({ where: { id: req.body.order }, data: { paid: true } });
            } catch (error) {
              console.error(error);
            }
            \(behind)
          });
          """
        ]
      ).map(\.tier)
    }
    #expect(await tiers("", "res.sendStatus(200);") == [.finding])
    #expect(await tiers("res.sendStatus(200);", "") == [.suspicious])
  }
}
