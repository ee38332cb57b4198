// What is sure only where the code shows that users ask for it as they go.

import Findings
import Testing

@Suite("Usual requests")
struct UsualRequestTests {
  private func tiers(_ rule: String, _ files: [String: String]) async -> [Tier] {
    await findings(of: rule, in: files).map(\.tier)
  }

  private static let schema = """
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }
    model Order {
      id     Int @id @default(autoincrement())
      userId Int
      status String
    }
    model AccessToken {
      id     Int @id @default(autoincrement())
      userId Int
      name   String
      token  String @unique
    }
    """

  private func server(_ route: String) -> [String: String] {
    [
      "schema.prisma": Self.schema,
      "server.js": """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders", async (req, res) => {
        res.json(await prisma.order.create({ data: { userId: req.body.user, status: "new" } }));
      });
      app.post("/tokens", async (req, res) => {
        res.json(await prisma.accessToken.create({ data: { userId: req.user.id, name: req.body.name, token: "x" } }));
      });
      \(route)
      """,
    ]
  }

  @Test(
    "an index is worth its price where a route that is asked all the time needs it",
    arguments: [
      ("get(\"/users/:ref/orders\"", Tier.finding), ("post(\"/payments\"", .finding),
      ("post(\"/payments/verify\"", .suspicious), ("get(\"/orders/export\"", .suspicious),
      ("patch(\"/orders/:ref\"", .suspicious), ("post(\"/forgot-password\"", .suspicious),
    ]
  )
  func index(route: String, tier: Tier) async {
    let files = server(
      "app.\(route), async (req, res) => res.json(await prisma.order.findFirst({ where: { userId: Number(req.params.ref) } })));"
    )
    #expect(await tiers("missing-index", files) == [tier])
  }

  @Test("tokens that people name are few")
  func namedTokens() async {
    let files = server(
      "app.get(\"/tokens\", async (req, res) => res.json(await prisma.accessToken.findMany({ where: { userId: req.user.id } })));"
    )
    #expect(await tiers("missing-index", files) == [.suspicious])
  }

  @Test("the newest row may be found along the key")
  func newest() async {
    func files(_ order: String) -> [String: String] {
      server(
        "app.get(\"/last/:ref\", async (req, res) => res.json(await prisma.order.findFirst({ where: { userId: Number(req.params.ref) }\(order) })));"
      )
    }
    #expect(await tiers("missing-index", files(", orderBy: { id: \"desc\" }")) == [.suspicious])
    #expect(await tiers("missing-index", files("")) == [.finding])
  }

  @Test("what only requests run that take something away is asked seldom")
  func deletion() async {
    func files(_ verb: String) -> [String: String] {
      [
        "package.json": "{\"dependencies\": {\"next\": \"14.0.0\", \"pg\": \"8.0.0\"}}",
        "pages/api/shelves.js": """
        import { Pool } from "pg";
        const pool = new Pool();
        export default async function handler(req, res) {
          if (req.method === "\(verb)") {
            const { rows } = await pool.query("SELECT id FROM books WHERE shelf = $1", [req.query.id]);
            for (const row of rows) console.log("book", row.id);
            res.end();
          }
        }
        """,
      ]
    }
    let (usual, rare) = (
      await findings(of: "log-flooding", in: files("GET")),
      await findings(of: "log-flooding", in: files("DELETE"))
    )
    // A line per row is a question wherever it stands.
    #expect(usual.map(\.tier) == [.suspicious] && rare.map(\.tier) == [.suspicious])
  }

  @Test("a provider that no module leads to is to be checked")
  func provider() async {
    func files(_ module: String) -> [String: String] {
      [
        "main.ts": """
        import { NestFactory } from "@nestjs/core";
        import { AppModule } from "./app.module";
        const app = await NestFactory.create(AppModule);
        """,
        "app.module.ts": """
        import { Module } from "@nestjs/common";
        import { Orders } from "./orders";
        \(module)
        @Module({ controllers: [Orders] })
        export class AppModule {}
        """,
        "orders.ts": """
        import { Controller, Get } from "@nestjs/common";
        @Controller("orders")
        export class Orders { @Get() all() {} }
        """,
        "language.guard.ts": """
        import { CanActivate, Injectable } from "@nestjs/common";
        import axios from "axios";
        @Injectable()
        export class LanguageGuard implements CanActivate {
          async canActivate() { return (await axios.get("https://words.example.com")).data; }
        }
        """,
      ]
    }
    #expect(await tiers("missing-timeout", files("")) == [.suspicious])
    #expect(
      await tiers("missing-timeout", files("import { LanguageGuard } from \"./language.guard\";"))
        == [.finding]
    )
  }

  @Test("a listener that notes a failure may let the process go on by choice")
  func noted() async {
    func files(_ body: String) -> [String: String] {
      [
        "server.js": """
        const express = require("express");
        const app = express();
        app.listen(3000);
        process.on("unhandledRejection", (error) => { \(body) });
        """
      ]
    }
    #expect(await tiers("swallowed-crash", files("")) == [.finding])
    #expect(await tiers("swallowed-crash", files("console.log(error);")) == [.suspicious])
  }

  @Test("an answer that caches in front keep is asked for seldom")
  func keptInFront() async {
    func files(_ header: String) -> [String: String] {
      [
        "server.js": """
        const express = require("express");
        const app = express();
        app.get("/stars", async (req, res) => {
          const answer = await fetch("https://x.example/stars");
          \(header)
          res.json(answer.ok);
        });
        """
      ]
    }
    #expect(await tiers("missing-timeout", files("")) == [.finding])
    #expect(
      await tiers("missing-timeout", files("res.set(\"Cache-Control\", \"s-maxage=3600\");"))
        == [.suspicious]
    )
  }

  @Test("a proxy of streams is not told to end them after a short time")
  func streams() async throws {
    let found = await findings(
      of: "missing-timeout",
      in: [
        "server.js": """
        const express = require("express");
        const app = express();
        app.post("/ingest", async (req, res) => {
          const answer = await fetch("https://x.example/e", { method: "POST", body: req, duplex: "half" });
          answer.body.pipe(res);
        });
        """
      ]
    )
    let fix = try #require(found.first?.fix)
    #expect(fix.after == nil)
    #expect("\(fix)".contains("AbortController"))
  }

  @Test("what reads the header of a caller fails for other reasons than an outage")
  func parsed() async {
    func files(_ line: String) -> [String: String] {
      [
        "app.py": """
        from flask import Flask, abort, request
        from flask_sqlalchemy import SQLAlchemy
        app = Flask(__name__)
        db = SQLAlchemy(app)
        class Token(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            value = db.Column(db.String(80), unique=True)
        @app.get("/orders")
        def orders():
            token = request.headers.get("Authorization")
            try:
                \(line)
                found = Token.query.filter_by(value=token).first()
            except Exception:
                abort(401)
            return {"id": found.id}
        """
      ]
    }
    #expect(await tiers("hidden-failure", files("pass")) == [.finding])
    #expect(
      await tiers("hidden-failure", files("kind, token = token.split(\" \", 1)")) == [.suspicious]
    )
  }
}
