// Which lines flood the log, and which are worth their bytes.

extension LogFlooding {
  static let examples: [Example] = lines + interceptors + chatter + levels

  private static let lines: [Example] = [
    .reported(
      "one line for each row of a request",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders", async (req, res) => {
        const { rows } = await pool.query("SELECT * FROM orders WHERE day = $1", [req.query.day]);
        for (const row of rows) {
          ↓console.log("order", row.id);
        }
        res.json(rows);
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/orders", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM orders WHERE day = $1", [req.query.day]);
          console.log("orders read:", rows.length);
          res.json(rows);
        });
        """
    ),
    .reported(
      "the body of every request",
      """
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.use((req, res, next) => {
        ↓console.log(req.method, req.url, JSON.stringify(req.body));
        next();
      });
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.use(express.json());
        app.use((req, res, next) => {
          console.log(req.method, req.url);
          next();
        });
        """
    ),
    .reported(
      "an access log that writes the body of every request",
      """
      import express from "express";
      import morgan from "morgan";
      const app = express();
      app.use(express.json());
      ↓morgan.token("body", (req) => JSON.stringify(req.body));
      app.use(morgan(":method :url :status :body"));
      app.post("/orders", (req, res) => res.json({}));
      """,
      fixed: """
        import express from "express";
        import morgan from "morgan";
        const app = express();
        app.use(express.json());
        morgan.token("user", (req) => JSON.stringify(req.user.id));
        app.use(morgan(":method :url :status :user"));
        app.post("/orders", (req, res) => res.json({}));
        """
    ),
    .reported(
      "what a service answered, as a whole",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/rates", async (req, res) => {
        const answer = await axios.get("https://rates.example", { timeout: 2000 });
        ↓console.log(answer);
        res.json(answer.data);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const app = express();
        app.get("/rates", async (req, res) => {
          const answer = await axios.get("https://rates.example", { timeout: 2000 });
          console.log("rates", answer.status);
          res.json(answer.data);
        });
        """
    ),
    .silent(
      "a request of Python, which is written as its verb and path",
      """
      from django.http import JsonResponse
      from django.urls import path
      def ping(request):
          print(request)
          return JsonResponse({})
      urlpatterns = [path("ping/", ping)]
      """,
      path: "urls.py"
    ),
    .silent(
      "a line about what failed",
      """
      const express = require("express");
      const app = express();
      app.post("/batch", async (req, res) => {
        for (const item of req.body.items) {
          try {
            await Promise.resolve(item);
          } catch (error) {
            console.error("item failed", item.id, error.message);
          }
        }
        res.sendStatus(204);
      });
      """
    ),
    .silent(
      "a line for those only that the function has not answered before",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders", async (req, res) => {
        const { rows } = await pool.query("SELECT id, link FROM orders LIMIT 100");
        res.json(
          rows.map((row) => {
            if (row.link) return row.link;
            console.log("no link", row.id);
            return null;
          })
        );
      });
      """
    ),
    .silent(
      "a level that production leaves out",
      """
      const express = require("express");
      const winston = require("winston");
      const logger = winston.createLogger({ level: process.env.LOG_LEVEL });
      const app = express();
      app.post("/batch", (req, res) => {
        for (const item of req.body.items) logger.debug("item", item.id);
        res.sendStatus(204);
      });
      """
    ),
    .silent(
      "only where somebody switched it on",
      """
      const express = require("express");
      const app = express();
      app.use((req, res, next) => {
        if (process.env.NODE_ENV === "development") console.log(req.body);
        next();
      });
      """
    ),
    .silent(
      "one short line per request",
      """
      const express = require("express");
      const app = express();
      app.post("/mails", (req, res) => {
        console.log("mail sent to", req.body.to);
        res.sendStatus(204);
      });
      """
    ),
    .reported(
      "the whole form of a request",
      """
      from flask import Flask, request
      app = Flask(__name__)

      @app.post("/orders")
      def add():
          ↓print(f"new order: {request.form}")
          return "", 204
      """,
      fixed: """
        from flask import Flask, request
        app = Flask(__name__)

        @app.post("/orders")
        def add():
            print(f"new order: {request.form['number']}")
            return "", 204
        """,
      path: "app.py"
    ),
    .silent(
      "a script of the command line",
      """
      const { Pool } = require("pg");
      const pool = new Pool();
      pool.query("SELECT * FROM orders").then(({ rows }) => {
        for (const row of rows) console.log(row);
      });
      """,
      path: "scripts/list.js"
    ),
  ]
}
