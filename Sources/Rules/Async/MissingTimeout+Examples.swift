// Which calls wait for ever.

extension MissingTimeout {
  static let examples: [Example] = defects + settingsExamples + engineExamples + heirs + nearMisses

  private static let defects: [Example] = [
    .reported(
      "a code is changed for tokens at Google, by a client without a limit",
      google("↓new OAuth2Client(process.env.ID, process.env.SECRET, \"postmessage\")"),
      fixed: google(
        "new OAuth2Client(process.env.ID, process.env.SECRET, \"postmessage\", { transporterOptions: { timeout: 3000 } })"
      )
    ),
    .project(
      "a wrapper that limits what its caller tells it to",
      [
        "request.js": """
        async function call(url, method, { body, timeout, ...config } = {}) {
          const options = { ...config, method, body };
          if (timeout > 0) options.signal = AbortSignal.timeout(timeout);
          return fetch(url, options);
        }
        exports.get = (url, config) => call(url, "GET", config);
        """,
        "server.js": """
        const express = require("express");
        const request = require("./request");
        const app = express();
        app.get("/rates", async (req, res) => {
          const answer = await ↓request.get("https://rates.example", { headers: { a: "b" } });
          res.json(answer.body);
        });
        app.get("/stock", async (req, res) => {
          const answer = await request.get("https://stock.example", { timeout: 2000 });
          res.json(answer.body);
        });
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const request = require("./request");
        const app = express();
        app.get("/rates", async (req, res) => {
          const answer = await request.get("https://rates.example", { timeout: 2000, headers: { a: "b" } });
          res.json(answer.body);
        });
        app.get("/stock", async (req, res) => {
          const answer = await request.get("https://stock.example", { timeout: 2000 });
          res.json(answer.body);
        });
        """
      ]
    ),
    .reported(
      "one client without a limit is one finding, at the client",
      """
      const express = require("express");
      const axios = require("axios");
      const shipping = ↓axios.create({ baseURL: "https://shipping.example" });
      const app = express();
      app.get("/rates", async (req, res) => {
        const { data } = await shipping.get("/rates");
        res.json(data);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const shipping = axios.create({ baseURL: "https://shipping.example", timeout: 2000 });
        const app = express();
        app.get("/rates", async (req, res) => {
          const { data } = await shipping.get("/rates");
          res.json(data);
        });
        """
    ),
    .reported(
      "fetch waits for minutes",
      """
      import express from "express";
      const app = express();
      app.post("/pay", async (req, res) => {
        const answer = await ↓fetch("https://pay.example/charges", { method: "POST" });
        res.status(answer.status).end();
      });
      """,
      fixed: """
        import express from "express";
        const app = express();
        app.post("/pay", async (req, res) => {
          const signal = AbortSignal.timeout(2000);
          const answer = await fetch("https://pay.example/charges", { method: "POST", signal });
          res.status(answer.status).end();
        });
        """,
      path: "server.mjs"
    ),
    .reported(
      "a call of axios itself, which has no limit by default",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/weather/:city", async (req, res) => {
        const { data } = await ↓axios.get("https://weather.example/" + req.params.city);
        res.json(data);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        axios.defaults.timeout = 2000;
        const app = express();
        app.get("/weather/:city", async (req, res) => {
          const { data } = await axios.get("https://weather.example/" + req.params.city);
          res.json(data);
        });
        """
    ),
    .project(
      "a wrapper leaves the limit to callers that set none",
      [
        "http.js": """
        exports.json = async (url, options = {}) => {
          const answer = await ↓fetch(url, { ...options, redirect: "error" });
          return answer.json();
        };
        """,
        "server.js": """
        const express = require("express");
        const http = require("./http");
        const app = express();
        app.get("/weather", async (req, res) => {
          res.json(await http.json("https://weather.example", { method: "GET" }));
        });
        """,
      ],
      fixed: [
        "http.js": """
        exports.json = async (url, options = {}) => {
          const signal = AbortSignal.timeout(2000);
          const answer = await fetch(url, { ...options, redirect: "error", signal });
          return answer.json();
        };
        """
      ]
    ),
    .project(
      "a class keeps a client without a limit",
      [
        "crm.ts": """
        import axios, { AxiosInstance } from "axios";
        export class Crm {
          private readonly http: AxiosInstance;
          constructor(baseURL: string) {
            this.http = ↓axios.create({ baseURL });
          }
          contact(id: number) {
            return this.http.get(`/contacts/${id}`);
          }
        }
        """,
        "server.ts": """
        import express from "express";
        import { Crm } from "./crm";
        const crm = new Crm("https://crm.example");
        const app = express();
        app.get("/contacts/:id", async (req, res) => {
          res.json((await crm.contact(Number(req.params.id))).data);
        });
        """,
      ],
      fixed: [
        "crm.ts": """
        import axios, { AxiosInstance } from "axios";
        export class Crm {
          private readonly http: AxiosInstance;
          constructor(baseURL: string) {
            this.http = axios.create({ baseURL, timeout: 2000 });
          }
          contact(id: number) {
            return this.http.get(`/contacts/${id}`);
          }
        }
        """
      ]
    ),
    .reported(
      "statements that no pool bounds; the server may",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = ↓new Pool({ max: 20 });
      const app = express();
      app.get("/orders/:id", async (req, res) => {
        const { rows } = await pool.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
        res.json(rows[0]);
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool({ max: 20, statement_timeout: 5000 });
        const app = express();
        app.get("/orders/:id", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
          res.json(rows[0]);
        });
        """
    ),
    .project(
      "statements that a wrapper passes on to a pool",
      [
        "db.js": """
        const { Pool } = require("pg");
        const pool = ↓new Pool({ connectionString: process.env.DATABASE_URL });
        module.exports = { query: (text, values) => pool.query(text, values) };
        """,
        "server.js": """
        const express = require("express");
        const db = require("./db");
        const app = express();
        app.get("/orders/:id", async (req, res) => {
          const { rows } = await db.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
          res.json(rows[0]);
        });
        """,
      ],
      fixed: [
        "db.js": """
        const { Pool } = require("pg");
        const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 });
        module.exports = { query: (text, values) => pool.query(text, values) };
        """
      ]
    ),
    .reported(
      "options of a driver that say no time",
      """
      import os
      from fastapi import FastAPI
      from sqlalchemy import create_engine
      url = os.getenv("DATABASE_URL")
      options = {}
      if url.startswith("sqlite"):
          options = {"check_same_thread": False}
      engine = ↓create_engine(url, connect_args=options)
      app = FastAPI()
      @app.get("/orders")
      def orders():
          with engine.connect() as connection:
              return connection.execute("SELECT 1").scalar()
      """,
      fixed: """
          import os
          from fastapi import FastAPI
          from sqlalchemy import create_engine
          url = os.getenv("DATABASE_URL")
          options = {"connect_timeout": 5, "options": "-c statement_timeout=5000"}
          if url.startswith("sqlite"):
              options = {"check_same_thread": False}
          engine = create_engine(url, connect_args=options)
          app = FastAPI()
          @app.get("/orders")
          def orders():
              with engine.connect() as connection:
                  return connection.execute("SELECT 1").scalar()
        """,
      path: "server.py"
    ),
  ]

  private static func google(_ client: String) -> String {
    """
    const express = require("express");
    const { OAuth2Client } = require("google-auth-library");
    const client = \(client);
    const app = express();
    app.use(express.json());
    app.post("/login", async (req, res) => {
      const { tokens } = await client.getToken(req.body.code);
      res.json({ expires: tokens.expiry_date });
    });
    """
  }
}
