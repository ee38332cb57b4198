// Services whose requests cannot be told apart, and what is enough to tell them.

extension MissingRequestTelemetry {
  static let examples: [Example] = [
    .reported(
      "lines of text for people, and nothing that ties them to a request",
      """
      const express = require("express");
      const morgan = require("morgan");
      const app = ↓express();
      app.use(morgan("dev"));
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const pino = require("pino-http");
        const app = express();
        app.use(pino({ genReqId: (req) => req.headers["x-request-id"] }));
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """
    ),
    .reported(
      "people who ask each other: the key of a row in a path tells no request from another",
      """
      const express = require("express");
      const app = ↓express();
      app.post("/friends/requests/:requestId/accept", (req, res) => res.json(req.params.requestId));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const pino = require("pino-http");
        const app = express();
        app.use(pino({ genReqId: (req) => req.headers["x-request-id"] }));
        app.post("/friends/requests/:requestId/accept", (req, res) => res.json(req.params.requestId));
        app.listen(3000);
        """
    ),
    .reported(
      "an application with the framework's own logger",
      """
      import { NestFactory } from "@nestjs/core";
      import { AppModule } from "./app.module";
      async function bootstrap() {
        const app = await ↓NestFactory.create(AppModule);
        await app.listen(3000);
      }
      bootstrap();
      """,
      fixed: """
        import "./tracing";
        import { NodeSDK } from "@opentelemetry/sdk-node";
        import { NestFactory } from "@nestjs/core";
        import { AppModule } from "./app.module";
        new NodeSDK().start();
        async function bootstrap() {
          const app = await NestFactory.create(AppModule);
          await app.listen(3000);
        }
        bootstrap();
        """,
      path: "main.ts"
    ),
    .silent(
      "the agent of a tracer is installed to be loaded beside the code",
      files: [
        "package.json": #"{ "name": "shop", "dependencies": { "newrelic": "^12.0.0" } }"#,
        "server.js": """
        const express = require("express");
        const app = express();
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """,
      ]
    ),
    .silent(
      "a middleware of the application's own gives ids",
      """
      const express = require("express");
      const { randomUUID } = require("crypto");
      const app = express();
      app.use((req, res, next) => {
        req.requestId = randomUUID();
        res.set("X-Request-Id", req.requestId);
        next();
      });
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """
    ),
    .reported(
      "a collector of failures that times a share of the requests",
      """
      import sentry_sdk
      from fastapi import FastAPI

      sentry_sdk.init(dsn="https://key@sentry.example/1", traces_sample_rate=0.1)
      app = ↓FastAPI()

      @app.get("/orders")
      def orders():
          return []
      """,
      fixed: """
        import sentry_sdk
        from fastapi import FastAPI
        from prometheus_fastapi_instrumentator import Instrumentator

        sentry_sdk.init(dsn="https://key@sentry.example/1", traces_sample_rate=0.1)
        app = FastAPI()
        Instrumentator().instrument(app).expose(app)

        @app.get("/orders")
        def orders():
            return []
        """,
      path: "app.py"
    ),
    .silent(
      "a command that opens a port for itself serves nobody",
      files: [
        "package.json": #"{ "name": "shop-cli", "bin": { "shop": "./cli.js" } }"#,
        "cli.js": """
        const http = require("http");
        http.createServer((request, response) => response.end("signed in")).listen(4587);
        """,
      ]
    ),
  ]
}
