// Messages that an answer waits for, and messages that it does not.

extension MessageInRequest {
  static let examples: [Example] = [
    .reported(
      "the failure is only logged, and the wait stays",
      """
      const express = require("express");
      const nodemailer = require("nodemailer");
      const transport = nodemailer.createTransport({ host: "smtp", socketTimeout: 5000 });
      const app = express();
      app.post("/contact", async (req, res) => {
        try {
          await ↓transport.sendMail({ to: "us@example.com", text: req.body.text });
        } catch (error) {
          console.error("contact mail", error);
        }
        res.end();
      });
      """,
      fixed: """
        const express = require("express");
        const { Queue } = require("bullmq");
        const mails = new Queue("mails");
        const app = express();
        app.post("/contact", async (req, res) => {
          await mails.add("contact", { text: req.body.text }, { attempts: 5 });
          res.end();
        });
        """
    ),
    .reported(
      "a mail in Python whose failure is only logged",
      """
      import logging
      import smtplib
      from flask import Flask, request

      app = Flask(__name__)
      server = smtplib.SMTP("smtp.example", timeout=5)

      @app.post("/contact")
      def contact():
          try:
              ↓server.sendmail("us@example.com", "us@example.com", request.json["text"])
          except smtplib.SMTPException as error:
              logging.error(error)
          return {"ok": True}
      """,
      fixed: """
        from flask import Flask, request
        from tasks import send_contact

        app = Flask(__name__)

        @app.post("/contact")
        def contact():
            send_contact.delay(request.json["text"])
            return {"ok": True}
        """,
      path: "app.py"
    ),
    .project(
      "a helper that reads the row, sends the mail, and leaves its failure to who asks",
      ordering("await ↓sendOrderMail(order.id);"),
      fixed: ordering("mails.add(\"order\", { id: order.id }, { attempts: 5 });")
    ),
    .silent(
      "nobody waits for the mail",
      """
      const express = require("express");
      const nodemailer = require("nodemailer");
      const transport = nodemailer.createTransport({ host: "smtp", socketTimeout: 5000 });
      const app = express();
      app.post("/contact", (req, res) => {
        transport.sendMail({ to: "us@example.com", text: req.body.text }).catch((error) => console.error(error));
        res.end();
      });
      """
    ),
    .silent(
      "a job sends it",
      """
      const { Worker } = require("bullmq");
      const nodemailer = require("nodemailer");
      const transport = nodemailer.createTransport({ host: "smtp", socketTimeout: 5000 });
      new Worker("mails", async (job) => {
        try {
          await transport.sendMail({ to: job.data.to });
        } catch (error) {
          console.error(error);
        }
      });
      """
    ),
  ]

  private static func ordering(_ step: String) -> [String: String] {
    [
      "mails.js": """
      const nodemailer = require("nodemailer");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const transport = nodemailer.createTransport({ host: "smtp", socketTimeout: 5000 });
      exports.sendOrderMail = async (id) => {
        const order = await prisma.order.findUnique({ where: { id } });
        await transport.sendMail({ to: order.address, text: "thanks" });
      };
      """,
      "server.js": """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const { Queue } = require("bullmq");
      const { sendOrderMail } = require("./mails");
      const prisma = new PrismaClient();
      const mails = new Queue("mails");
      const app = express();
      app.post("/orders", async (req, res) => {
        const order = await prisma.order.create({ data: { total: req.body.total } });
        try {
          \(step)
        } catch (error) {
          console.error("mail", error);
        }
        res.json(order);
      });
      """,
    ]
  }
}
