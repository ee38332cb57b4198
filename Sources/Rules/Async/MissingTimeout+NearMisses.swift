// What bounds calls that only look as if they waited for ever.

extension MissingTimeout {
  static let nearMisses: [Example] = [
    .silent(
      "aiosmtplib waits a minute at most unless it is told otherwise",
      """
      import aiosmtplib
      from fastapi import FastAPI
      app = FastAPI()
      @app.post("/letters")
      async def letters(text: str):
          await aiosmtplib.send(text, hostname="mail", port=25)
      """,
      path: "app.py"
    ),
    .silent(
      "the wrapper sets the limit for all of its callers",
      files: [
        "http.js": """
        exports.send = (url, options) =>
          fetch(url, { ...options, signal: AbortSignal.timeout(1000) });
        """,
        "server.js": """
        const express = require("express");
        const http = require("./http");
        const app = express();
        app.get("/weather", async (req, res) => {
          const answer = await http.send("https://weather.example", { method: "GET" });
          res.json(await answer.json());
        });
        """,
      ]
    ),
    .silent(
      "the caller of the wrapper sets the limit",
      files: [
        "http.js": """
        exports.json = async (url, options = {}) => {
          const answer = await fetch(url, options);
          return answer.json();
        };
        """,
        "server.js": """
        const express = require("express");
        const http = require("./http");
        const app = express();
        app.get("/weather", async (req, res) => {
          const signal = AbortSignal.timeout(1000);
          res.json(await http.json("https://weather.example", { signal }));
        });
        """,
      ]
    ),
    .silent(
      "a timer aborts the call",
      """
      import express from "express";
      const app = express();
      app.get("/weather", async (req, res) => {
        const controller = new AbortController();
        const timer = setTimeout(() => controller.abort(), 1000);
        try {
          const answer = await fetch("https://weather.example", { signal: controller.signal });
          res.json(await answer.json());
        } finally {
          clearTimeout(timer);
        }
      });
      """,
      path: "server.mjs"
    ),
    .silent(
      "the call loses a race against a timer",
      """
      import express from "express";
      const app = express();
      const after = (milliseconds) =>
        new Promise((_, reject) => setTimeout(() => reject(new Error("too slow")), milliseconds));
      app.get("/weather", async (req, res) => {
        const answer = await Promise.race([fetch("https://weather.example"), after(1000)]);
        res.json(await answer.json());
      });
      """,
      path: "server.mjs"
    ),
    .silent(
      "the instance has a limit, set after it was made",
      """
      const express = require("express");
      const axios = require("axios");
      const shipping = axios.create({ baseURL: "https://shipping.example" });
      shipping.defaults.timeout = 2000;
      const app = express();
      app.get("/rates", async (req, res) => {
        const { data } = await shipping.get("/rates");
        res.json(data);
      });
      """
    ),
    .silent(
      "the pool ends slow statements itself",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const limits = { statement_timeout: 5000, connectionTimeoutMillis: 2000 };
      const pool = new Pool({ max: 20, ...limits });
      const app = express();
      app.get("/orders", async (req, res) => {
        res.json((await pool.query("SELECT * FROM orders LIMIT 50")).rows);
      });
      """
    ),
    .silent(
      "the driver ends slow statements itself",
      """
      from fastapi import FastAPI
      from sqlalchemy import create_engine
      limits = {"connect_timeout": 5, "options": "-c statement_timeout=5000"}
      engine = create_engine("postgresql://db/shop", connect_args=limits)
      app = FastAPI()
      @app.get("/orders")
      def orders():
          with engine.connect() as connection:
              return connection.execute("SELECT 1").scalar()
      """,
      path: "server.py"
    ),
    .silent(
      "a script that a person watches",
      """
      const axios = require("axios");
      axios.get("https://rates.example/latest").then(({ data }) => console.log(data));
      """,
      path: "scripts/rates.js"
    ),
    .silent(
      "a page of the server names a form whose handlers run in the browser",
      files: [
        "package.json": #"{"dependencies": {"next": "14.0.0", "react": "18.0.0"}}"#,
        "app/page.tsx": """
        import { Form } from "../components/form";
        export default async function Page() {
          return <Form />;
        }
        """,
        "components/form.tsx": """
        "use client";
        import * as React from "react";
        export function Form() {
          async function save(event) {
            event.preventDefault();
            await fetch("/api/orders", { method: "POST" });
          }
          return <form onSubmit={save}><button>Save</button></form>;
        }
        """,
      ]
    ),
    .silent(
      "nothing leads to it",
      """
      const axios = require("axios");
      async function ping() {
        await axios.get("https://partner.example/ping");
      }
      """
    ),
    .project(
      "a function that is called through the module that required its caller",
      [
        "partner/index.js": """
        const axios = require("axios");
        exports.load = (id) => ↓axios.get(`https://partner.example/actors/${id}`);
        exports.actors = require("./actors");
        """,
        "partner/actors.js": """
        const partner = module.parent.exports;
        exports.name = async (id) => (await partner.load(id)).data.name;
        """,
        "server.js": """
        const express = require("express");
        const partner = require("./partner");
        const app = express();
        app.get("/actors/:id", async (req, res) => {
          res.json(await partner.actors.name(req.params.id));
        });
        """,
      ],
      fixed: [
        "partner/index.js": """
        const axios = require("axios");
        exports.load = (id) =>
          axios.get(`https://partner.example/actors/${id}`, { timeout: 2000 });
        exports.actors = require("./actors");
        """
      ]
    ),
    .reported(
      "a transport of the application's own, which the mailer calls",
      """
      const express = require("express");
      const nodemailer = require("nodemailer");
      class Relay {
        name = "relay";
        version = "1";
        send(mail, callback) {
          ↓fetch("https://relay.example/send", { method: "POST", body: JSON.stringify(mail.data) })
            .then(() => callback(null, {}), callback);
        }
      }
      const mailer = nodemailer.createTransport(new Relay());
      const app = express();
      app.post("/invitations", async (req, res) => {
        await mailer.sendMail({ to: req.body.to, subject: "You are invited", text: "Come in." });
        res.sendStatus(204);
      });
      """,
      fixed: """
        const express = require("express");
        const nodemailer = require("nodemailer");
        class Relay {
          name = "relay";
          version = "1";
          send(mail, callback) {
            fetch("https://relay.example/send", {
              method: "POST",
              body: JSON.stringify(mail.data),
              signal: AbortSignal.timeout(5000),
            }).then(() => callback(null, {}), callback);
          }
        }
        const mailer = nodemailer.createTransport(new Relay());
        const app = express();
        app.post("/invitations", async (req, res) => {
          await mailer.sendMail({ to: req.body.to, subject: "You are invited", text: "Come in." });
          res.sendStatus(204);
        });
        """
    ),
    .silent(
      "a request of a store's action, which a browser sends",
      """
      import axios from "axios";
      import { createAsyncThunk } from "@reduxjs/toolkit";
      export const markAsRead = createAsyncThunk("messages/read", async (id) => {
        await axios.put(`/api/messages/${id}/read`, {});
        return id;
      });
      """,
      path: "src/store/messages.js"
    ),
  ]
}
