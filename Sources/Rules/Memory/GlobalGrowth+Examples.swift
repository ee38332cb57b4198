// Which collections grow for ever, and which are bounded.

extension GlobalGrowth {
  static let examples: [Example] = defects + visits + sets + nearMisses

  private static let defects: [Example] = [
    .reported(
      "an array takes an entry of each request",
      """
      const express = require("express");
      const app = express();
      const visits = ↓[];
      app.get("/", (req, res) => {
        visits.push({ ip: req.ip, at: Date.now() });
        res.sendStatus(204);
      });
      """,
      fixed: """
        const express = require("express");
        const app = express();
        const visits = [];
        app.get("/", (req, res) => {
          visits.push({ ip: req.ip, at: Date.now() });
          if (visits.length > 1000) visits.shift();
          res.sendStatus(204);
        });
        """
    ),
    .project(
      "a cache with a lifetime only, made by a function of the project",
      [
        "cache.js": """
        const TTLCache = require("@isaacs/ttlcache");
        module.exports = (options) => {
          const store = new TTLCache(options);
          const cache = {};
          cache.get = (key) => store.get(key);
          cache.set = function (key, value) {
            store.set(key, value);
          };
          return cache;
        };
        """,
        "server.js": """
        const express = require("express");
        const makeCache = require("./cache");
        const app = express();
        const profiles = ↓makeCache({ ttl: 1000 * 60 * 60 * 24 });
        const themes = makeCache({ ttl: 1000 * 60 * 60 * 24 });
        app.get("/profiles/:id", (req, res) => {
          themes.set("dark", "#000");
          const userId = req.params.id;
          profiles.set(userId, { userId });
          res.json(profiles.get(userId));
        });
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const makeCache = require("./cache");
        const app = express();
        const profiles = makeCache({ ttl: 1000 * 60 * 60 * 24, max: 5000 });
        const themes = makeCache({ ttl: 1000 * 60 * 60 * 24 });
        app.get("/profiles/:id", (req, res) => {
          themes.set("dark", "#000");
          const userId = req.params.id;
          profiles.set(userId, { userId });
          res.json(profiles.get(userId));
        });
        """
      ]
    ),
    .project(
      "a map by user in a service's own module",
      [
        "profiles.js": """
        const cache = ↓new Map();
        exports.profile = async (userId, load) => {
          if (!cache.has(userId)) cache.set(userId, await load(userId));
          return cache.get(userId);
        };
        """,
        "server.js": """
        const express = require("express");
        const { profile } = require("./profiles");
        const app = express();
        app.get("/profiles/:id", async (req, res) => {
          res.json(await profile(req.params.id, async (id) => ({ id })));
        });
        """,
      ],
      fixed: [
        "profiles.js": """
        const { LRUCache } = require("lru-cache");
        const cache = new LRUCache({ max: 1000, ttl: 60000 });
        exports.profile = async (userId, load) => {
          if (!cache.has(userId)) cache.set(userId, await load(userId));
          return cache.get(userId);
        };
        """
      ]
    ),
    .project(
      "a field of a class of which the process has one instance",
      [
        "tracker.ts": """
        export class Tracker {
          private seen: Record<string, number> = ↓{};
          count(ip: string) {
            this.seen[ip] = (this.seen[ip] || 0) + 1;
            return this.seen[ip];
          }
        }
        """,
        "server.ts": """
        import express from "express";
        import { Tracker } from "./tracker";
        const tracker = new Tracker();
        const app = express();
        app.get("/", (req, res) => res.json(tracker.count(req.ip)));
        """,
      ],
      fixed: [
        "tracker.ts": """
        export class Tracker {
          private seen: Record<string, number> = {};
          count(ip: string) {
            this.seen[ip] = (this.seen[ip] || 0) + 1;
            return this.seen[ip];
          }
          forget(ip: string) {
            delete this.seen[ip];
          }
        }
        """
      ]
    ),
  ]

  private static let visits: [Example] = [
    .reported(
      "sessions that only their owners end",
      signedIn(store: "↓{}", purge: ""),
      fixed: signedIn(
        store: "{}",
        purge: """
          @scheduler.scheduled_job("interval", minutes=5)
          def purge():
              for key in [key for key, made in sessions.items() if time.time() - made > 3600]:
                  del sessions[key]
          """
      ),
      path: "app.py"
    )
  ]

  private static func signedIn(store: String, purge: String) -> String {
    """
    import secrets
    import time
    from apscheduler.schedulers.background import BackgroundScheduler
    from flask import Flask, request
    app = Flask(__name__)
    scheduler = BackgroundScheduler()
    sessions = \(store)

    @app.post("/login")
    def login():
        session_id = secrets.token_urlsafe(32)
        sessions[session_id] = time.time()
        return {"session": session_id}

    @app.post("/logout")
    def logout():
        sessions.pop(request.cookies.get("session"), None)
        return {}

    \(purge)
    """
  }

  private static let nearMisses: [Example] = [
    .silent(
      "entries are deleted when the work is done",
      """
      const express = require("express");
      const app = express();
      const pending = new Map();
      app.get("/report/:id", async (req, res) => {
        const id = req.params.id;
        if (!pending.has(id)) {
          const work = Promise.resolve(id).finally(() => pending.delete(id));
          pending.set(id, work);
        }
        res.json(await pending.get(id));
      });
      """
    ),
    .silent(
      "a size limit",
      """
      const express = require("express");
      const app = express();
      const cache = new Map();
      app.get("/:id", (req, res) => {
        if (cache.size > 500) cache.clear();
        cache.set(req.params.id, Date.now());
        res.sendStatus(204);
      });
      """
    ),
    .silent(
      "keys that the code names",
      """
      const express = require("express");
      const app = express();
      const counts = {};
      app.get("/ok", (req, res) => {
        counts["ok"] = (counts["ok"] || 0) + 1;
        res.json(counts);
      });
      """
    ),
    .silent(
      "filled at start-up",
      """
      const express = require("express");
      const app = express();
      const plugins = [];
      function register(plugin) {
        plugins.push(plugin);
      }
      register({ name: "search" });
      app.get("/plugins", (req, res) => res.json(plugins));
      """
    ),
    .silent(
      "each request has its own",
      """
      const express = require("express");
      const app = express();
      app.get("/:id", (req, res) => {
        const parts = [];
        parts.push(req.params.id);
        res.json(parts);
      });
      """
    ),
    .silent(
      "nothing is kept alive",
      """
      const express = require("express");
      const app = express();
      const meta = new WeakMap();
      app.use((req, res, next) => {
        meta.set(req, { id: req.headers.id });
        next();
      });
      """
    ),
    .silent(
      "the batch is taken and begun anew",
      """
      const express = require("express");
      const app = express();
      let batch = [];
      setInterval(() => {
        const full = batch;
        batch = [];
        console.log(full.length);
      }, 1000);
      app.post("/events", (req, res) => {
        batch.push(req.body);
        res.sendStatus(202);
      });
      """
    ),
    .silent(
      "only tests keep what was done",
      """
      const express = require("express");
      const app = express();
      const sent = [];
      app.post("/mails", (req, res) => {
        if (process.env.NODE_ENV === "test") sent.push(req.body);
        res.sendStatus(202);
      });
      app.listen(3000);
      """
    ),
    .reported(
      "what was set under a text is deleted by the object that it came from",
      """
      const { Server } = require("socket.io");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ name: String }));
      const io = new Server(3000);
      const online = ↓new Map();
      io.use(async (socket, next) => {
        socket.user = await User.findById(socket.handshake.auth.id).catch(next);
        next();
      });
      io.on("connection", (socket) => {
        online.set(socket.user._id.toString(), socket.id);
        socket.on("disconnect", () => {
          online.delete(socket.user._id);
        });
      });
      """,
      fixed: """
        const { Server } = require("socket.io");
        const mongoose = require("mongoose");
        const User = mongoose.model("User", new mongoose.Schema({ name: String }));
        const io = new Server(3000);
        const online = new Map();
        io.use(async (socket, next) => {
          socket.user = await User.findById(socket.handshake.auth.id).catch(next);
          next();
        });
        io.on("connection", (socket) => {
          online.set(socket.user._id.toString(), socket.id);
          socket.on("disconnect", () => {
            online.delete(socket.user._id.toString());
          });
        });
        """
    ),
  ]
}
