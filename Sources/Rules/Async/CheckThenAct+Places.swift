// Seats, places, counters and flags that several requests take at once.

extension CheckThenAct {
  static let places: [Example] = [
    .silent(
      "a number that only a line of the log says",
      """
      from flask import Flask, current_app
      from flask_sqlalchemy import SQLAlchemy
      app = Flask(__name__)
      database = SQLAlchemy(app)
      class Event(database.Model):
          id = database.Column(database.Integer, primary_key=True)
      @app.post("/events/clear")
      def clear():
          db = current_app.extensions["sqlalchemy"]
          count = Event.query.count()
          current_app.logger.info(f"clears {count} events")
          Event.query.delete()
          db.session.commit()
          return {}
      """,
      path: "app.py"
    ),
    .reported(
      "a seat that two people find free",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/seats/:id", async (req, res) => {
        const seat = await ↓prisma.seat.findUnique({ where: { id: req.params.id } });
        if (seat.bookedBy) return res.status(409).end();
        await prisma.seat.update({ where: { id: seat.id }, data: { bookedBy: req.body.user } });
        res.json(seat);
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.post("/seats/:id", async (req, res) => {
          const seat = await prisma.seat.findUnique({ where: { id: req.params.id } });
          if (seat.bookedBy) return res.status(409).end();
          const { count } = await prisma.seat.updateMany({
            where: { id: seat.id, bookedBy: null },
            data: { bookedBy: req.body.user },
          });
          if (count === 0) return res.status(409).end();
          res.json(seat);
        });
        """,
      path: "server.ts"
    ),
    .reported(
      "places that are counted before one more is taken",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/events/:id", async (req, res) => {
        const taken = await ↓prisma.booking.count({ where: { eventId: req.params.id } });
        if (taken >= 100) return res.status(409).end();
        res.json(await prisma.booking.create({ data: { eventId: req.params.id, name: req.body.name } }));
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.post("/events/:id", async (req, res) => {
          const booking = await prisma.$transaction(
            async (tx) => {
              const taken = await tx.booking.count({ where: { eventId: req.params.id } });
              if (taken >= 100) return null;
              return tx.booking.create({ data: { eventId: req.params.id, name: req.body.name } });
            },
            { isolationLevel: "Serializable" },
          );
          res.json(booking);
        });
        """,
      path: "server.ts"
    ),
    .reported(
      "a counter in a cache that is read and set",
      """
      import redis
      from flask import Flask, jsonify

      app = Flask(__name__)
      cache = redis.Redis(socket_timeout=2)

      @app.route("/hit")
      def hit():
          count = int(↓cache.get("hits") or 0) + 1
          cache.set("hits", count)
          return jsonify(count=count)
      """,
      fixed: """
        import redis
        from flask import Flask, jsonify

        app = Flask(__name__)
        cache = redis.Redis(socket_timeout=2)

        @app.route("/hit")
        def hit():
            return jsonify(count=cache.incr("hits"))
        """,
      path: "app.py"
    ),
    .silent(
      "a flag that is as good when it is set twice",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ verified: Boolean }));
      const app = express();
      app.post("/verify/:id", async (req, res) => {
        const user = await User.findById(req.params.id);
        if (user.verified) return res.status(409).end();
        user.verified = true;
        await user.save();
        res.json(user);
      });
      """
    ),
    .silent(
      "a row that is locked until the transaction ends",
      """
      from django.db import models, transaction
      from django.http import JsonResponse
      from django.urls import path

      class Product(models.Model):
          stock = models.IntegerField()

      def buy(request, pk):
          with transaction.atomic():
              product = Product.objects.select_for_update().get(pk=pk)
              product.stock -= 1
              product.save()
          return JsonResponse({"stock": product.stock})

      urlpatterns = [path("buy/<int:pk>/", buy)]
      """,
      path: "app.py"
    ),
    .project(
      "a row that is made because none of a list has its key, behind a choice of databases",
      [
        "schema.prisma": """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        model Setting {
          id     Int    @id @default(autoincrement())
          userId Int
          name   String
          value  String
          @@index([userId])
        }
        """,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        const choose = (queries) =>
          process.env.KIND === "sql" ? queries["sql"]() : queries["memory"]();
        app.put("/users/:user/settings/:name", async (req, res) => {
          await choose({
            sql: () => store(Number(req.params.user), req.params.name, req.body.value),
            memory: () => null,
          });
          res.sendStatus(204);
        });
        async function store(userId, name, value) {
          const all = await ↓prisma.setting.findMany({
            where: { userId }, select: { id: true, name: true },
          });
          const known = all.find((setting) => setting.name === name);
          if (known) {
            await prisma.setting.update({ where: { id: known.id }, data: { value } });
          } else {
            await prisma.setting.create({ data: { userId, name, value } });
          }
        }
        """,
      ],
      fixed: [
        "schema.prisma": """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        model Setting {
          id     Int    @id @default(autoincrement())
          userId Int
          name   String
          value  String
          @@unique([userId, name])
        }
        """
      ]
    ),
    .silent(
      "old rows beyond a number, which a second run finds gone",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const app = express();
      const Search = mongoose.model("Search", new mongoose.Schema({ user: String, text: String }));
      app.get("/search", async (req, res) => {
        const count = await Search.countDocuments({ user: req.query.user });
        if (count >= 1000) {
          const old = await Search.find({ user: req.query.user }).sort({ _id: 1 }).limit(100);
          await Search.deleteMany({ _id: { $in: old.map((search) => search._id) } });
        }
        res.json([]);
      });
      """
    ),
    .silent(
      "a number that is unique within what the read selects, and one that is taken behind the caller's lock",
      files: [
        "schema.prisma": """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        model Version {
          id         Int    @id @default(autoincrement())
          documentId Int
          number     Int
          text       String
          @@unique([documentId, number])
        }
        model Entry {
          id        Int    @id @default(autoincrement())
          journalId Int
          position  Int
          text      String
          @@index([journalId, position])
        }
        """,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/documents/:id/versions", async (req, res) => {
          const documentId = Number(req.params.id);
          const last = await prisma.version.findFirst({
            where: { documentId }, orderBy: { number: "desc" },
          });
          const number = (last ? last.number : 0) + 1;
          res.json(await prisma.version.create({ data: { documentId, number, text: req.body.text } }));
        });
        async function append(tx, journalId, text) {
          const last = await tx.entry.findFirst({
            where: { journalId }, orderBy: { position: "desc" },
          });
          const position = (last ? last.position : 0) + 1;
          return tx.entry.create({ data: { journalId, position, text } });
        }
        app.post("/journals/:id/entries", async (req, res) => {
          const journalId = Number(req.params.id);
          const entry = await prisma.$transaction(async (tx) => {
            await tx.$queryRaw`SELECT id FROM "Journal" WHERE id = ${journalId} FOR UPDATE`;
            return append(tx, journalId, req.body.text);
          });
          res.json(entry);
        });
        """,
      ]
    ),
  ]
}
