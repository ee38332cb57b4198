// Reads that are counted in the program, and pages without an end.

extension UnboundedRead {
  static let pages: [Example] = [
    .reported(
      "rows that are only counted, in a view of Flask-Admin",
      """
      from flask import Flask
      from flask_admin import Admin, BaseView, expose
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Message(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          is_read = db.Column(db.Boolean)

      class Inbox(BaseView):
          @expose("/")
          def index(self):
              unread = len(↓Message.query.filter_by(is_read=False).all())
              return self.render("inbox.html", unread=unread)

      Admin(app).add_view(Inbox(name="Inbox"))
      """,
      fixed: """
        from flask import Flask
        from flask_admin import Admin, BaseView, expose
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Message(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            is_read = db.Column(db.Boolean)

        class Inbox(BaseView):
            @expose("/")
            def index(self):
                unread = Message.query.filter_by(is_read=False).count()
                return self.render("inbox.html", unread=unread)

        Admin(app).add_view(Inbox(name="Inbox"))
        """,
      path: "app.py"
    ),
    .reported(
      "rows that are read to be counted",
      """
      from flask import Flask, jsonify
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)


      class Notification(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          user_id = db.Column(db.Integer)
          has_read = db.Column(db.Boolean)


      @app.route("/unread/<user>")
      def unread(user):
          return jsonify(len(↓Notification.query.filter_by(user=user, has_read=False).all()))
      """,
      fixed: """
        from flask import Flask, jsonify
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        db = SQLAlchemy(app)


        class Notification(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            user_id = db.Column(db.Integer)
            has_read = db.Column(db.Boolean)


        @app.route("/unread/<user>")
        def unread(user):
            return jsonify(Notification.query.filter_by(user=user, has_read=False).count())
        """,
      path: "app.py"
    ),
    .silent(
      "rows of a filter that nobody knows the reach of, which are used",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/orders", async (req, res) => {
        const orders = await prisma.order.findMany({ where: { place: req.query.place } });
        res.json({ count: orders.length, orders });
      });
      """,
      path: "server.ts"
    ),
    .reported(
      "a page with a beginning and no end",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      import { rights } from "./rights";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/orders", async (req, res) => {
        const page = Number(req.query.page) || 1;
        const [orders, count] = await Promise.all([
          ↓prisma.order.findMany({ where: { AND: rights(req) }, skip: (page - 1) * 20 }),
          prisma.order.count({ where: { AND: rights(req) } }),
        ]);
        res.json({ orders, count });
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        import { rights } from "./rights";
        const prisma = new PrismaClient();
        const app = express();
        app.get("/orders", async (req, res) => {
          const page = Number(req.query.page) || 1;
          const [orders, count] = await Promise.all([
            prisma.order.findMany({ where: { AND: rights(req) }, skip: (page - 1) * 20, take: 20 }),
            prisma.order.count({ where: { AND: rights(req) } }),
          ]);
          res.json({ orders, count });
        });
        """,
      path: "server.ts"
    ),
    .reported(
      "the filter is whatever the client asks for",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
      const app = express();
      app.get("/orders", async (req, res) => {
        let query;
        let text = JSON.stringify(req.query);
        text = text.replace(/\\b(gt|lt)\\b/g, (match) => `$${match}`);
        query = ↓Order.find(JSON.parse(text));
        const orders = await query;
        res.json(orders);
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
        const app = express();
        app.get("/orders", async (req, res) => {
          let query;
          let text = JSON.stringify(req.query);
          text = text.replace(/\\b(gt|lt)\\b/g, (match) => `$${match}`);
          query = Order.find(JSON.parse(text)).limit(50);
          const orders = await query;
          res.json(orders);
        });
        """
    ),
    .reported(
      "all rows, by a client that a container hands about under its usual name",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const app = express();
      app.set("client", new PrismaClient());
      const load = require("./container");
      app.get("/orders", async (req, res) => {
        const { prisma } = load(app);
        res.json(await ↓prisma.order.findMany());
      });
      """,
      fixed: """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const app = express();
        app.set("client", new PrismaClient());
        const load = require("./container");
        app.get("/orders", async (req, res) => {
          const { prisma } = load(app);
          res.json(await prisma.order.findMany({ take: 50 }));
        });
        """
    ),
    .reported(
      "all rows, by a package that a module asks for as older ones do",
      """
      import express from "express";
      import { createRequire } from "node:module";
      let PrismaClient;
      try {
        const require = createRequire(import.meta.url);
        ({ PrismaClient } = require("@prisma/client"));
      } catch {
        PrismaClient = null;
      }
      const database = new PrismaClient();
      const app = express();
      app.get("/orders", async (req, res) => {
        res.json(await ↓database.order.findMany());
      });
      """,
      fixed: """
        import express from "express";
        import { createRequire } from "node:module";
        let PrismaClient;
        try {
          const require = createRequire(import.meta.url);
          ({ PrismaClient } = require("@prisma/client"));
        } catch {
          PrismaClient = null;
        }
        const database = new PrismaClient();
        const app = express();
        app.get("/orders", async (req, res) => {
          res.json(await database.order.findMany({ take: 50 }));
        });
        """
    ),
    .silent(
      "rows of the database's own catalog, and one row by either of its names",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const app = express();
      const pool = new Pool();
      app.get("/sizes", async (req, res) => {
        const { rows } = await pool.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        res.json(rows);
      });
      app.get("/swaps/:name", async (req, res) => {
        const { rows } = await pool.query("SELECT * FROM swaps WHERE slug = $1 OR email = $1", [req.params.name]);
        res.json(rows);
      });
      app.get("/swaps/:id/open", async (req, res) => {
        const { rows } = await pool.query(
          "SELECT * FROM swaps WHERE id = $1 AND (state = 'new' OR state = 'seen')", [req.params.id]);
        res.json(rows);
      });
      """
    ),
  ]
}
