// What runs before a handler, and what becomes of its rejections.

import SemanticModel
import Testing

@Suite("What runs before a handler")
struct RouteChainTests {
  private static let head = """
    const express = require("express");
    const mark = require("express-async-handler");
    const app = express();
    const one = (req, res, next) => next();
    const two = (req, res, next) => next();
    const show = async (req, res) => { res.json(await load()); };

    """

  struct Chain: Sendable {
    let what: String
    let code: String
    let names: [String]

    init(_ what: String, _ code: String, _ names: String...) {
      self.what = what
      self.code = code
      self.names = names
    }
  }

  @Test("middlewares come in the order in which they run:", arguments: chains)
  func names(of chain: Chain) async throws {
    let project = await Project(["main.js": Self.head + chain.code])
    let route = try #require(project.program.routes.first { $0.path == "/api/x" })
    let names = route.chain.map { $0.functions.map(project.program.name(of:)).joined() }
    #expect(names == chain.names)
  }

  private static let chains: [Chain] = [
    Chain(
      "of the application, then of the route",
      "app.use(one); app.get(\"/api/x\", two, show);",
      "one",
      "two"
    ),
    Chain("in an array", "app.get(\"/api/x\", [one, two], show);", "one", "two"),
    Chain("behind the route", "app.get(\"/api/x\", show); app.use(one);"),
    Chain(
      "under a path",
      "app.use(\"/api\", one); app.use(\"/web\", two); app.get(\"/api/x\", show);",
      "one"
    ),
    Chain(
      "beside the router that is mounted",
      "const r = express.Router(); r.use(two); r.get(\"/x\", show); app.use(\"/api\", one, r);",
      "one",
      "two"
    ),
    Chain(
      "behind the router that is mounted",
      "const r = express.Router(); r.get(\"/x\", show); app.use(\"/api\", r); app.use(one);"
    ),
    Chain(
      "registered by a function",
      "function setup(a) { a.use(one); } setup(app); app.get(\"/api/x\", show);",
      "one"
    ),
    Chain(
      "that answer for errors",
      "app.use((err, req, res, next) => next(err)); app.get(\"/api/x\", show);"
    ),
  ]

  struct Rejection: Sendable {
    let what: String
    let version: String
    let code: String
    let expected: Rejections

    init(_ what: String, _ version: String, _ code: String, _ expected: Rejections) {
      self.what = what
      self.version = version
      self.code = code
      self.expected = expected
    }
  }

  @Test("a rejection:", arguments: rejections)
  func rejection(of subject: Rejection) async throws {
    var files = ["main.js": Self.head + subject.code]
    files["package.json"] = "{ \"dependencies\": { \"express\": \"\(subject.version)\" } }"
    let project = await Project(files)
    let route = try #require(project.program.routes.first)
    #expect(route.rejections == subject.expected)
  }

  private static let rejections: [Rejection] = [
    Rejection("in Express 4", "^4.18.0", "app.get(\"/x\", show);", .lost),
    Rejection("in Express 5", "^5.0.0", "app.get(\"/x\", show);", .forwarded),
    Rejection("in who knows which Express", "latest", "app.get(\"/x\", show);", .unknown),
    Rejection("in a library's wrapper", "4", "app.get(\"/x\", mark(show));", .forwarded),
    Rejection(
      "in a wrapper of the project",
      "4",
      """
      const wrap = (f) => (req, res, next) => Promise.resolve(f(req, res, next)).catch(next);
      app.get("/x", wrap(show));
      """,
      .forwarded
    ),
    Rejection(
      "in a wrapper that tries",
      "4",
      """
      const wrap = (f) => async (req, res, next) => { try { await f(req, res); } catch (e) { next(e); } };
      app.get("/x", wrap(show));
      """,
      .forwarded
    ),
    Rejection(
      "in a wrapper that only logs",
      "4",
      "const wrap = (f) => (req, res) => { log(req); f(req, res); };\napp.get(\"/x\", wrap(show));",
      .lost
    ),
    Rejection(
      "where the framework is patched",
      "4",
      "require(\"express-async-errors\");\napp.get(\"/x\", show);",
      .forwarded
    ),
  ]

  @Test("a handler of errors is known by its four parameters")
  func errorHandlers() async {
    let code = Self.head + "app.get(\"/x\", show); app.use((err, req, res, next) => res.end());"
    let project = await Project(["main.js": code])
    #expect(project.program.errorHandlers.count == 1)
  }

  @Test("what plays a part is found through factories, members and what a function calls")
  func parts() async throws {
    let code =
      Self.head + """
        const limits = { api: makeLimit(5) };
        function makeLimit(n) { return mark((req, res, next) => next()); }
        app.use("/api", limits.api);
        app.get("/api/x", show);
        app.get("/y", show);
        """
    let project = await Project(["main.js": code])
    let parts = project.program.routes.map { $0.chain.plays(.asyncErrors) }
    #expect(parts == [true, false])
  }
}
