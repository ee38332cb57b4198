// Requests that fail with another service, and those that do not.

extension MissingFallback {
  static let examples: [Example] = [
    .project(
      "messages of two files, each to be handed over by itself",
      [
        "mail.js": """
        const nodemailer = require("nodemailer");
        const transport = nodemailer.createTransport({ host: "smtp", socketTimeout: 5000 });
        module.exports = (to) => transport.sendMail({ to, subject: "News" });
        """,
        "invite.js": """
        const { Router } = require("express");
        const sendMail = require("./mail");
        const router = Router();
        router.post("/invite", async (req, res) => {
          await ↓sendMail(req.body.to);
          res.end();
        });
        module.exports = router;
        """,
        "server.js": """
        const express = require("express");
        const sendMail = require("./mail");
        const app = express();
        app.use(require("./invite"));
        app.post("/ask", async (req, res) => {
          await ↓sendMail("us@example.com");
          res.end();
        });
        app.listen(3000);
        """,
      ],
      fixed: [
        "mail.js": """
        const { Queue } = require("bullmq");
        const mails = new Queue("mails");
        module.exports = (to) => mails.add("news", { to, subject: "News" });
        """
      ]
    ),
    .project(
      "the user is stored, and the registration fails with the mail server",
      [
        "mail.js": """
        const nodemailer = require("nodemailer");
        const transport = nodemailer.createTransport({ host: "smtp", socketTimeout: 5000 });
        module.exports = (to) => transport.sendMail({ to, subject: "Welcome" });
        """,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const sendMail = require("./mail");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/register", async (req, res) => {
          const user = await prisma.user.create({ data: req.body });
          await ↓sendMail(user.email);
          res.json(user);
        });
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const { Queue } = require("bullmq");
        const { PrismaClient } = require("@prisma/client");
        const mails = new Queue("mails");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/register", async (req, res) => {
          const user = await prisma.user.create({ data: req.body });
          await mails.add("welcome", { to: user.email }, { attempts: 5 });
          res.json(user);
        });
        """
      ]
    ),
    .reported(
      "a failure that is told in other words is still a failure of the request",
      """
      const express = require("express");
      const twilio = require("twilio")("sid", "token");
      const app = express();
      app.post("/codes", async (req, res) => {
        try {
          await ↓twilio.messages.create({ to: req.body.phone, body: "1234" });
          res.json({ sent: true });
        } catch (error) {
          res.status(500).json({ message: "could not be sent" });
        }
      });
      """,
      fixed: """
        const express = require("express");
        const twilio = require("twilio")("sid", "token");
        const app = express();
        app.post("/codes", (req, res) => {
          twilio.messages.create({ to: req.body.phone, body: "1234" }).catch((error) => console.error(error));
          res.status(202).end();
        });
        """
    ),
    .reported(
      "a search that is nothing without the geocoder",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/near/:zip", async (req, res) => {
        const { data } = await ↓axios.get("https://geo.example/" + req.params.zip, { timeout: 2000 });
        res.json(data);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const cache = new Map();
        const app = express();
        app.get("/near/:zip", async (req, res) => {
          try {
            const { data } = await axios.get("https://geo.example/" + req.params.zip, { timeout: 2000 });
            cache.set(req.params.zip, data);
            res.json(data);
          } catch (error) {
            res.json(cache.get(req.params.zip));
          }
        });
        """
    ),
    .reported(
      "a mail in Python, inside the request",
      """
      import smtplib
      from flask import Flask, request

      app = Flask(__name__)

      @app.post("/register")
      def register():
          with ↓smtplib.SMTP("smtp.example", timeout=5) as server:
              server.sendmail("us@example.com", request.json["email"], "Welcome")
          return {"ok": True}
      """,
      fixed: """
        from flask import Flask, request
        from tasks import send_welcome

        app = Flask(__name__)

        @app.post("/register")
        def register():
            send_welcome.delay(request.json["email"])
            return {"ok": True}
        """,
      path: "app.py"
    ),
    .silent(
      "nobody waits for the call",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/events", (req, res) => {
        axios.post("https://events.example", req.body).catch((error) => console.error(error));
        res.end();
      });
      """
    ),
    .silent(
      "all are waited for, and none can fail the request",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/prices", async (req, res) => {
        const [first, second] = await Promise.allSettled([
          axios.get("https://first.example/price", { timeout: 2000 }),
          axios.get("https://second.example/price", { timeout: 2000 }),
        ]);
        res.json({ first: first.value, second: second.value });
      });
      """
    ),
    .silent(
      "a breaker stands around the call",
      """
      const express = require("express");
      const axios = require("axios");
      const CircuitBreaker = require("opossum");
      const app = express();
      const rates = new CircuitBreaker(() => axios.get("https://rates.example", { timeout: 2000 }));
      app.get("/rates", async (req, res) => {
        const { data } = await rates.fire();
        res.json(data);
      });
      """
    ),
    .silent(
      "a job may fail and run again",
      """
      const cron = require("node-cron");
      const axios = require("axios");
      cron.schedule("0 * * * *", async () => {
        await axios.get("https://rates.example", { timeout: 2000 });
      });
      """
    ),
    .silent(
      "the framework sends the mail behind the answer",
      """
      import smtplib
      from fastapi import BackgroundTasks, FastAPI

      app = FastAPI()

      def send(to: str):
          with smtplib.SMTP("smtp.example", timeout=5) as server:
              server.sendmail("us@example.com", to, "Welcome")

      @app.post("/register")
      def register(to: str, tasks: BackgroundTasks):
          tasks.add_task(send, to)
          return {"ok": True}
      """,
      path: "app.py"
    ),
    .silent(
      "the sender of a delivery sends it again",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/webhooks/payments", async (req, res) => {
        await axios.post("https://crm.example/payments", req.body, { timeout: 2000 });
        res.end();
      });
      """
    ),
    .silent(
      "whoever tries whether mails go out asks for nothing else",
      """
      const express = require("express");
      const nodemailer = require("nodemailer");
      const transport = nodemailer.createTransport(process.env.SMTP_URL);
      const app = express();
      app.post("/settings/mail-check", async (req, res) => {
        await transport.sendMail({ to: req.body.to, subject: "It works" });
        res.json({ sent: true });
      });
      """
    ),
  ]
}
