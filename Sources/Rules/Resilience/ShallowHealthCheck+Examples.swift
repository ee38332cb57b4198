// Probes that know nothing, and those that ask.

extension ShallowHealthCheck {
  static let examples: [Example] = [
    .reported(
      "the probe of a service with a database",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      ↓app.get("/health", (req, res) => res.json({ status: "ok" }));
      app.get("/orders", async (req, res) => res.json(await prisma.order.findMany({ take: 20 })));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/health", (req, res) => res.json({ status: "ok" }));
        app.get("/ready", async (req, res) => res.json(await prisma.$queryRaw`SELECT 1`));
        app.get("/orders", async (req, res) => res.json(await prisma.order.findMany({ take: 20 })));
        app.listen(3000);
        """
    ),
    .reported(
      "an answer under the root that says nothing but that the process runs",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      ↓app.get("/", (req, res) => {
        res.json({ message: "the shop's interface", status: "ok" });
      });
      app.get("/orders", async (req, res) => res.json(await prisma.order.findMany({ take: 20 })));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/", (req, res) => {
          res.json({ message: "the shop's interface", status: "ok" });
        });
        app.get("/ready", async (req, res) => res.json(await prisma.$queryRaw`SELECT 1`));
        app.get("/orders", async (req, res) => res.json(await prisma.order.findMany({ take: 20 })));
        app.listen(3000);
        """
    ),
    .reported(
      "a probe in Python",
      """
      import psycopg2
      from flask import Flask

      app = Flask(__name__)
      connection = psycopg2.connect("dbname=shop", connect_timeout=5)

      @↓app.get("/healthz")
      def health():
          return {"ok": True}

      @app.get("/orders")
      def orders():
          cursor = connection.cursor()
          cursor.execute("SELECT id FROM orders LIMIT 20")
          return {"rows": cursor.fetchall()}
      """,
      fixed: """
        import psycopg2
        from flask import Flask

        app = Flask(__name__)
        connection = psycopg2.connect("dbname=shop", connect_timeout=5)

        @app.get("/healthz")
        def health():
            connection.cursor().execute("SELECT 1")
            return {"ok": True}

        @app.get("/orders")
        def orders():
            cursor = connection.cursor()
            cursor.execute("SELECT id FROM orders LIMIT 20")
            return {"rows": cursor.fetchall()}
        """,
      path: "app.py"
    ),
    .silent(
      "nothing that the service needs can be away",
      """
      const express = require("express");
      const app = express();
      app.get("/health", (req, res) => res.json({ status: "ok" }));
      app.get("/sum", (req, res) => res.json(1 + 1));
      app.listen(3000);
      """
    ),
    .silent(
      "the probe asks something that is not known",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const monitor = require("company-monitor");
      const prisma = new PrismaClient();
      const app = express();
      app.get("/health", async (req, res) => res.json(await monitor.check()));
      app.get("/orders", async (req, res) => res.json(await prisma.order.findMany({ take: 20 })));
      app.listen(3000);
      """
    ),
  ]
}
