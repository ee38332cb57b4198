// What is told for sure, and what is left to be checked.

import Findings
import Testing

@Suite("Certainty")
struct CertaintyTests {
  private func only(_ rule: String, _ files: [String: String]) async throws -> Finding {
    let found = await findings(of: rule, in: files)
    #expect(found.count == 1)
    return try #require(found.first)
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
    """

  private func server(_ path: String, _ verb: String = "post") -> String {
    """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    const app = express();
    app.\(verb)("\(path)", async (req, res) => {
      res.json(await prisma.order.create({ data: { userId: req.body.user, status: "new" } }));
    });
    app.get("/users/:id/orders", async (req, res) => {
      const orders = await prisma.order.findMany({ where: { userId: Number(req.params.id) }, take: 20 });
      res.json(orders);
    });
    """
  }

  @Test("an index for rows that users make is told for sure")
  func usedTable() async throws {
    let finding = try await only(
      "missing-index",
      ["schema.prisma": Self.schema, "server.js": server("/orders")]
    )
    #expect(finding.tier == .finding && finding.confirm == nil)
    #expect(finding.impact.estimate.contains("a tenth of the requests"))
  }

  @Test("an index for rows that are taken away before the next is made is to be checked")
  func clearedTable() async throws {
    let cleared = server("/orders").replacing(
      "  res.json(await prisma.order.create",
      with:
        "  await prisma.order.deleteMany({ where: { userId: req.body.user } });\n  res.json(await prisma.order.create"
    )
    let finding = try await only(
      "missing-index",
      ["schema.prisma": Self.schema, "server.js": cleared]
    )
    #expect(finding.tier == .suspicious)
  }

  @Test("a count that the next change counts again is to be checked")
  func recounted() async throws {
    let finding = try await only(
      "check-then-act",
      [
        "schema.prisma": Self.schema,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/shops/:id/reviews", async (req, res) => {
          const shopId = Number(req.params.id);
          await prisma.review.create({ data: { shopId, stars: req.body.stars } });
          const votes = await prisma.review.count({ where: { shopId } });
          await prisma.shop.update({ where: { id: shopId }, data: { votes } });
          res.end();
        });
        """,
      ]
    )
    #expect(finding.tier == .suspicious)
  }

  @Test("a service whose image asks for its health by itself is to be checked")
  func imageProbe() async throws {
    let files = ["server.js": server("/orders"), "schema.prisma": Self.schema]
    let dockerfile = "FROM node:22\nCMD [\"node\", \"server.js\"]\n"
    let started = files.merging(
      ["server.js": server("/orders") + "\napp.listen(3000);", "Dockerfile": dockerfile]
    ) { $1 }
    #expect(try await only("missing-health-check", started).tier == .finding)
    let probed = started.merging(
      ["Dockerfile": dockerfile + "HEALTHCHECK CMD node scripts/healthcheck.js\n"]
    ) { $1 }
    let finding = try await only("missing-health-check", probed)
    #expect(finding.tier == .suspicious && finding.confirm?.contains("Dockerfile") == true)
  }

  @Test("an index for rows that only administrators make is to be checked")
  func administeredTable() async throws {
    let finding = try await only(
      "missing-index",
      ["schema.prisma": Self.schema, "server.js": server("/admin/orders")]
    )
    #expect(finding.tier == .suspicious)
    #expect(finding.confirm?.contains("how many rows `Order` has") == true)
  }

  private func inRoute(_ body: String, before: String = "") -> [String: String] {
    [
      "server.js": """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      \(before)
      app.get("/orders/:id", async (req, res) => {
      \(body)
      });
      """
    ]
  }

  // Lists were told for sure once: readers did not act on the few milliseconds that they win.
  @Test("lists and look-ups that wait in line are to be measured")
  func waits() async throws {
    let three = try await only(
      "await-waterfall",
      inRoute(
        """
          const orders = await prisma.order.findMany({ take: 20 });
          const notes = await prisma.note.findMany({ take: 20 });
          const parcels = await prisma.parcel.findMany({ take: 20 });
          res.json({ orders, notes, parcels });
        """
      )
    )
    #expect(three.tier == .suspicious && three.confirm?.contains("would save") == true)
    let lists = try await only(
      "await-waterfall",
      inRoute(
        """
          const orders = await prisma.order.findMany({ take: 20 });
          const notes = await prisma.note.findMany({ take: 20 });
          res.json({ orders, notes });
        """
      )
    )
    #expect(lists.tier == .suspicious)
    #expect(lists.confirm?.contains("the shorter of the two") == true)
    let lookUps = try await only(
      "await-waterfall",
      inRoute(
        """
          const order = await prisma.order.findUnique({ where: { id: Number(req.params.id) } });
          const user = await prisma.user.findUnique({ where: { id: req.query.user } });
          res.json({ order, user });
        """
      )
    )
    #expect(lookUps.tier == .suspicious)
    #expect(lookUps.confirm?.contains("look-ups by key") == true)
    #expect(lookUps.impact.estimate.contains("2 × 1 ms"))
  }

  @Test("a call without a deadline that the request starts and leaves alone parks no request")
  func leftAlone() async throws {
    let finding = try await only(
      "missing-timeout",
      inRoute(
        "  tell(req.params.id);\n  res.sendStatus(202);",
        before:
          "async function tell(id) { try { await fetch(`https://x.example/${id}`); } catch (e) { console.error(e); } }"
      )
    )
    #expect(finding.severity == .medium)
    #expect(finding.impact.estimate.contains("each run waits"))
  }

  @Test("an answer that a shared cache may keep is told so")
  func keptAnswer() async throws {
    let finding = try await only(
      "missing-timeout",
      inRoute(
        """
          const answer = await fetch("https://x.example/stars");
          res.set("Cache-Control", "s-maxage=3600");
          res.json(await answer.json());
        """
      )
    )
    #expect(finding.severity == .medium)
    #expect(finding.problem.contains("shared cache in front"))
  }

  @Test("a promise behind `void` is left alone on purpose")
  func onPurpose() async throws {
    let finding = try await only(
      "floating-promise",
      inRoute(
        "  void note(req.params.id);\n  res.sendStatus(202);",
        before: "async function note(id) { await prisma.visit.create({ data: { id } }); }"
      )
    )
    #expect(finding.tier == .suspicious)
  }

  @Test("a small file that is read at once is to be checked")
  func smallFile() async throws {
    let finding = try await only(
      "event-loop-block",
      inRoute(
        "  res.send(fs.readFileSync(\"./letter.html\"));",
        before: "const fs = require(\"fs\");"
      )
    )
    #expect(finding.severity == .monitor && finding.tier == .suspicious)
  }

  @Test(
    "a rejection that nobody answers ends the process only where nothing listens for it",
    arguments: [
      ("", Severity.high), ("process.on('unhandledRejection', (e) => console.error(e));", .medium),
    ]
  )
  func rejections(listener: String, severity: Severity) async throws {
    let code = """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      \(listener)
      app.get("/orders", async (req, res) => {
        res.json((await pool.query("SELECT * FROM orders LIMIT 20")).rows);
      });
      app.listen(3000);
      """
    let package = #"{ "dependencies": { "express": "^4.19.0", "pg": "^8.11.0" } }"#
    let found = try await only(
      "unhandled-rejection",
      ["server.js": code, "package.json": package]
    )
    #expect(found.severity == severity)
    #expect(found.problem.contains("ends a Node.js process") == listener.isEmpty)
  }

  @Test(
    "a call without a deadline is told for sure only where users wait for it",
    arguments: [("/rates", Tier.finding), ("/admin/rates", .suspicious)]
  )
  func deadlines(path: String, tier: Tier) async throws {
    let code = """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("\(path)", async (req, res) => {
        const { data } = await axios.get("https://rates.example/today");
        res.json(data);
      });
      """
    #expect(try await only("missing-timeout", ["server.js": code]).tier == tier)
  }

  @Test(
    "a number that is lost in a cart costs less than one that is lost in a store",
    arguments: [("CartItem", Tier.suspicious), ("StoreItem", .finding)]
  )
  func carts(model: String, tier: Tier) async throws {
    let finding = try await only(
      "check-then-act",
      [
        "app.py": """
        from fastapi import Depends, FastAPI
        from sqlalchemy import Column, Integer, create_engine
        from sqlalchemy.orm import Session, declarative_base, sessionmaker
        app = FastAPI()
        Base = declarative_base()
        Sessions = sessionmaker(create_engine("postgresql:///shop"))
        class \(model)(Base):
            __tablename__ = "items"
            id = Column(Integer, primary_key=True)
            quantity = Column(Integer)
        def get_db():
            with Sessions() as session:
                yield session
        @app.post("/items/{id}")
        def add(id: int, more: int, db: Session = Depends(get_db)):
            item = db.query(\(model)).filter(\(model).id == id).first()
            item.quantity = item.quantity + more
            db.commit()
        """
      ]
    )
    #expect(finding.tier == tier)
  }
}
