// What counts as a read without a limit, and what only looks like one.

extension UnboundedRead {
  static let examples: [Example] =
    reads + pages + joins + pythonReads + driverReads + settings + cursors + includes + related
    + written + stages + listings + entities + children + django + listeners + shared + keptLists

  private static let reads: [Example] = [
    .reported(
      "every row of a table",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/orders", async (req, res) => {
        const orders = await ↓prisma.order.findMany({ where: { status: req.query.status } });
        res.json(orders);
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.get("/orders", async (req, res) => {
          const orders = await prisma.order.findMany({ where: { status: req.query.status }, take: 50 });
          res.json(orders);
        });
        """,
      path: "server.ts"
    ),
    .project(
      "a filter that some paths leave out, in another file",
      [
        "routes.js": """
        const { Router } = require("express");
        const reviews = require("./reviews");
        const router = Router();
        router.get("/reviews", async (req, res) => res.json(await reviews.list(req.query.product)));
        module.exports = router;
        """,
        "reviews.js": """
        const mongoose = require("mongoose");
        const Review = mongoose.model("Review", new mongoose.Schema({ product: String }));
        exports.list = async (product) => {
          const filter = {};
          if (product) filter.product = product;
          return ↓Review.find(filter);
        };
        """,
      ],
      fixed: [
        "reviews.js": """
        const mongoose = require("mongoose");
        const Review = mongoose.model("Review", new mongoose.Schema({ product: String }));
        exports.list = async (product) => {
          const filter = {};
          if (product) filter.product = product;
          return Review.find(filter).sort({ _id: -1 }).limit(50);
        };
        """
      ]
    ),
    .reported(
      "a statement as text",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/events", async (req, res) => {
        const { rows } = await ↓pool.query("SELECT * FROM events WHERE kind = $1", [req.query.kind]);
        res.json(rows);
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/events", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM events WHERE kind = $1 LIMIT 50", [req.query.kind]);
          res.json(rows);
        });
        """
    ),
    .silent(
      "a limit that a later statement of the chain sets",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Review = mongoose.model("Review", new mongoose.Schema({ product: String }));
      const app = express();
      app.get("/reviews", async (req, res) => {
        let query = Review.find({ product: req.query.product });
        if (req.query.sort) query = query.sort(req.query.sort);
        query = query.limit(20);
        res.json(await query);
      });
      """
    ),
    .silent(
      "rows that a list of keys selects, and a count",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/orders", async (req, res) => {
        const ids = req.query.ids.split(",").slice(0, 20);
        const orders = await prisma.order.findMany({ where: { id: { in: ids } } });
        res.json({ orders, total: await prisma.order.count() });
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "options whose limit is made elsewhere",
      files: [
        "server.ts": """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        import { page } from "./page";
        const prisma = new PrismaClient();
        const app = express();
        app.get("/orders", async (req, res) => {
          res.json(await prisma.order.findMany({ ...page(req.query), orderBy: { id: "asc" } }));
        });
        """,
        "page.ts": """
        export const page = (query) => ({ take: 20, cursor: query.cursor });
        """,
      ]
    ),
    .project(
      "a statement that goes through the application's own data layer",
      [
        "db.js": """
        const { Pool } = require("pg");
        const pool = new Pool({ max: 10 });
        async function query(text, params) {
          return pool.query(text, params);
        }
        exports.rows = async (text, params) => (await query(text, params)).rows;
        """,
        "server.js": """
        const express = require("express");
        const db = require("./db");
        const COLUMNS = ["id", "name"];
        const app = express();
        app.get("/customers", async (req, res) => {
          res.json(await ↓db.rows(`SELECT ${COLUMNS} FROM customers ORDER BY name`));
        });
        app.get("/customers/:id", async (req, res) => {
          res.json(await db.rows("SELECT id, name FROM customers WHERE id = $1", [req.params.id]));
        });
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const db = require("./db");
        const COLUMNS = ["id", "name"];
        const app = express();
        app.get("/customers", async (req, res) => {
          res.json(await db.rows(`SELECT ${COLUMNS} FROM customers ORDER BY name LIMIT 100`));
        });
        app.get("/customers/:id", async (req, res) => {
          res.json(await db.rows("SELECT id, name FROM customers WHERE id = $1", [req.params.id]));
        });
        """
      ]
    ),
    .silent(
      "a table that the product fixes",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/roles", async (req, res) => res.json(await prisma.role.findMany()));
      """,
      path: "server.ts"
    ),
    .silent(
      "a script that nobody waits for",
      """
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      console.log(await prisma.order.findMany());
      """,
      path: "scripts/export.ts"
    ),
    .reported(
      "a select without a limit, beside statements that read no rows",
      """
      from flask import Flask, jsonify
      from flask_sqlalchemy import SQLAlchemy
      from sqlalchemy import insert, select, text
      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Visit(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          doctor_id = db.Column(db.Integer)

      @app.get("/health")
      def health():
          db.session.execute(text("SELECT 1"))
          return jsonify(status="ok")

      @app.post("/visits")
      def add():
          db.session.execute(insert(Visit).values(doctor_id=1))
          db.session.commit()
          return "", 204

      @app.get("/visits")
      def visits():
          rows = ↓db.session.execute(select(Visit).order_by(Visit.id)).scalars().all()
          return jsonify([row.id for row in rows])
      """,
      fixed: """
        from flask import Flask, jsonify
        from flask_sqlalchemy import SQLAlchemy
        from sqlalchemy import select
        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Visit(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            doctor_id = db.Column(db.Integer)

        @app.get("/visits")
        def visits():
            rows = db.session.execute(select(Visit).order_by(Visit.id).limit(50)).scalars().all()
            return jsonify([row.id for row in rows])
        """,
      path: "app.py"
    ),
    .project(
      "a set of views that lists its query, with no pages for it or in the settings",
      [
        "shop/settings.py": "DEBUG = False",
        "shop/urls.py": """
        from django.urls import include, path
        from rest_framework.routers import DefaultRouter
        from shop.views import OrderViewSet
        router = DefaultRouter()
        router.register("orders", OrderViewSet)
        urlpatterns = [path("api/", include(router.urls))]
        """,
        "shop/views.py": """
        from rest_framework import viewsets
        from shop.models import Order
        class OrderViewSet(viewsets.ModelViewSet):
            queryset = ↓Order.objects.all()
        """,
      ],
      fixed: [
        "shop/settings.py": """
        REST_FRAMEWORK = {
            "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
            "PAGE_SIZE": 50,
        }
        """
      ]
    ),
    .silent(
      "a view that has pages of its own, and one that lists what its caller owns",
      files: [
        "shop/urls.py": """
        from django.urls import path
        from shop.views import Addresses, Orders
        urlpatterns = [path("orders/", Orders.as_view()), path("addresses/", Addresses.as_view())]
        """,
        "shop/views.py": """
        from rest_framework import generics
        from shop.models import Address, Order
        from shop.pages import Pages
        class Orders(generics.ListAPIView):
            queryset = Order.objects.all()
            pagination_class = Pages
        class Addresses(generics.ListAPIView):
            def get_queryset(self):
                return Address.objects.filter(user=self.request.user)
        """,
      ]
    ),
    .silent(
      "what a builder counts, writes, looks up by its key, or puts into another statement",
      """
      const express = require("express");
      const db = require("knex")({ client: "pg" });
      const app = express();
      app.post("/orders", async (req, res) => {
        const [total] = await db("orders").count("*");
        await db("orders").insert(req.body).onConflict("number").merge();
        const settings = await db("settings").where("id", 1);
        const open = await db("orders").whereIn("id", db.select("order_id").from("payments")).limit(50);
        res.json({ total, settings, open });
      });
      """
    ),
    .silent(
      "the few rows that belong to one row, through a manager",
      """
      from django.db import models
      from django.http import JsonResponse
      from django.shortcuts import get_object_or_404
      from django.urls import path

      class Article(models.Model):
          title = models.CharField(max_length=100)

      class Tag(models.Model):
          article = models.ForeignKey(Article, on_delete=models.CASCADE)
          name = models.CharField(max_length=20)

      def tags(request, pk):
          article = get_object_or_404(Article, pk=pk)
          return JsonResponse({"tags": [tag.name for tag in article.tag_set.all()]})

      urlpatterns = [path("articles/<int:pk>/tags/", tags)]
      """,
      path: "app.py"
    ),
    .silent(
      "a plain filter in place of options, by a key",
      """
      import { Controller, Get, Param } from "@nestjs/common";
      import { InjectRepository } from "@nestjs/typeorm";
      import { Repository } from "typeorm";
      import { Account } from "./account.entity";

      @Controller("accounts")
      export class AccountsController {
        constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

        @Get(":email")
        find(@Param("email") email: string) {
          return this.accounts.find({ email });
        }
      }
      """,
      path: "accounts.controller.ts"
    ),
    .silent(
      "the names of master data are a few kilobytes, and a statement that deletes gives no rows",
      files: [
        "app.py": """
        from flask import Flask, jsonify
        from sqlalchemy import text
        from models import Category, db
        app = Flask(__name__)

        @app.get("/names")
        def names():
            return jsonify(dict(Category.query.with_entities(Category.id, Category.name).all()))

        @app.post("/trim")
        def trim():
            db.session.execute(text("WITH old AS (SELECT id FROM visits) DELETE FROM visits WHERE id IN (SELECT id FROM old)"))
            return "", 204
        """,
        "models.py": """
        from flask_sqlalchemy import SQLAlchemy
        db = SQLAlchemy()

        class Category(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            name = db.Column(db.String(80))
        """,
      ]
    ),
  ]
}
