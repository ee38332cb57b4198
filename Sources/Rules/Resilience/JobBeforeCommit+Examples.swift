// Jobs in front of the commit, and jobs behind it.

extension JobBeforeCommit {
  static let examples: [Example] = [
    .reported(
      "a job inside the transaction",
      """
      const express = require("express");
      const { Queue } = require("bullmq");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const mails = new Queue("mails", { defaultJobOptions: { attempts: 5 } });
      const app = express();
      app.post("/orders", async (req, res) => {
        await prisma.$transaction(async (tx) => {
          const order = await tx.order.create({ data: { tableId: req.body.tableId } });
          await ↓mails.add("receipt", { orderId: order.id });
        });
        res.end();
      });
      """,
      fixed: """
        const express = require("express");
        const { Queue } = require("bullmq");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const mails = new Queue("mails", { defaultJobOptions: { attempts: 5 } });
        const app = express();
        app.post("/orders", async (req, res) => {
          const order = await prisma.$transaction((tx) => tx.order.create({ data: { tableId: req.body.tableId } }));
          await mails.add("receipt", { orderId: order.id });
          res.end();
        });
        """
    ),
    .reported(
      "a task of Celery in front of the commit",
      """
      from celery import Celery
      from flask import Flask, request
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)
      celery = Celery(__name__)

      class Order(db.Model):
          id = db.Column(db.Integer, primary_key=True)

      @celery.task(autoretry_for=(OSError,))
      def receipt(order_id):
          pass

      @app.post("/orders")
      def create():
          order = Order()
          db.session.add(order)
          db.session.flush()
          ↓receipt.delay(order.id)
          db.session.commit()
          return {"id": order.id}
      """,
      fixed: """
        from celery import Celery
        from flask import Flask, request
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        db = SQLAlchemy(app)
        celery = Celery(__name__)

        class Order(db.Model):
            id = db.Column(db.Integer, primary_key=True)

        @celery.task(autoretry_for=(OSError,))
        def receipt(order_id):
            pass

        @app.post("/orders")
        def create():
            order = Order()
            db.session.add(order)
            db.session.commit()
            receipt.delay(order.id)
            return {"id": order.id}
        """,
      path: "app.py"
    ),
    .silent(
      "the transaction writes nothing before",
      """
      const { Queue } = require("bullmq");
      const { PrismaClient } = require("@prisma/client");
      const express = require("express");
      const prisma = new PrismaClient();
      const mails = new Queue("mails", { defaultJobOptions: { attempts: 5 } });
      const app = express();
      app.post("/reports", async (req, res) => {
        await prisma.$transaction(async (tx) => {
          const report = await tx.report.findFirst({ where: { id: req.body.id } });
          await mails.add("report", { reportId: report.id });
        });
        res.end();
      });
      """
    ),
    .silent(
      "the job starts a minute later",
      """
      const express = require("express");
      const { Queue } = require("bullmq");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const mails = new Queue("mails", { defaultJobOptions: { attempts: 5 } });
      const app = express();
      app.post("/orders", async (req, res) => {
        await prisma.$transaction(async (tx) => {
          const order = await tx.order.create({ data: { tableId: req.body.tableId } });
          await mails.add("receipt", { orderId: order.id }, { delay: 60000 });
        });
        res.end();
      });
      """
    ),
  ]
}
