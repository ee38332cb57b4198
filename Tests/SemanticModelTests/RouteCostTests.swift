// What one request of a route costs, its middlewares included.

import SemanticModel
import Testing

@Suite("The cost of a route")
struct RouteCostTests {
  struct Request: Sendable {
    let what: String
    let code: String
    let queries: String
    let waits: Int

    init(_ what: String, _ code: String, queries: String, waits: Int) {
      self.what = what
      self.code = code
      self.queries = queries
      self.waits = waits
    }
  }

  @Test("one request asks and waits:", arguments: cases)
  func cost(of request: Request) async throws {
    let head = """
      const { ask } = require("./db");
      const passport = require("passport");
      const { Strategy } = require("passport-jwt");
      const app = require("express")();

      """
    let files = ["db.js": DataLayer.commonJS, "main.js": head + request.code]
    let program = await Project(files).program
    let route = try #require(program.routes.first)
    var waits = Waits(in: program)
    #expect(program.cost(of: route).polynomial(of: [.query, .write]) == request.queries)
    #expect(waits.count(for: route) == request.waits)
  }

  private static let cases: [Request] = [
    Request(
      "once in the handler",
      "app.get(\"/x\", async (req, res) => { res.json(await ask(1)); });",
      queries: "1",
      waits: 1
    ),
    Request(
      "in the middlewares too",
      """
      app.use(async (req, res, next) => { req.user = await ask(1); next(); });
      app.get("/x", async (req, res) => { await ask(2); await ask(3); });
      """,
      queries: "3",
      waits: 3
    ),
    Request(
      "in one of two arms",
      """
      app.get("/x", async (req, res) => {
        if (req.query.all) { await ask(1); await ask(2); } else { await ask(3); }
        await ask(4);
      });
      """,
      queries: "3",
      waits: 3
    ),
    Request(
      "at once",
      "app.get(\"/x\", async (req, res) => { await Promise.all([ask(1), ask(2)]); });",
      queries: "2",
      waits: 1
    ),
    Request(
      "in a loop",
      """
      app.get("/x", async (req, res) => {
        await ask(0);
        for (const id of req.body.ids) await ask(id);
      });
      """,
      queries: "1 + N",
      waits: 2
    ),
    Request(
      "in a wrapped handler",
      """
      const wrap = (f) => (req, res, next) => Promise.resolve(f(req, res, next)).catch(next);
      app.get("/x", wrap(async (req, res) => { await ask(1); }));
      """,
      queries: "1",
      waits: 1
    ),
    Request(
      "behind a middleware that signs in",
      """
      const find = async (payload, done) => { done(null, await ask(payload.sub)); };
      passport.use(new Strategy({}, find));
      app.get("/x", passport.authenticate("jwt"), async (req, res) => { await ask(1); });
      """,
      queries: "2",
      waits: 2
    ),
  ]

  @Test(
    "a query is named by its table, model or receiver",
    arguments: [
      ("pool.query(\"SELECT * FROM orders WHERE id = $1\", [1])", "orders"),
      ("pool.query(`insert into \"line_items\" (a) values (1)`)", "line_items"),
      ("pool.query(\"UPDATE users SET a = 1\")", "users"),
      ("pool.query(text)", "pool"),
    ]
  )
  func tables(of code: String, _ table: String) async throws {
    let head = "const { Pool } = require(\"pg\");\nconst pool = new Pool();\n"
    let program = await Project(["main.js": head + code]).program
    let query = try #require(program.calls(with: [.query, .write]).first)
    #expect(query.queriedTable == table)
  }
}
