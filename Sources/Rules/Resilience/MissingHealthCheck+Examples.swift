// Services that no balancer can judge, and what counts as a probe.

extension MissingHealthCheck {
  static let examples: [Example] = [
    .reported(
      "a server with routes, and none of them for a probe",
      """
      const express = require("express");
      const app = ↓express();
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/healthz", (req, res) => res.json({ ok: true }));
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """
    ),
    .project(
      "the application is made in one file and listens in another",
      [
        "app.js": """
        const express = require("express");
        const app = ↓express();
        app.get("/orders", (req, res) => res.json([]));
        module.exports = app;
        """,
        "server.js": """
        const app = require("./app");
        app.listen(process.env.PORT);
        """,
      ],
      fixed: [
        "app.js": """
        const express = require("express");
        const app = express();
        app.get("/orders", (req, res) => res.json([]));
        app.use("/health", require("express-healthcheck")());
        module.exports = app;
        """
      ]
    ),
    .silent(
      "a router of its own holds the probe",
      files: [
        "probes.js": """
        const router = require("express").Router();
        router.get("/readiness", (req, res) => res.end());
        module.exports = router;
        """,
        "server.js": """
        const express = require("express");
        const app = express();
        app.use("/internal", require("./probes"));
        app.listen(3000);
        """,
      ]
    ),
    .project(
      "the status of orders under a router of their own",
      [
        "server.js": """
        const express = require("express");
        const orders = require("./orders");
        const app = express();
        ↓app.use("/orders", orders);
        app.listen(3000);
        """,
        "orders.js": """
        const { Router } = require("express");
        const router = Router();
        router.get("/status", (req, res) => res.json({ open: 3 }));
        module.exports = router;
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const orders = require("./orders");
        const app = express();
        app.get("/healthz", (req, res) => res.send("ok"));
        app.use("/orders", orders);
        app.listen(3000);
        """
      ]
    ),
    .silent(
      "a controller is named after the probe",
      files: [
        "main.ts": """
        import { NestFactory } from "@nestjs/core";
        import { AppModule } from "./app.module";
        async function bootstrap() {
          const app = await NestFactory.create(AppModule);
          await app.listen(3000);
        }
        bootstrap();
        """,
        "app.module.ts": """
        import { Module } from "@nestjs/common";
        import { HealthController } from "./health";
        @Module({ controllers: [HealthController] })
        export class AppModule {}
        """,
        "health.ts": """
        import { Controller, Get } from "@nestjs/common";
        @Controller("health")
        export class HealthController {
          @Get() check() { return "ok"; }
        }
        """,
      ]
    ),
    .silent(
      "the root answers that the process is well",
      """
      const express = require("express");
      const app = express();
      app.get("/", (req, res) => res.json({ status: "ok", time: Date.now() }));
      app.listen(3000);
      """
    ),
    .silent(
      "a library makes applications and listens to nothing",
      """
      const express = require("express");
      exports.create = () => express();
      """
    ),
  ]
}
