// The ways that findings show: those that can happen, and fixes that help on them.

import Findings
import Testing

@Suite("Ways and what helps on them")
struct PathTests {
  private static let models = """
    from flask_sqlalchemy import SQLAlchemy

    db = SQLAlchemy()

    class Owner(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String)

    class Pet(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String)
        owner_id = db.Column(db.Integer, db.ForeignKey("owner.id"))
        owner = db.relationship(Owner)
    """

  @Test("a commit in the loop expires what an eager load fetched: it moves out first")
  func commitInLoop() async throws {
    let found = await findings(
      of: "lazy-relation",
      in: [
        "models.py": Self.models,
        "app.py": """
        from flask import Flask
        import models

        app = Flask(__name__)

        @app.route("/rename", methods=["POST"])
        def rename():
            for pet in models.Pet.query.filter(models.Pet.id > 1).all():
                pet.name = pet.owner.name
                models.db.session.commit()
            return ""
        """,
      ]
    )
    let fix = try #require(found.first).fix
    #expect(fix.description.hasPrefix("First commit once, behind the loop"))
    #expect(fix.after?.contains("joinedload(models.Pet.owner)") == true)
  }

  @Test(
    "a relation is told from the route on which its rows are walked, not from the nearest one to the query"
  )
  func sharedWay() async throws {
    let found = await findings(
      of: "lazy-relation",
      in: [
        "models.py": Self.models,
        "app.py": """
        from flask import Flask, jsonify
        from models import Pet

        app = Flask(__name__)

        def pets():
            return Pet.query.filter(Pet.id > 1).all()

        def shown(rows):
            return [{"owner": pet.owner.name} for pet in rows]

        @app.route("/count")
        def count():
            return jsonify(len(pets()))

        @app.route("/pets")
        def listing():
            return jsonify(shown(pets()))
        """,
      ]
    )
    #expect(try #require(found.first).routes == ["GET /pets"])
  }

  @Test("what a pattern finds in one text is few until somebody says otherwise")
  func foundInText() async throws {
    let found = await findings(
      of: "query-in-loop",
      in: [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        express().post("/comments", async (req, res) => {
          for (const name of new Set(req.body.text.match(/@[a-z]+/g))) {
            await pool.query("SELECT id FROM users WHERE name = $1", [name]);
          }
          res.end();
        });
        """
      ]
    )
    #expect(found.map(\.tier) == [.suspicious])
  }

  private static func hooks(_ turn: String) -> [String: String] {
    [
      "server.js": """
      const express = require("express");
      const axios = require("axios");
      const { Pool } = require("pg");
      const pool = new Pool();
      express().post("/hooks", async (req, res) => {
        for (const hook of req.body.hooks) {
          \(turn)
        }
        res.end();
      });
      """
    ]
  }

  @Test("a write that notes what came of a call in each turn is not what takes the time")
  func outboundTurn() async throws {
    let turn = """
      await axios.post(hook.url, { event: "ping" }, { timeout: 2000 });
      await pool.query("UPDATE hooks SET called = now() WHERE id = $1", [hook.id]);
      """
    let found = await findings(of: "query-in-loop", in: Self.hooks(turn))
    #expect(found.map(\.tier) == [.suspicious])
  }

  @Test("nor is a read in front of such a call")
  func readBeforeOutbound() async throws {
    let turn = """
      const { rows } = await pool.query("SELECT url FROM hooks WHERE id = $1", [hook.id]);
      await axios.post(rows[0].url, { event: "ping" }, { timeout: 2000 });
      """
    let found = await findings(of: "query-in-loop", in: Self.hooks(turn))
    #expect(found.map(\.tier) == [.suspicious])
  }

  private static func checks(_ arguments: String) -> [String: String] {
    [
      "server.js": """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      async function check(id, group) {
        const known = group ? await may(id, group) : await pool.query("SELECT 1 FROM owners WHERE id = $1", [id]);
        if (!known) throw new Error("no");
      }
      async function may(id, group) {
        return pool.query("SELECT 1 FROM groups WHERE id = $1 AND name = $2", [id, group]);
      }
      express().post("/mails", async (req, res) => {
        for (const mail of await mails(req)) {
          await check(\(arguments));
        }
        res.end();
      });
      async function mails(req) {
        const { rows } = await pool.query("SELECT * FROM mails WHERE owner = $1", [req.query.owner]);
        return rows;
      }
      """
    ]
  }

  @Test(
    "what runs only where something is missing is told only where it may be missing",
    arguments: [("mail.id, req.query.group", 9), ("mail.id", 5)]
  )
  func leftOut(arguments: String, line: Int) async throws {
    let found = await findings(of: "query-in-loop", in: Self.checks(arguments))
    let related = try #require(found.first).related ?? []
    let queries = related.filter { $0.note?.contains("`pool.query`") == true }
    #expect(queries.map(\.startLine) == [line])
  }
}
