// What is told for sure only where rows are many: children, lists kept by hand, limits, habits.

import Findings
import Testing

@Suite("Few rows")
struct FewRowsTests {
  private static func server(_ routes: String) -> String {
    """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    const app = express();
    \(routes)
    """
  }

  private func tiers(_ rule: String, _ routes: String, schema: String? = nil) async -> [Tier] {
    var files = ["server.js": Self.server(routes)]
    if let schema {
      files["schema.prisma"] = """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        \(schema)
        """
    }
    return await findings(of: rule, in: files).map(\.tier)
  }

  @Test(
    "a statement for each child of one row is a question of how many there are",
    arguments: [("lines", Tier.suspicious), ("messages", .finding)]
  )
  func children(part: String, tier: Tier) async {
    let found = await tiers(
      "query-in-loop",
      """
      app.get("/baskets/:id", async (req, res) => {
        const basket = await prisma.basket.findUnique({ where: { id: req.params.id } });
        for (const one of basket.\(part)) {
          one.product = await prisma.product.findUnique({ where: { id: one.productId } });
        }
        res.json(basket);
      });
      """
    )
    #expect(found == [tier])
  }

  @Test("relations of the children of one row are a question of how many there are")
  func lazyChildren() async {
    let found = await findings(
      of: "lazy-relation",
      in: [
        "app.py": """
        from flask import Flask, jsonify
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Visit(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            helpers = db.relationship("Helper", back_populates="visit")

        class Person(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            name = db.Column(db.String)

        class Helper(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            visit_id = db.Column(db.ForeignKey("visit.id"), index=True)
            person_id = db.Column(db.ForeignKey("person.id"), index=True)
            visit = db.relationship("Visit", back_populates="helpers")
            person = db.relationship("Person")

        @app.get("/visits/<int:key>")
        def visit(key):
            one = db.session.get(Visit, key)
            return jsonify([helper.person.name for helper in one.helpers])

        @app.get("/helpers")
        def helpers():
            rows = Helper.query.limit(50).all()
            return jsonify([helper.person.name for helper in rows])
        """
      ]
    )
    #expect(found.map(\.tier).sorted { $0.rawValue < $1.rawValue } == [.finding, .suspicious])
  }

  private static let tables = """
    model Owner {
      id    Int    @id @default(autoincrement())
      name  String
      appointments  Appointment[]
    }
    model Appointment {
      id      Int    @id @default(autoincrement())
      ownerId Int
      name    String
      owner   Owner  @relation(fields: [ownerId], references: [id])
      @@index([ownerId])
    }
    model Section {
      id   Int    @id @default(autoincrement())
      name String
    }
    model Gadget {
      id   Int    @id @default(autoincrement())
      name String
    }
    """

  @Test(
    "a table that refers to nothing may be a short list",
    arguments: [("appointment", [Tier.finding]), ("gadget", [.suspicious])]
  )
  func tied(table: String, tiers expected: [Tier]) async {
    let found = await tiers(
      "unbounded-read",
      """
      app.get("/all", async (req, res) => res.json(await prisma.\(table).findMany()));
      app.post("/all", async (req, res) => res.json(await prisma.\(table).create({ data: req.body })));
      """,
      schema: Self.tables
    )
    #expect(found == expected)
  }

  @Test(
    "a limit that keeps abuse away may be passed by a few, that on bookings may not",
    arguments: [("booking", Tier.finding), ("remark", .suspicious)]
  )
  func limits(table: String, tier: Tier) async {
    let found = await tiers(
      "check-then-act",
      """
      app.post("/events/:id", async (req, res) => {
        const taken = await prisma.\(table).count({ where: { eventId: req.params.id } });
        if (taken >= 100) return res.status(409).end();
        res.json(await prisma.\(table).create({ data: { eventId: req.params.id, text: req.body.text } }));
      });
      """
    )
    #expect(found == [tier])
  }

  @Test(
    "a row that is made twice is a defect where its columns name somebody",
    arguments: [("email", Tier.finding), ("color", .suspicious)]
  )
  func twins(column: String, tier: Tier) async {
    let found = await tiers(
      "check-then-act",
      """
      app.post("/people", async (req, res) => {
        const known = await prisma.person.findFirst({ where: { \(column): req.body.\(column) } });
        if (known) return res.status(409).end();
        res.json(await prisma.person.create({ data: { \(column): req.body.\(column) } }));
      });
      """,
      schema: """
        model Person {
          id    Int    @id @default(autoincrement())
          email String
          color String
        }
        """
    )
    #expect(found == [tier])
  }

  @Test("a race that only a failure starts is to be checked")
  func behindFailure() async {
    let route = { (work: String) in
      """
      async function take(id) {
        const account = await prisma.account.findUnique({ where: { id } });
        await prisma.account.update({ where: { id }, data: { balance: account.balance - 1 } });
      }
      app.post("/accounts/:id", async (req, res) => {
        \(work)
        res.end();
      });
      """
    }
    #expect(await tiers("check-then-act", route("await take(req.params.id);")) == [.finding])
    let failing = "try { await send(req.body); } catch (error) { await take(req.params.id); }"
    #expect(await tiers("check-then-act", route(failing)) == [.suspicious])
  }

  @Test("the loop of an administrator's page is to be checked")
  func administration() async {
    let loop = { (path: String) in
      """
      app.get("\(path)", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 2000 });
        for (const order of orders) {
          order.customer = await prisma.customer.findUnique({ where: { id: order.customerId } });
        }
        res.json(orders);
      });
      """
    }
    #expect(await tiers("query-in-loop", loop("/orders")) == [.finding])
    #expect(await tiers("query-in-loop", loop("/admin/orders")) == [.suspicious])
  }

  @Test("what many handlers hide alike is one habit")
  func habit() async throws {
    let routes = (1...5).map { number in
      """
      app.get("/orders\(number)", async (req, res) => {
        try {
          res.json(await prisma.order.findMany({ take: \(number) }));
        } catch (error) {
          res.status(400).json({ error: "Your request could not be processed." });
        }
      });
      """
    }
    let all = await findings(
      of: "hidden-failure",
      in: ["server.js": Self.server(routes.joined(separator: "\n"))]
    )
    #expect(all.count == 1)
    let one = try #require(all.first)
    #expect(one.title.contains("and in 4 other handlers too"))
    #expect(one.routes?.count == 5)
    let few = await findings(
      of: "hidden-failure",
      in: ["server.js": Self.server(routes.prefix(3).joined(separator: "\n"))]
    )
    #expect(few.count == 3)
  }

  @Test("a method that only administrators may call is weighed so where its route is not seen")
  func hooks() async {
    let view = { (decorator: String) in
      [
        "app.py": """
        from flask import Flask
        from flask_restful import Resource
        from flask_sqlalchemy import SQLAlchemy
        from shop.guards import require_admin
        from shop.routing import register

        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Customer(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            name = db.Column(db.String)

        class Order(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            customer_id = db.Column(db.ForeignKey("customer.id"), index=True)

        class Orders(Resource):
            \(decorator)
            def get(self):
                orders = Order.query.limit(50).all()
                return [Customer.query.filter_by(id=order.customer_id).first().name for order in orders]

        register(app, Orders, "/orders")
        """
      ]
    }
    let open = await findings(of: "query-in-loop", in: view(""))
    let guarded = await findings(of: "query-in-loop", in: view("@require_admin"))
    #expect(open.map(\.tier) == [.finding])
    #expect(guarded.map(\.tier) == [.suspicious])
  }

  @Test("a service of Google takes the deadline where it is made")
  func googleService() async throws {
    let found = await findings(
      of: "missing-timeout",
      in: [
        "server.js": """
        const express = require("express");
        const { google } = require("googleapis");
        const app = express();
        const calendar = google.calendar({ version: "v3" });
        app.get("/days", async (req, res) => {
          res.json(await calendar.events.list({ calendarId: "primary" }));
        });
        """
      ]
    )
    let finding = try #require(found.first)
    #expect(finding.fix.description.contains("`timeout` in the client's options"))
    #expect(!finding.fix.description.contains("transporterOptions"))
  }
}
