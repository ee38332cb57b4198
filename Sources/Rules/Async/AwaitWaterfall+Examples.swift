// What counts as waiting in line, and what has to.

extension AwaitWaterfall {
  static let examples: [Example] = rows + refusals

  private static let rows: [Example] = [
    .reported(
      "a count and a page",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/orders", async (req, res) => {
        const where = { status: req.query.status };
        const total = ↓await prisma.order.count({ where });
        const orders = await prisma.order.findMany({ where, take: 20 });
        res.json({ total, orders });
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.get("/orders", async (req, res) => {
          const where = { status: req.query.status };
          const [total, orders] = await Promise.all([
            prisma.order.count({ where }),
            prisma.order.findMany({ where, take: 20 }),
          ]);
          res.json({ total, orders });
        });
        """,
      path: "server.ts"
    ),
    .project(
      "two services, each behind a function",
      [
        "routes.js": """
        const { Router } = require("express");
        const axios = require("axios").create({ baseURL: process.env.RATES, timeout: 2000 });
        const router = Router();
        const rates = (currency) => axios.get(`/rates/${currency}`);
        const stock = (id) => axios.get(`/stock/${id}`);
        router.get("/offers/:id", async (req, res) => {
          const price = ↓await rates(req.query.currency);
          const left = await stock(req.params.id);
          res.json({ price: price.data, left: left.data });
        });
        module.exports = router;
        """
      ],
      fixed: [
        "routes.js": """
        const { Router } = require("express");
        const axios = require("axios").create({ baseURL: process.env.RATES, timeout: 2000 });
        const router = Router();
        const rates = (currency) => axios.get(`/rates/${currency}`);
        const stock = (id) => axios.get(`/stock/${id}`);
        router.get("/offers/:id", async (req, res) => {
          const [price, left] = await Promise.all([rates(req.query.currency), stock(req.params.id)]);
          res.json({ price: price.data, left: left.data });
        });
        module.exports = router;
        """
      ]
    ),
    .reported(
      "awaits inside the list that should start them",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/users", async (req, res) => {
        const [users, total] = await Promise.all([
          ↓await prisma.user.findMany({ take: 20 }),
          await prisma.user.count(),
        ]);
        res.json({ users, total });
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.get("/users", async (req, res) => {
          const [users, total] = await Promise.all([
            prisma.user.findMany({ take: 20 }),
            prisma.user.count(),
          ]);
          res.json({ users, total });
        });
        """,
      path: "server.ts"
    ),
    .reported(
      "a number drawn and a row written, both for a third row",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      const nextInvoice = () =>
        prisma.counter.update({ where: { id: "invoice" }, data: { value: { increment: 1 } } });
      const nextOffer = () =>
        prisma.counter.update({ where: { id: "offer" }, data: { value: { increment: 1 } } });
      app.post("/papers", async (req, res) => {
        const number = ↓req.body.isInvoice
          ? await nextInvoice().then((counter) => counter.value)
          : await nextOffer().then((counter) => counter.value);
        const terms = await prisma.terms.create({ data: { text: req.body.terms } });
        const paper = await prisma.paper.create({ data: { number, termsId: terms.id } });
        res.json(paper);
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        const nextInvoice = () =>
          prisma.counter.update({ where: { id: "invoice" }, data: { value: { increment: 1 } } });
        const nextOffer = () =>
          prisma.counter.update({ where: { id: "offer" }, data: { value: { increment: 1 } } });
        app.post("/papers", async (req, res) => {
          const [number, terms] = await Promise.all([
            req.body.isInvoice
              ? nextInvoice().then((counter) => counter.value)
              : nextOffer().then((counter) => counter.value),
            prisma.terms.create({ data: { text: req.body.terms } }),
          ]);
          const paper = await prisma.paper.create({ data: { number, termsId: terms.id } });
          res.json(paper);
        });
        """,
      path: "server.ts"
    ),
    .silent(
      "both are kept: one for the process, by the caller at the start, one by its key",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      const kept = {};
      const setting = async (key) => {
        if (key in kept) return kept[key];
        kept[key] = (await prisma.setting.findUnique({ where: { key } })).value;
        return kept[key];
      };
      const timezone = async () => {
        if (process.env.TZ) return process.env.TZ;
        return (await prisma.setting.findUnique({ where: { key: "timezone" } })).value;
      };
      const start = async () => {
        process.env.TZ = await timezone();
        app.listen(3000);
      };
      app.get("/info", async (req, res) => {
        const base = await setting("base");
        const zone = await timezone();
        res.json({ base, zone });
      });
      start();
      """,
      path: "server.ts"
    ),
    .silent(
      "the second row refers to the first, by a key that the program made",
      """
      import express from "express";
      import { randomUUID } from "crypto";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/papers", async (req, res) => {
        const id = randomUUID();
        const terms = await prisma.terms.create({ data: { id, text: req.body.terms } });
        const clause = await prisma.clause.create({ data: { termsId: id } });
        const paper = await prisma.paper.create({ data: { termsId: terms.id, clauseId: clause.id } });
        res.json(paper);
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "two rows that no third one takes: the first decides whether there is a second",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/payments", async (req, res) => {
        const payment = await prisma.payment.create({ data: { sum: req.body.sum } });
        const message = await prisma.message.create({ data: { text: req.body.text } });
        res.json({ payment, message });
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "the second read needs the first",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/orders/:id", async (req, res) => {
        const order = await prisma.order.findUnique({ where: { id: req.params.id } });
        const user = await prisma.user.findUnique({ where: { id: order.userId } });
        res.json({ order, user });
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "the first read decides whether there is a second",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/orders/:id", async (req, res) => {
        const user = await prisma.user.findUnique({ where: { id: req.params.user } });
        if (!user) return res.status(404).end();
        const order = await prisma.order.findUnique({ where: { id: req.params.id } });
        res.json({ order });
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "a write between two reads",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders", async (req, res) => {
        const before = await prisma.order.count();
        await prisma.order.create({ data: req.body });
        const after = await prisma.order.count();
        res.json({ before, after });
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "one connection, on which statements wait in line anyway",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.get("/report", async (req, res) => {
        const report = await prisma.$transaction(async (tx) => {
          const orders = await tx.order.count();
          const users = await tx.user.count();
          return { orders, users };
        });
        res.json(report);
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "promises that were started together",
      """
      const express = require("express");
      const axios = require("axios").create({ baseURL: process.env.RATES, timeout: 2000 });
      const app = express();
      app.get("/offers/:id", async (req, res) => {
        const rates = axios.get("/rates");
        const stock = axios.get("/stock");
        const price = await rates;
        const left = await stock;
        res.json({ price: price.data, left: left.data });
      });
      """
    ),
    .reported(
      "two reads, and a write behind them that takes the first",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders/:id/notes", async (req, res) => {
        const order = ↓await prisma.order.findUnique({ where: { id: req.params.id } });
        const author = await prisma.user.findUnique({ where: { id: req.body.author } });
        await prisma.note.create({ data: { orderId: order.id, name: author.name } });
        res.json({ order, author });
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.post("/orders/:id/notes", async (req, res) => {
          const [order, author] = await Promise.all([
            prisma.order.findUnique({ where: { id: req.params.id } }),
            prisma.user.findUnique({ where: { id: req.body.author } }),
          ]);
          await prisma.note.create({ data: { orderId: order.id, name: author.name } });
          res.json({ order, author });
        });
        """,
      path: "server.ts"
    ),
    .silent(
      "a write between them that takes the first",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders/:id/notes", async (req, res) => {
        const order = await prisma.order.findUnique({ where: { id: req.params.id } });
        await prisma.note.create({ data: { orderId: order.id, name: req.body.name } });
        const notes = await prisma.note.findMany({ where: { orderId: req.params.id }, take: 20 });
        res.json({ order, notes });
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "a session of coroutines serves one of them at a time, whoever asks it",
      """
      from fastapi import Depends, FastAPI
      from sqlalchemy import func, select
      from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
      from models import Order, User
      app = FastAPI()
      sessions = async_sessionmaker(create_async_engine("postgresql+asyncpg:///shop"))
      async def get_db():
          async with sessions() as session:
              yield session
      class Orders:
          def __init__(self, session: AsyncSession):
              self.session = session
          async def count(self):
              return await self.session.scalar(select(func.count()).select_from(Order))
      @app.get("/totals")
      async def totals(db: AsyncSession = Depends(get_db)):
          orders = await Orders(db).count()
          users = await db.scalar(select(func.count()).select_from(User))
          return {"orders": orders, "users": users}
      """,
      path: "app.py"
    ),
    .silent(
      "statements of a folder are sent through one connection",
      """
      import aiosql
      from fastapi import Depends, FastAPI
      queries = aiosql.from_path("sql", "asyncpg")
      app = FastAPI()
      async def get_connection():
          async with app.state.pool.acquire() as connection:
              yield connection
      async def count_orders(connection):
          return await queries.count_orders(connection)
      @app.get("/totals")
      async def totals(connection=Depends(get_connection)):
          orders = await count_orders(connection)
          users = await queries.count_users(connection)
          return {"orders": orders, "users": users}
      """,
      path: "app.py"
    ),
  ]
}
