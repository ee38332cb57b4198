// Fixes that give an application what it lacks: limits, wrappers, parts of its framework.

import Fixes
import Testing

@Suite("Fixes that add a part")
struct AddedPartTests {
  private func mended(
    _ rule: String,
    _ code: String,
    path: String = "server.js",
    beside others: [String: String] = [:]
  ) async -> String? {
    let (files, result) = await fixed(
      others.merging([path: code]) { first, _ in first },
      rule: rule,
      unsafe: true
    )
    #expect(result.note == nil)
    return result.accepted.isEmpty ? nil : files[path]
  }

  private static func manifest(_ packages: String...) -> String {
    let lines = packages.map { "\"\($0)\": \"^1.0.0\"" }
    return "{ \"dependencies\": { \(lines.joined(separator: ", ")) } }"
  }

  private static let shop = """
    const express = require('express');
    const { pool } = require('./db');

    const app = express();
    app.get('/orders', (req, res) => res.json([]));
    app.listen(3000);
    """

  @Test("compression is mounted behind the application where the project has the package")
  func compression() async {
    let text = await mended(
      "missing-compression",
      Self.shop,
      beside: ["package.json": Self.manifest("express", "compression")]
    )
    #expect(
      text == """
        const express = require('express');
        const { pool } = require('./db');
        const compression = require('compression');

        const app = express();
        app.use(compression());
        app.get('/orders', (req, res) => res.json([]));
        app.listen(3000);
        """
    )
  }

  @Test("a package that the project does not have is named, and nothing is edited")
  func absentPackage() async {
    let (_, result) = await fixed(
      ["server.js": Self.shop, "package.json": Self.manifest("express")],
      rule: "missing-compression",
      unsafe: true
    )
    #expect(result.accepted.isEmpty)
    #expect(result.withheld.isEmpty)
  }

  @Test("FastAPI's own middleware is imported among the installed packages")
  func gzip() async {
    let text = await mended(
      "missing-compression",
      """
      import os

      from fastapi import FastAPI

      app = FastAPI(title=os.environ["TITLE"])


      @app.get("/orders")
      def orders():
          return []

      """,
      path: "main.py"
    )
    #expect(
      text?.contains(
        "from fastapi import FastAPI\nfrom fastapi.middleware.gzip import GZipMiddleware\n"
      ) ?? false
    )
    #expect(text?.contains("])\napp.add_middleware(GZipMiddleware, minimum_size=1000)\n") ?? false)
  }

  @Test("Flask is told the largest body")
  func bodyLimit() async {
    let text = await mended(
      "missing-body-limit",
      """
      from flask import Flask, request

      shop = Flask(__name__)


      @shop.post("/orders")
      def create():
          return request.get_json()

      """,
      path: "app.py"
    )
    #expect(
      text?.contains(
        "shop = Flask(__name__)\nshop.config[\"MAX_CONTENT_LENGTH\"] = 16 * 1024 * 1024\n"
      ) ?? false
    )
  }

  private static func routes(_ limiter: String) -> String {
    """
    import express from "express";
    import rateLimit from "express-rate-limit";
    import { store } from "./store.js";
    import { users } from "./users.js";

    const router = express.Router();
    \(limiter)
    router.post("/login", async (req, res) => {
      res.json(await users.check(req.body));
    });

    const app = express();
    app.set("trust proxy", 1);
    app.use("/account", router);
    app.listen(3000);
    """
  }

  private static let beside = [
    "package.json": manifest("express", "express-rate-limit"),
    "store.js": "export const store = { increment() {}, decrement() {} };",
    "users.js": "export const users = { check: async (body) => body };",
  ]

  @Test("a limiter that the file has stands behind the path of the route that takes passwords")
  func limiter() async {
    let text = await mended(
      "missing-rate-limit",
      Self.routes(
        """
        const strict = rateLimit({ windowMs: 60_000, max: 5, store });
        router.post("/register", strict, (req, res) => res.end());
        """
      ),
      path: "server.mjs",
      beside: Self.beside
    )
    #expect(text?.contains("router.post(\"/login\", strict, async (req, res) => {") ?? false)
  }

  @Test("a limiter that counts in one process's memory only is held back, and the reason is told")
  func memoryLimiter() async {
    let (_, result) = await fixed(
      Self.beside.merging(["server.mjs": Self.routes("")]) { first, _ in first },
      rule: "missing-rate-limit",
      unsafe: true
    )
    #expect(result.accepted.isEmpty)
    #expect(result.note?.contains("in-memory-store") ?? false)
  }

  private static let lost = """
    const express = require('express');
    const { Client } = require('pg');
    const client = new Client();
    const app = express();

    app.get('/orders', async (req, res) => {
      const { rows } = await client.query('SELECT id FROM orders LIMIT 50');
      res.json(rows);
    });
    app.listen(3000);
    """

  @Test(
    "a handler whose rejection is lost is wrapped, by what the file has or by a function of its own"
  )
  func wrapper() async {
    let text = await mended(
      "unhandled-rejection",
      Self.lost,
      beside: ["package.json": "{ \"dependencies\": { \"express\": \"^4.18.0\" } }"]
    )
    #expect(
      text?.contains(
        "const forwarding = (handler) => (req, res, next) =>\n  Promise.resolve(handler(req, res, next)).catch(next);\n"
      ) ?? false
    )
    #expect(text?.contains("app.get('/orders', forwarding(async (req, res) => {") ?? false)
    #expect(text?.contains("}));\napp.listen(3000);") ?? false)
  }

  @Test("a cache that looks before it adds drops its oldest entry")
  func cache() async {
    let text = await mended(
      "global-growth",
      """
      const express = require('express');
      const app = express();
      const pages = new Map();

      app.get('/pages/:id', async (req, res) => {
        const url = req.query.url;
        if (!pages.has(url)) {
          pages.set(url, await render(url));
        }
        res.send(pages.get(url));
      });
      app.listen(3000);
      """
    )
    #expect(
      text?.contains(
        "render(url));\n    if (pages.size > 1000) pages.delete(pages.keys().next().value);\n"
      ) ?? false
    )
  }

  @Test("an effect that asks at each key waits until nobody types")
  func debounce() async {
    let text = await mended(
      "request-per-keystroke",
      """
      import { useEffect, useState } from "react";

      export function Cities() {
        const [text, setText] = useState("");
        const [cities, setCities] = useState([]);
        useEffect(() => {
          fetch(`/api/cities?q=${text}`)
            .then((answer) => answer.json())
            .then(setCities);
        }, [text]);
        return <input value={text} onChange={(event) => setText(event.target.value)} title={cities.length} />;
      }
      """,
      path: "src/Cities.jsx"
    )
    #expect(
      text?.contains(
        """
          useEffect(() => {
            const timer = setTimeout(() => {
              fetch(`/api/cities?q=${text}`)
                .then((answer) => answer.json())
                .then(setCities);
            }, 300);
            return () => clearTimeout(timer);
          }, [text]);
        """
      ) ?? false
    )
  }
}
