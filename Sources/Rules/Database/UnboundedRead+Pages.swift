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
  ]
}
