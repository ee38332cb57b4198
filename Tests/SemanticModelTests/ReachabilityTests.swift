// From where a statement can be reached.

import SemanticModel
import Testing

@Suite("Reachability")
struct ReachabilityTests {
  struct Reach: Sendable {
    let what: String
    let files: [String: String]
    let kinds: EntryKinds
    static func file(_ what: String, _ path: String, _ code: String, _ kinds: EntryKinds) -> Reach {
      let up = String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
      let head = "const { ask } = require(\"./\(up)db\");\n"
      let files = ["db.js": DataLayer.commonJS, path: head + code]
      return Reach(what: what, files: files, kinds: kinds)
    }
  }

  @Test("a statement is reached from where it is used:", arguments: cases)
  func kinds(of subject: Reach) async {
    let project = await Project(subject.files)
    let calls = project.program.calls(with: [.query])
    #expect(calls.count == 1)
    for call in calls {
      let kinds = EntryKind.allCases.filter { call.isReached(from: EntryKinds($0)) }
      #expect(EntryKinds(kinds.map { EntryKinds($0) }) == subject.kinds, "\(kinds)")
    }
  }
  private static let express = "const app = require(\"express\")();\n"
  private static let cases: [Reach] = [
    .file(
      "a route",
      "main.js",
      express + "app.get(\"/a\", async (req, res) => { res.json(await ask(1)); });",
      EntryKinds(.request)
    ),
    .file(
      "a route whose handler stands elsewhere",
      "main.js",
      express + "const list = async (req, res) => res.json(await ask(1));\napp.get(\"/a\", list);",
      EntryKinds(.request)
    ),
    .file(
      "middleware",
      "main.js",
      express + "app.use(async (req, res, next) => { await ask(1); next(); });",
      EntryKinds(.request)
    ),
    .file(
      "a job",
      "jobs/nightly.js",
      "const cron = require(\"node-cron\");\ncron.schedule(\"0 3 * * *\", async () => { await ask(1); });",
      EntryKinds(.job)
    ),
    .file("the start of the process", "main.js", "ask(1);", EntryKinds(.startup)),
    .file("a script", "scripts/fill.js", "ask(1);", EntryKinds(.script)),
    .file(
      "a seed",
      "prisma/seed.js",
      "async function main() { await ask(1); }\nmain();",
      EntryKinds(.script)
    ),
    .file(
      "a test",
      "test/orders.test.js",
      "it(\"asks\", async () => { await ask(1); });",
      EntryKinds(.test)
    ),
    .file("nowhere", "main.js", "function unused() { return ask(1); }\nunused.name;", []),
    .file(
      "a route of a test's own server",
      "test/server.test.js",
      express + "app.get(\"/a\", async (req, res) => { res.json(await ask(1)); });",
      EntryKinds(.test)
    ),
    .file(
      "a route and a job",
      "main.js",
      express
        + "const cron = require(\"node-cron\");\nconst work = async () => { await ask(1); };\n"
        + "app.post(\"/run\", work);\ncron.schedule(\"* * * * *\", work);",
      [EntryKinds(.request), EntryKinds(.job)]
    ),
  ]
  @Test("the way from a route to a statement is told call by call")
  func approach() async throws {
    let project = await Project([
      "db.js": DataLayer.commonJS,
      "service.js": "const { ask } = require('./db'); exports.load = (id) => ask(id);",
      "app.js": Self.express
        + "const { load } = require('./service');\napp.get('/orders/:id', async (req, res) => { res.json(await load(1)); });",
    ])
    let call = try #require(project.program.calls(with: [.query]).first)
    let way = try #require(project.program.approach(to: call.function, from: .serving))
    #expect(project.program.label(of: way.entry) == "GET /orders/:id")
    #expect(way.calls.map(\.calleeText) == ["load", "ask"])
  }

  @Test("each of many handlers behind one wrapper is reached from its route")
  func manyWrapped() async {
    let numbers = 0..<60
    let project = await Project([
      "db.js": DataLayer.commonJS,
      "wrap.js": """
      exports.wrap = (label, handler) => async (req, res, next) => {
        try { return await handler(req, res, next); } catch (error) { next(error); }
      };
      """,
      "controllers.js": """
      const { pool } = require("./db");
      const { wrap } = require("./wrap");
      \(numbers.map {
        "exports.list\($0) = wrap(\"\($0)\", async (req, res) => { res.json(await pool.query(\"SELECT \($0)\")); });"
      }.joined(separator: "\n"))
      """,
      "app.js": Self.express + "const controllers = require('./controllers');\n"
        + numbers.map { "app.get(\"/\($0)\", controllers.list\($0));" }.joined(separator: "\n"),
    ])
    let asked = project.program.calls(with: [.query]).filter { $0.unit.path == "controllers.js" }
    #expect(asked.count == numbers.count)
    #expect(asked.allSatisfy { $0.isReached(from: EntryKinds(.request)) })
  }

  @Test("a method that only its library calls is reached from the route that it answers")
  func answeringMethod() async throws {
    let project = await Project([
      "main.py": """
      from flask import Flask
      from flask_rest_jsonapi import Api, ResourceDetail
      from models import Order

      app = Flask(__name__)

      class OrderDetail(ResourceDetail):
          def after_patch(self, result):
              return Order.query.all()

      api = Api(app)
      api.route(OrderDetail, "order_detail", "/orders/<int:id>")
      """,
      "models.py": """
      from flask_sqlalchemy import SQLAlchemy

      db = SQLAlchemy()

      class Order(db.Model):
          id = db.Column(db.Integer, primary_key=True)
      """,
    ])
    let call = try #require(project.program.calls(with: [.query]).first)
    #expect(call.isReached(from: EntryKinds(.request)))
  }
}
