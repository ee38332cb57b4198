// What counts as a transaction that waits, and what only looks like one.

extension ConnectionHeld {
  static let examples: [Example] = [
    .reported(
      "a payment provider asked inside the transaction",
      """
      import express from "express";
      import axios from "axios";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders", async (req, res) => {
        const order = await ↓prisma.$transaction(async (tx) => {
          const created = await tx.order.create({ data: req.body });
          const charge = await axios.post("https://pay.example/charge", { id: created.id }, { timeout: 5000 });
          return tx.order.update({ where: { id: created.id }, data: { charge: charge.data.id } });
        });
        res.json(order);
      });
      """,
      fixed: """
        import express from "express";
        import axios from "axios";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.post("/orders", async (req, res) => {
          const created = await prisma.order.create({ data: req.body });
          const charge = await axios.post("https://pay.example/charge", { id: created.id }, { timeout: 5000 });
          const order = await prisma.$transaction(async (tx) => {
            await tx.event.create({ data: { order: created.id } });
            return tx.order.update({ where: { id: created.id }, data: { charge: charge.data.id } });
          });
          res.json(order);
        });
        """,
      path: "server.ts"
    ),
    .reported(
      "a provider asked inside a transaction of MongoDB, which is tried again",
      """
      import express from "express";
      import axios from "axios";
      import mongoose from "mongoose";
      const Ticket = mongoose.model("Ticket", new mongoose.Schema({ status: String }));
      const app = express();
      app.post("/tickets/:id/cancel", async (req, res) => {
        const session = await mongoose.startSession();
        await ↓session.withTransaction(async () => {
          await Ticket.updateOne({ _id: req.params.id }, { status: "cancelled" }, { session });
          await axios.delete("https://images.example/" + req.params.id, { timeout: 5000 });
        });
        res.end();
      });
      """,
      fixed: """
        import express from "express";
        import axios from "axios";
        import mongoose from "mongoose";
        const Ticket = mongoose.model("Ticket", new mongoose.Schema({ status: String }));
        const app = express();
        app.post("/tickets/:id/cancel", async (req, res) => {
          const session = await mongoose.startSession();
          await session.withTransaction(async () => {
            await Ticket.updateOne({ _id: req.params.id }, { status: "cancelled" }, { session });
          });
          await axios.delete("https://images.example/" + req.params.id, { timeout: 5000 });
          res.end();
        });
        """,
      path: "server.ts"
    ),
    .reported(
      "statements beside the transaction's own connection",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders", async (req, res) => {
        const order = await ↓prisma.$transaction(async (tx) => {
          const user = await prisma.user.findUnique({ where: { id: req.body.user } });
          return tx.order.create({ data: { userId: user.id } });
        });
        res.json(order);
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.post("/orders", async (req, res) => {
          const order = await prisma.$transaction(async (tx) => {
            const user = await tx.user.findUnique({ where: { id: req.body.user } });
            return tx.order.create({ data: { userId: user.id } });
          });
          res.json(order);
        });
        """,
      path: "server.ts"
    ),
    .silent(
      "what follows the commit waits without a connection, though `catch` would roll back",
      """
      const express = require("express");
      const axios = require("axios");
      const { Sequelize } = require("sequelize");
      const sequelize = new Sequelize(process.env.DATABASE_URL);
      const app = express();
      app.post("/orders", async (req, res) => {
        const placing = await sequelize.transaction();
        try {
          await sequelize.query("UPDATE stock SET held = held + 1", { transaction: placing });
          await placing.commit();
          try {
            await axios.post("https://mail.example/send", { to: req.body.email }, { timeout: 5000 });
          } catch (error) {
            console.error(error);
          }
          res.sendStatus(201);
        } catch (error) {
          await placing.rollback();
          res.sendStatus(500);
        }
      });
      """
    ),
    .silent(
      "statements of functions that are handed the transaction",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      const charge = (client, id) => client.account.update({ where: { id }, data: { due: true } });
      app.post("/orders", async (req, res) => {
        const order = await prisma.$transaction(async (tx) => {
          await charge(tx, req.body.account);
          return tx.order.create({ data: req.body });
        });
        res.json(order);
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "statements of an inner function that names the transaction around it",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/shelves", async (req, res) => {
        const shelf = await prisma.$transaction(async (tx) => {
          const made = await tx.shelf.create({ data: { name: req.body.name } });
          const addBoxes = async (boxes, parentId) => {
            for (const box of boxes) {
              const added = await tx.box.create({ data: { name: box.name, parentId, shelfId: made.id } });
              await addBoxes(box.inner, added.id);
            }
          };
          await addBoxes(req.body.boxes, null);
          return made;
        });
        res.json(shelf);
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "a call to another service behind the transaction",
      """
      import express from "express";
      import axios from "axios";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders", async (req, res) => {
        const order = await prisma.$transaction((tx) => tx.order.create({ data: req.body }));
        await axios.post("https://hooks.example/orders", order, { timeout: 5000 });
        res.json(order);
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "a context that carries the transaction to what is called inside",
      """
      import express from "express";
      import { Sequelize, DataTypes } from "sequelize";
      const sequelize = new Sequelize(process.env.DATABASE_URL);
      const Comment = sequelize.define("Comment", { text: DataTypes.STRING });
      const app = express();
      function writeComment(context, values) {
        return Comment.create(values, { transaction: context.state.current });
      }
      app.post("/comments", async (req, res) => {
        const context = { state: {} };
        const comment = await sequelize.transaction(async (running) => {
          context.state.current = running;
          return writeComment(context, { text: req.body.text });
        });
        res.json(comment);
      });
      """,
      path: "server.ts"
    ),
    .reported(
      "reads beside a transaction that is held by hand",
      follows(
        mark: "↓",
        """
        const user = await User.findByPk(req.params.id);
            if (!user) throw new Error("none");
            await User.create({ name: user.name }, { transaction: open });
        """
      ),
      fixed: follows(
        mark: "",
        """
        const user = await User.findByPk(req.params.id, { transaction: open });
            if (!user) throw new Error("none");
            await User.create({ name: user.name }, { transaction: open });
        """
      )
    ),
    .reported(
      "pictures that are sent elsewhere, one for each file, while a transaction is open",
      follows(
        mark: "↓",
        """
        const sent = req.body.files.map(async (file) => {
              await axios.post("https://pictures.example", file, { timeout: 5000 });
            });
            await Promise.all(sent);
            await User.create({ name: "new" }, { transaction: open });
        """
      ),
      fixed: follows(
        mark: "",
        """
        await User.create({ name: "new" }, { transaction: open });
        """
      )
    ),
    .silent(
      "statements that find the transaction by themselves",
      follows(
        mark: "",
        "await User.create({ name: \"new\" });",
        setUp: "Sequelize.useCLS(namespace);"
      )
    ),
  ]

  private static func follows(mark: String, _ body: String, setUp: String = "") -> String {
    """
    const express = require("express");
    const axios = require("axios");
    const { DataTypes, Sequelize } = require("sequelize");
    \(setUp)
    const sequelize = new Sequelize(process.env.DATABASE_URL);
    const User = sequelize.define("User", { name: DataTypes.STRING });
    const app = express();
    app.use(express.json());
    app.post("/users/:id/follow", async (req, res) => {
      const open = await \(mark)sequelize.transaction();
      try {
        \(body)
        await open.commit();
        res.sendStatus(204);
      } catch (error) {
        await open.rollback();
        res.sendStatus(500);
      }
    });
    """
  }
}
