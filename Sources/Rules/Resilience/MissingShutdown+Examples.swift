// Services that a signal cuts, services that it does not end, and those that end well.

extension MissingShutdown {
  static let examples: [Example] = [
    .reported(
      "nobody listens to the signal",
      """
      const express = require("express");
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      ↓app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/orders", (req, res) => res.json([]));
        const server = app.listen(3000);
        process.once("SIGTERM", () => server.close(() => process.exit(0)));
        """
    ),
    .reported(
      "the handler ends the process at once",
      """
      const express = require("express");
      const app = express();
      app.listen(3000);
      ↓process.on("SIGTERM", () => {
        console.log("bye");
        process.exit(0);
      });
      """,
      fixed: """
        const express = require("express");
        const app = express();
        const server = app.listen(3000);
        process.on("SIGTERM", () => {
          console.log("bye");
          server.close(() => process.exit(0));
        });
        """
    ),
    .reported(
      "only the key of the terminal is heard, and only the database closed",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const app = express();
      ↓app.listen(3000);
      process.on("SIGINT", async () => {
        await mongoose.connection.close();
        process.exit(0);
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const app = express();
        const server = app.listen(3000);
        const stop = () => server.close(async () => {
          await mongoose.connection.close();
          process.exit(0);
        });
        process.on("SIGINT", stop);
        process.on("SIGTERM", stop);
        """
    ),
    .reported(
      "the database is closed, the server is not",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const app = express();
      app.listen(3000);
      ↓process.on("SIGTERM", async () => {
        await mongoose.disconnect();
        process.exit(0);
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const app = express();
        const server = app.listen(3000);
        process.on("SIGTERM", () => {
          server.close(async () => {
            await mongoose.disconnect();
            process.exit(0);
          });
        });
        """
    ),
    .reported(
      "the server is closed, and the pool keeps the process alive",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders", async (req, res) => res.json(await pool.query("SELECT 1")));
      const server = app.listen(3000);
      ↓process.on("SIGTERM", () => {
        server.close();
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/orders", async (req, res) => res.json(await pool.query("SELECT 1")));
        const server = app.listen(3000);
        process.on("SIGTERM", () => {
          server.close(() => pool.end());
        });
        """
    ),
    .silent(
      "the framework's hooks are switched on",
      """
      import { NestFactory } from "@nestjs/core";
      import { AppModule } from "./app.module";
      async function bootstrap() {
        const app = await NestFactory.create(AppModule);
        app.enableShutdownHooks();
        await app.listen(3000);
      }
      bootstrap();
      """,
      path: "main.ts"
    ),
    .silent(
      "one handler for several signals, registered in a loop",
      """
      const express = require("express");
      const app = express();
      const server = app.listen(3000);
      for (const signal of ["SIGTERM", "SIGINT"]) {
        process.on(signal, () => server.close(() => process.exit(0)));
      }
      """
    ),
    .silent(
      "a package does it",
      """
      const express = require("express");
      const closeWithGrace = require("close-with-grace");
      const app = express();
      const server = app.listen(3000);
      closeWithGrace(() => server.close());
      """
    ),
    .silent(
      "nothing listens: a script is no service",
      """
      const express = require("express");
      module.exports = express();
      """
    ),
    .silent(
      "the file that starts the server hears the signal",
      files: [
        "package.json": #"{ "name": "shop", "main": "start.js" }"#,
        "start.js": """
        import { serve, stop } from "./server.js";
        serve();
        process.on("SIGTERM", () => stop(() => process.exit(0)));
        """,
        "server.js": """
        import express from "express";
        import { render } from "./Receipt.jsx";
        const app = express();
        app.get("/orders", (req, res) => res.send(render()));
        let server;
        export const serve = () => {
          server = app.listen(3000);
        };
        export const stop = (done) => server.close(done);
        """,
        "Receipt.jsx": "export const render = () => <p>Paid</p>;",
      ]
    ),
  ]
}
