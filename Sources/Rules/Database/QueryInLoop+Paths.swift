// Examples of loops whose query stands on a way that the caller, or an earlier run, closes.

extension QueryInLoop {
  static let paths: [Example] = [
    .silent(
      "settings are asked for once in the life of the process, by an entry of the application's configuration",
      files: [
        "models.py": """
        from flask_sqlalchemy import SQLAlchemy

        db = SQLAlchemy()

        class Setting(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            domain = db.Column(db.String)
        """,
        "app.py": """
        from flask import Flask, current_app, jsonify, request
        from models import Setting, db

        app = Flask(__name__)

        def settings(fresh=False):
            if not fresh and "settings" in current_app.config:
                return current_app.config["settings"]
            row = Setting.query.filter(Setting.id == 1).first()
            current_app.config["settings"] = {"domain": row.domain}
            if not current_app.config["settings"].get("domain"):
                remember("localhost")
            return current_app.config["settings"]

        def remember(domain):
            row = Setting.query.order_by(Setting.id).first()
            row.domain = domain
            db.session.commit()
            current_app.config["settings"] = {"domain": domain}

        def address(file):
            return settings()["domain"] + file.name

        @app.route("/files", methods=["POST"])
        def upload():
            return jsonify([address(file) for file in request.files.getlist("files")])
        """,
      ]
    ),
    .silent(
      "a setting that is kept by its key, which is a constant here",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const kept = {};
      const setting = async (key) => {
        if (key in kept) return kept[key];
        const result = await pool.query("SELECT value FROM settings WHERE key = $1", [key]);
        kept[key] = result.rows[0].value;
        return kept[key];
      };
      express().post("/links", async (req, res) => {
        const links = [];
        for (const path of req.body.paths) links.push((await setting("base")) + path);
        res.json(links);
      });
      """
    ),
    .silent(
      "the turn of one element: its key is compared with one from outside",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      express().post("/import", async (req, res) => {
        const created = await pool.query("INSERT INTO links (url) VALUES ($1) RETURNING *", [req.body.url]);
        const link = created.rows[0];
        for (const pinned of req.body.pinned) {
          if (pinned.url === link.url) {
            await pool.query("UPDATE links SET pinned = true WHERE id = $1", [link.id]);
          }
        }
        res.end();
      });
      """
    ),
    .silent(
      "the only caller hands over one element",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const loadTags = async (notes) => {
        for (const note of notes) {
          note.tags = await pool.query("SELECT name FROM tags WHERE note_id = $1", [note.id]);
        }
      };
      express().get("/notes/:id", async (req, res) => {
        const note = { id: req.params.id };
        await loadTags([note]);
        res.json(note);
      });
      """
    ),
    .silent(
      "a function that is chosen by a constant asks nothing; its neighbour in the table does",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const isStaff = async (user) => user.role === "staff";
      const isOwner = async (user, id) => {
        const found = await pool.query("SELECT owner_id FROM shops WHERE id = $1", [id]);
        return found.rows[0].owner_id === user.id;
      };
      const checks = { staff: isStaff, owner: isOwner };
      const may = async (level, user, id) => checks[level](user, id);
      express().post("/shops/check", async (req, res) => {
        const allowed = [];
        for (const id of req.body.ids) allowed.push(await may("staff", req.user, id));
        res.json(allowed);
      });
      """
    ),
    .reported(
      "the same table, and the constant chooses what asks",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const isStaff = async (user) => user.role === "staff";
      const isOwner = async (user, id) => {
        const found = await pool.query("SELECT owner_id FROM shops WHERE id = $1", [id]);
        return found.rows[0].owner_id === user.id;
      };
      const checks = { staff: isStaff, owner: isOwner };
      const may = async (level, user, id) => checks[level](user, id);
      express().post("/shops/check", async (req, res) => {
        const allowed = [];
        for (const id of req.body.ids) allowed.push(await ↓may("owner", req.user, id));
        res.json(allowed);
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        express().post("/shops/check", async (req, res) => {
          const found = await pool.query("SELECT id FROM shops WHERE owner_id = $1 AND id = ANY($2)", [
            req.user.id, req.body.ids,
          ]);
          res.json(found.rows);
        });
        """
    ),
    .silent(
      "a few turns that the code counts",
      """
      from flask import Flask, jsonify
      from flask_sqlalchemy import SQLAlchemy
      app = Flask(__name__)
      db = SQLAlchemy(app)
      class Slot(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          key = db.Column(db.String(40), unique=True)
          start = db.Column(db.String(5))
      @app.route("/slots")
      def slots():
          rows = [Slot.query.filter_by(key=f"slot_{number}").first() for number in range(1, 5)]
          return jsonify([row.start for row in rows if row])
      """,
      path: "app.py"
    ),
    .reported(
      "statements of a folder, each a method of what was read from there",
      """
      import aiosql
      from fastapi import Depends, FastAPI
      queries = aiosql.from_path("sql", "asyncpg")
      app = FastAPI()
      async def get_connection():
          async with app.state.pool.acquire() as connection:
              yield connection
      @app.get("/posts")
      async def posts(connection=Depends(get_connection)):
          rows = await queries.latest_posts(connection)
          return [await ↓queries.tags_of(connection, post=row["id"]) for row in rows]
      """,
      fixed: """
        import aiosql
        from fastapi import Depends, FastAPI
        queries = aiosql.from_path("sql", "asyncpg")
        app = FastAPI()
        async def get_connection():
            async with app.state.pool.acquire() as connection:
                yield connection
        @app.get("/posts")
        async def posts(connection=Depends(get_connection)):
            rows = await queries.latest_posts(connection)
            return await queries.tags_of_all(connection, posts=[row["id"] for row in rows])
        """,
      path: "app.py"
    ),
  ]
}
