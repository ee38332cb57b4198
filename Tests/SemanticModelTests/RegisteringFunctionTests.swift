// Routes that functions of the project register: which of them an entry stands for.

import SemanticModel
import Testing

@Suite("The routes of a function that registers what it is given")
struct RegisteringFunctionTests {
  private static let controllers = [
    "controller.js": """
    import { Router } from "express";
    class Controller {
      constructor() { this.app = Router(); }
      caught(handler) {
        return async (req, res) => { try { await handler(req, res); } catch (error) { failed(res); } };
      }
      route(options) {
        this.app[options.method](options.path, options.guard, this.caught(options.handler.bind(this)));
      }
      post(path, guard, handler) { this.route({ method: "post", path, guard, handler }); }
    }
    function failed(res) { res.sendStatus(500); }
    export default Controller;
    """,
    "orders.js": """
    import Controller from "./controller";
    class Orders extends Controller {
      constructor() {
        super();
        this.route({ method: "get", path: "/orders", guard: everybody, handler: this.list });
        this.post("/orders", staff, this.create);
      }
      async list(req, res) { await listed(); }
      async create(req, res) { await created(); }
    }
    async function listed() {}
    async function created() {}
    async function everybody(req, res, next) { await seen(); next(); }
    async function staff(req, res, next) { await admitted(); next(); }
    async function seen() {}
    async function admitted() {}
    export default Orders;
    """,
    "users.js": """
    import Controller from "./controller";
    class Users extends Controller {
      constructor() {
        super();
        this.route({ method: "get", path: "/", guard: open, handler: this.list });
      }
      async list(req, res) { await counted(); }
    }
    function open(req, res, next) { next(); }
    async function counted() {}
    export default Users;
    """,
    "main.js": """
    import express from "express";
    import Orders from "./orders";
    import Users from "./users";
    const app = express();
    app.use("/api", new Orders().app);
    app.use("/api/users", new Users().app);
    """,
  ]

  @Test(
    "an entry stands for the routes that name it, whoever else the same call registers",
    arguments: [
      ("listed", ["GET /api/orders"]), ("created", ["POST /api/orders"]),
      ("counted", ["GET /api/users"]), ("seen", ["GET /api/orders"]),
      ("admitted", ["POST /api/orders"]),
      ("failed", ["GET /api/orders", "GET /api/users", "POST /api/orders"]),
    ]
  )
  func routes(name: String, labels: [String]) async throws {
    let project = await Project(Self.controllers)
    let function = try #require(project.function(name))
    let approach = try #require(project.program.approach(to: function, from: EntryKinds(.request)))
    #expect(project.program.routes(of: approach).map(\.label).sorted() == labels)
    #expect(labels.contains(project.program.label(of: approach.entry)))
  }

  @Test("an entry stands where its path is written")
  func place() async throws {
    let project = await Project(Self.controllers)
    let function = try #require(project.function("counted"))
    let approach = try #require(project.program.approach(to: function, from: EntryKinds(.request)))
    let place = try #require(project.program.place(of: approach.entry))
    #expect(project.program.units[place.unit].path == "users.js")
  }

  @Test(
    "functions of Flask and FastAPI that add rules are read once for each of their calls",
    arguments: [
      ("flask", "Flask(__name__)", "app.add_url_rule(path, view_func=run, methods=[verb])"),
      ("fastapi", "FastAPI()", "app.add_api_route(path, run, methods=[verb])"),
    ]
  )
  func python(package: String, made: String, added: String) async throws {
    let kind = made.prefix { $0 != "(" }
    let project = await Project([
      "main.py": """
      from \(package) import \(kind)

      app = \(made)

      def register(path, run, verb="GET"):
          \(added)

      def listed():
          return []

      def created():
          return {}

      def orders():
          return listed()

      def order():
          return created()

      register("/orders", orders)
      register("/order", order, "POST")
      """
    ])
    let program = project.program
    for (name, path) in [("listed", "/orders"), ("created", "/order")] {
      let function = try #require(project.function(name))
      let approach = try #require(program.approach(to: function, from: EntryKinds(.request)))
      #expect(program.routes(of: approach).map(\.path) == [path])
    }
  }
}
