// What counts as a page size without a maximum, and what only looks like one.

extension UncappedPageSize {
  static let examples: [Example] = limits + [branched] + listings + byHand + dependencies + schemas

  private static let limits: [Example] = [
    .reported(
      "a limit taken from the query string",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/orders", async (req, res) => {
        const take = parseInt(req.query.limit, 10) || 20;
        res.json(await prisma.order.findMany({ ↓take }));
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.get("/orders", async (req, res) => {
          const take = Math.min(parseInt(req.query.limit, 10) || 20, 100);
          res.json(await prisma.order.findMany({ take }));
        });
        """,
      path: "server.ts"
    ),
    .project(
      "a pager that believes its caller",
      [
        "routes.js": """
        const { Router } = require("express");
        const orders = require("./orders");
        const router = Router();
        router.get("/orders", async (req, res) => {
          res.json(await orders.page({ status: "open" }, req.query));
        });
        module.exports = router;
        """,
        "orders.js": """
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
        exports.page = async (filter, options) => {
          const limit = options.limit && parseInt(options.limit, 10) > 0 ? parseInt(options.limit, 10) : 10;
          return Order.find(filter).sort({ _id: 1 }).limit(↓limit);
        };
        """,
      ],
      fixed: [
        "orders.js": """
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
        exports.page = async (filter, options) => {
          let limit = parseInt(options.limit, 10) || 10;
          if (limit > 100) limit = 100;
          return Order.find(filter).sort({ _id: 1 }).limit(limit);
        };
        """
      ]
    ),
    .project(
      "options that another function reads from the query string",
      [
        "routes.js": """
        const { Router } = require("express");
        const orders = require("./orders");
        const { pageOf } = require("./page");
        const router = Router();
        router.get("/orders", async (req, res) => {
          const options = pageOf(req.query);
          res.json(await orders.list({}, options));
        });
        module.exports = router;
        """,
        "page.js": """
        exports.pageOf = (query) => {
          const limit = query.limit * 1 || 100;
          return { ↓limit, skip: ((query.page * 1 || 1) - 1) * limit };
        };
        """,
        "orders.js": """
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
        exports.list = async (filter, options) => Order.find(filter, null, options);
        """,
      ],
      fixed: [
        "page.js": """
        exports.pageOf = (query) => {
          const limit = Math.min(query.limit * 1 || 100, 100);
          return { limit, skip: ((query.page * 1 || 1) - 1) * limit };
        };
        """
      ]
    ),
    .project(
      "a parameter of a statement, through a data layer",
      [
        "db.js": """
        const { Pool } = require("pg");
        const pool = new Pool();
        exports.query = (text, values) => pool.query(text, values);
        """,
        "server.js": """
        const express = require("express");
        const db = require("./db");
        const app = express();
        app.get("/orders", async (req, res) => {
          const limit = parseInt(req.query.limit, 10) || 20;
          const found = await db.query("SELECT id FROM orders WHERE shop = $1 ORDER BY id LIMIT $2", [1, ↓limit]);
          res.json(found.rows);
        });
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const db = require("./db");
        const app = express();
        app.get("/orders", async (req, res) => {
          const limit = Math.min(parseInt(req.query.limit, 10) || 20, 100);
          const found = await db.query("SELECT id FROM orders WHERE shop = $1 ORDER BY id LIMIT $2", [1, limit]);
          res.json(found.rows);
        });
        """
      ]
    ),
    .silent(
      "a statement whose limit is fixed, while its offset is not",
      """
      import express from "express";
      import mysql from "mysql2/promise";
      const pool = mysql.createPool(process.env.DB);
      const app = express();
      app.get("/orders", async (req, res) => {
        const [rows] = await pool.query("SELECT id FROM orders ORDER BY id LIMIT ?, ?", [Number(req.query.from), 50]);
        res.json(rows);
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "a validator with a maximum",
      """
      import express from "express";
      import { z } from "zod";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      const page = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });
      app.get("/orders", async (req, res) => {
        const { limit } = page.parse(req.query);
        res.json(await prisma.order.findMany({ take: limit }));
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "a limit that the code fixes",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      const PAGE = 50;
      app.get("/orders", async (req, res) => {
        const skip = parseInt(req.query.page, 10) * PAGE;
        res.json(await prisma.order.findMany({ skip, take: PAGE }));
      });
      """,
      path: "server.ts"
    ),
    .reported(
      "a limit that Flask's request gives",
      """
      from flask import Flask, jsonify, request
      from flask_sqlalchemy import SQLAlchemy
      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Visit(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          doctor_id = db.Column(db.Integer)

      @app.get("/doctors/<int:doctor_id>/visits")
      def visits(doctor_id):
          size = request.args.get("size", 50, type=int)
          rows = Visit.query.filter_by(doctor_id=doctor_id).limit(↓size).all()
          return jsonify([row.id for row in rows])
      """,
      fixed: """
        from flask import Flask, jsonify, request
        from flask_sqlalchemy import SQLAlchemy
        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Visit(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            doctor_id = db.Column(db.Integer)

        @app.get("/doctors/<int:doctor_id>/visits")
        def visits(doctor_id):
            size = request.args.get("size", 50, type=int)
            rows = Visit.query.filter_by(doctor_id=doctor_id).limit(min(size, 100)).all()
            return jsonify([row.id for row in rows])
        """,
      path: "app.py"
    ),
    .reported(
      "a parameter of a handler that two statements take",
      pages(size: "↓size: int = 10"),
      fixed: pages(size: "size: int = Query(10, le=100)"),
      path: "app.py"
    ),
    .reported(
      "a value that asyncpg is handed behind the statement",
      values(of: "↓size"),
      fixed: values(of: "min(size, 100)"),
      path: "app.py"
    ),
    .reported(
      "a part of the path that is handed on by its name",
      """
      from flask import Flask, jsonify
      from flask_sqlalchemy import SQLAlchemy
      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Score(db.Model):
          id = db.Column(db.Integer, primary_key=True)

      def standings(bracket=None, count=None):
          query = Score.query.order_by(Score.id)
          return query.limit(↓count).all()

      @app.get("/top/<int:count>")
      def top(count):
          return jsonify([row.id for row in standings(count=count)])
      """,
      fixed: """
        from flask import Flask, jsonify
        from flask_sqlalchemy import SQLAlchemy
        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Score(db.Model):
            id = db.Column(db.Integer, primary_key=True)

        def standings(bracket=None, count=None):
            query = Score.query.order_by(Score.id)
            return query.limit(count).all()

        @app.get("/top/<int:count>")
        def top(count):
            return jsonify([row.id for row in standings(count=min(count, 100))])
        """,
      path: "app.py"
    ),
    declared,
    commanded,
    .reported(
      "a stage of a pipeline",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
      const app = express();
      app.get("/orders", async (req, res) => {
        const limit = Number(req.query.limit) || 20;
        res.json(await Order.aggregate([{ $match: { status: "open" } }, { $limit: ↓limit }]));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
        const app = express();
        app.get("/orders", async (req, res) => {
          const limit = Math.min(Number(req.query.limit) || 20, 100);
          res.json(await Order.aggregate([{ $match: { status: "open" } }, { $limit: limit }]));
        });
        """
    ),
    .reported(
      "the limit of an aggregation, joined to its other stages",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Product = mongoose.model("Product", new mongoose.Schema({ price: Number }));
      const app = express();
      app.get("/products", async (req, res) => {
        const { page = 1, limit = 10 } = req.query;
        const stages = [{ $match: { price: { $gte: 1 } } }];
        const count = await Product.countDocuments({ price: { $gte: 1 } });
        const first = count > limit ? Number(page) - 1 : 0;
        const cut = [{ $sort: { price: 1 } }, { $skip: first * 10 }, { $limit: ↓limit * 1 }];
        res.json(await Product.aggregate(stages.concat(cut)));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Product = mongoose.model("Product", new mongoose.Schema({ price: Number }));
        const app = express();
        app.get("/products", async (req, res) => {
          const { page = 1, limit = 10 } = req.query;
          const stages = [{ $match: { price: { $gte: 1 } } }];
          const cut = [{ $sort: { price: 1 } }, { $skip: (page - 1) * 10 }, { $limit: Math.min(limit, 100) }];
          res.json(await Product.aggregate(stages.concat(cut)));
        });
        """
    ),
    .reported(
      "what a validator without a maximum gives back of an object",
      validated("↓limit"),
      fixed: validated("Math.min(limit, 100)"),
      path: "server.ts"
    ),
  ]

  private static func validated(_ limit: String) -> String {
    """
    import express from "express";
    import { PrismaClient } from "@prisma/client";
    import { z } from "zod";
    const prisma = new PrismaClient();
    const pages = z.object({ limit: z.coerce.number().optional() });
    const app = express();
    app.get("/orders", async (req, res) => {
      const checked = pages.safeParse({ limit: req.query.limit });
      if (!checked.success) return res.status(400).end();
      const limit = checked.data.limit || 10;
      res.json(await prisma.order.findMany({ take: \(limit) }));
    });
    """
  }

  /// Two classes declare the same field, and one of them gives it a maximum.
  private static let declared: Example = .project(
    "a field without a maximum, beside another of its name that has one",
    [
      "app.controller.ts": """
      import { Controller, Get, Query } from "@nestjs/common";
      import { PrismaClient } from "@prisma/client";
      import { OrderQuery, VisitQuery } from "./queries";
      const prisma = new PrismaClient();
      @Controller()
      export class AppController {
        @Get("orders")
        orders(@Query() query: OrderQuery) { return prisma.order.findMany({ take: ↓query.limit }); }
        @Get("visits")
        visits(@Query() query: VisitQuery) { return prisma.visit.findMany({ take: query.limit }); }
      }
      """,
      "queries.ts": """
      import { IsInt, IsOptional, Max, Min } from "class-validator";
      export class OrderQuery {
        @IsOptional()
        @IsInt()
        @Min(1)
        limit = 20;
      }
      export class VisitQuery {
        @IsOptional()
        @IsInt()
        @Min(1)
        @Max(100)
        limit = 20;
      }
      """,
    ],
    fixed: [
      "queries.ts": """
      import { IsInt, IsOptional, Max, Min } from "class-validator";
      export class OrderQuery {
        @IsOptional()
        @IsInt()
        @Min(1)
        @Max(100)
        limit = 20;
      }
      export class VisitQuery extends OrderQuery {}
      """
    ]
  )
}
