// Which routes a program answers, under which full paths.

import SemanticModel
import Testing

@Suite("Routes")
struct RouteTests {
  struct Server: Sendable {
    let what: String
    let files: [String: String]
    let routes: [String]
  }

  @Test("a server answers:", arguments: cases)
  func labels(of server: Server) async {
    let project = await Project(server.files)
    #expect(project.program.routes.map(\.label) == server.routes)
  }

  private static let app = "const express = require(\"express\");\nconst app = express();\n"
  private static let handler = "(req, res) => res.json({})"

  private static func main(_ what: String, _ code: String, _ routes: String...) -> Server {
    Server(what: what, files: ["main.js": app + code], routes: routes)
  }

  private static let cases: [Server] = [
    main("a plain route", "app.get(\"/a\", \(handler));", "GET /a"),
    main("a setting that is read", "app.get(\"env\");"),
    main("several paths", "app.get([\"/a\", \"/b\"], \(handler));", "GET /a", "GET /b"),
    main(
      "chained verbs",
      "app.route(\"/a\").get(\(handler)).post(\(handler));",
      "GET /a",
      "POST /a"
    ),
    main(
      "a router on a router",
      """
      const inner = express.Router();
      const outer = express.Router();
      inner.get("/:id", \(handler));
      inner.get("/", \(handler));
      outer.use("/orders", inner);
      app.use("/api", outer);
      """,
      "GET /api/orders",
      "GET /api/orders/:id"
    ),
    main(
      "a router under two paths",
      """
      const users = express.Router();
      users.get("/me", \(handler));
      app.use("/v1", users);
      app.use("/v2", users);
      """,
      "GET /v1/me",
      "GET /v2/me"
    ),
    main(
      "a router that nobody mounts",
      "const lost = express.Router();\nlost.get(\"/x\", \(handler));",
      "GET …/x"
    ),
    main(
      "constants and templates",
      """
      const base = "/api";
      const paths = { users: "/users" };
      app.get(`${base}/v1${paths.users}`, \(handler));
      """,
      "GET /api/v1/users"
    ),
    main(
      "a piece that only the running program knows",
      "app.get(`/api/${process.env.TENANT}/x`, \(handler));",
      "GET /api/${TENANT}/x"
    ),
    main(
      "a default that the environment may change",
      "app.get((process.env.BASE || \"/api\") + \"/x\", \(handler));",
      "GET /api/x"
    ),
    main(
      "a helper that registers",
      """
      function page(path, show) { app.get(path, show); app.get("/api" + path, show); }
      page("/a", \(handler));
      page("/b", \(handler));
      """,
      "GET /a",
      "GET /api/a",
      "GET /api/b",
      "GET /b"
    ),
    main(
      "a helper that takes the rest of its arguments",
      """
      function page(...args) { const [router, path, show] = args; router.get(path, show); }
      page(app, "/a", \(handler));
      """,
      "GET /a"
    ),
    main(
      "a computed verb",
      "for (const verb of [\"get\", \"post\"]) app[verb](\"/a\", \(handler));",
      "GET /a",
      "POST /a"
    ),
    Server(
      what: "mounts in a loop over other modules",
      files: [
        "main.js": app + """
          const routes = [
            { path: "/users", route: require("./users") },
            { path: "/docs", route: require("./docs") },
          ];
          routes.forEach((entry) => app.use(entry.path, entry.route));
          """,
        "users.js": """
        const router = require("express").Router();
        router.get("/:id", \(handler));
        module.exports = router;
        """,
        "docs.js": """
        const router = require("express").Router();
        router.get("/", \(handler));
        module.exports = router;
        """,
      ],
      routes: ["GET /docs", "GET /users/:id"]
    ),
    Server(
      what: "a function of another module that is handed the application",
      files: [
        "main.js": app + "require(\"./routes\")(app);",
        "routes.js": "module.exports = (app) => { app.post(\"/x\", \(handler)); };",
      ],
      routes: ["POST /x"]
    ),
    Server(
      what: "plugins with prefixes",
      files: [
        "main.js": """
        const app = require("fastify")();
        app.register(require("./orders"), { prefix: "/api/orders" });
        app.get("/health", { preHandler: check }, async () => "ok");
        app.route({ method: ["GET", "HEAD"], url: "/x", handler: async () => 1 });
        """,
        "orders.js": """
        module.exports = async function (fastify, options) {
          fastify.get("/:id", async (request, reply) => 1);
          require("./more")(fastify);
        };
        """,
        "more.js": "module.exports = (app) => { app.post(\"/\", async () => 1); };",
      ],
      routes: [
        "POST /api/orders", "GET /api/orders/:id", "GET /health", "GET /x", "HEAD /x",
      ]
    ),
    Server(
      what: "routers of Koa",
      files: [
        "main.js": """
        const Koa = require("koa");
        const Router = require("@koa/router");
        const app = new Koa();
        const outer = new Router();
        const inner = new Router({ prefix: "/orders" });
        inner.get("/:id", async (ctx) => { ctx.body = 1; });
        outer.use("/api", inner.routes());
        app.use(outer.routes()).use(outer.allowedMethods());
        """
      ],
      routes: ["GET /api/orders/:id"]
    ),
    Server(
      what: "applications of Hono",
      files: [
        "main.ts": """
        import { Hono } from "hono";
        const orders = new Hono().get("/:id", (c) => c.json(1));
        const app = new Hono().basePath("/v1");
        app.route("/orders", orders);
        app.on(["PUT", "DELETE"], "/x", (c) => c.json(1));
        export default app;
        """
      ],
      routes: ["GET /v1/orders/:id", "DELETE /v1/x", "PUT /v1/x"]
    ),
    Server(
      what: "a handler and its path at the end of a rest parameter",
      files: [
        "main.js": app + """
          function page(...args) { app.get(args[0], args[args.length - 1]); }
          page("/a", 1, \(handler));
          """
      ],
      routes: ["GET /a"]
    ),
    Server(
      what: "routers that several callers hand over",
      files: [
        "main.js": app + """
          const one = require("express").Router();
          const two = require("express").Router();
          const add = (router, path) => router.get(path, \(handler));
          add(one, "/a");
          add(two, "/b");
          app.use("/one", one);
          app.use("/two", two);
          """
      ],
      routes: ["GET /one/a", "GET /two/b"]
    ),
    Server(
      what: "routers of a base class",
      files: [
        "base.ts": """
        import { Router } from "express";
        export class Base {
          router = Router();
          get(path: string, handler) { this.router.get(path, handler.bind(this)); }
        }
        """,
        "main.ts": """
        import express from "express";
        import { Base } from "./base";
        class Users extends Base {
          constructor() { super(); this.get("/:id", this.one); }
          one(req, res) {}
        }
        class Items extends Base {
          constructor() { super(); this.get("/all", this.all); }
          all(req, res) {}
        }
        const app = express();
        app.use("/users", new Users().router);
        app.use("/items", new Items().router);
        """,
      ],
      routes: ["GET /items/all", "GET /users/:id"]
    ),
    Server(
      what: "controllers",
      files: [
        "main.ts": """
        import { NestFactory } from "@nestjs/core";
        const app = await NestFactory.create(null);
        app.setGlobalPrefix("api");
        """,
        "orders.ts": """
        import { Controller, Get, Post } from "@nestjs/common";
        @Controller("orders")
        export class Orders {
          @Get(":id") one() {}
          @Post() add() {}
        }
        """,
      ],
      routes: ["POST /api/orders", "GET /api/orders/:id"]
    ),
    Server(
      what: "resolvers, whose fields stand under no prefix",
      files: [
        "main.ts": """
        import { NestFactory } from "@nestjs/core";
        const app = await NestFactory.create(null);
        app.setGlobalPrefix("api");
        """,
        "orders.ts": """
        import { Mutation, Query, Resolver } from "@nestjs/graphql";
        @Resolver("orders")
        export class Orders {
          @Query() order() {}
          @Mutation() addOrder() {}
        }
        """,
      ],
      routes: ["MUTATION addOrder", "QUERY order"]
    ),
    Server(
      what: "files",
      files: [
        "package.json": "{ \"dependencies\": { \"next\": \"15.0.0\" } }",
        "src/app/(shop)/orders/[id]/route.ts": "export async function GET() {}",
        "src/pages/api/files/[...path].ts": "export default function handler(req, res) {}",
      ],
      routes: ["ALL /api/files/:path*", "GET /orders/:id"]
    ),
  ]
}
