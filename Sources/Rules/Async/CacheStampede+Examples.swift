// Where `CacheStampede` speaks, and where it is silent.

extension CacheStampede {
  static let examples: [Example] = [
    .reported(
      "a token that everybody asks for anew",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      let token = null;
      let expires = 0;
      async function getToken() {
        if (↓token && Date.now() < expires) return token;
        const { data } = await axios.post("https://auth.example.com/token", {}, { timeout: 2000 });
        token = data.token;
        expires = Date.now() + data.expiresIn * 1000;
        return token;
      }
      app.get("/rates", async (req, res) => {
        res.json(await getToken());
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const app = express();
        let token = null;
        let expires = 0;
        let pending = null;
        async function getToken() {
          if (token && Date.now() < expires) return token;
          pending = pending || axios.post("https://auth.example.com/token", {}, { timeout: 2000 });
          const { data } = await pending;
          token = data.token;
          expires = Date.now() + data.expiresIn * 1000;
          return token;
        }
        app.get("/rates", async (req, res) => {
          res.json(await getToken());
        });
        """
    ),
    .reported(
      "a report that a cache keeps for a while",
      """
      import httpx
      import redis
      from fastapi import FastAPI

      app = FastAPI()
      cache = redis.Redis(socket_timeout=2)

      @app.get("/report")
      def report():
          found = ↓cache.get("report")
          if found:
              return found
          made = httpx.get("https://reports.example.com/today").text
          cache.set("report", made, ex=300)
          return made
      """,
      fixed: """
        import httpx
        import redis
        from fastapi import FastAPI

        app = FastAPI()
        cache = redis.Redis(socket_timeout=2)

        @app.get("/report")
        def report():
            found = cache.get("report")
            if found:
                return found
            with cache.lock("report-lock", timeout=10):
                made = httpx.get("https://reports.example.com/today").text
                cache.set("report", made, ex=300)
            return made
        """,
      path: "app.py"
    ),
    .reported(
      "a helper that computes whatever it is given",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const { Pool } = require("pg");
      const redis = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: 1 });
      const pool = new Pool({ max: 20 });
      const app = express();
      async function cached(key, compute) {
        const known = await ↓redis.get(key);
        if (known !== null) return JSON.parse(known);
        const value = await compute();
        await redis.set(key, JSON.stringify(value), "EX", Math.round(60 + Math.random() * 10));
        return value;
      }
      app.get("/sales", async (req, res) => {
        res.json(await cached("sales", () => pool.query("SELECT day, total FROM sales LIMIT 30")));
      });
      """,
      fixed: """
        const express = require("express");
        const Redis = require("ioredis");
        const { Pool } = require("pg");
        const redis = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: 1 });
        const pool = new Pool({ max: 20 });
        const app = express();
        const pending = new Map();
        async function cached(key, compute) {
          const known = await redis.get(key);
          if (known !== null) return JSON.parse(known);
          const running = pending.get(key);
          if (running) return running;
          const work = compute().finally(() => pending.delete(key));
          pending.set(key, work);
          const value = await work;
          await redis.set(key, JSON.stringify(value), "EX", Math.round(60 + Math.random() * 10));
          return value;
        }
        app.get("/sales", async (req, res) => {
          res.json(await cached("sales", () => pool.query("SELECT day, total FROM sales LIMIT 30")));
        });
        """
    ),
    .silent(
      "one row by its key: as cheap as the cache",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ name: String }));
      const redis = new Redis();
      const app = express();
      app.get("/users/:id", async (req, res) => {
        const found = await redis.get(req.params.id);
        if (found) return res.json(JSON.parse(found));
        const user = await User.findById(req.params.id);
        await redis.set(req.params.id, JSON.stringify(user), "EX", 60);
        res.json(user);
      });
      """
    ),
    .silent(
      "a mark that something was sent: nothing of the work is kept",
      """
      const express = require("express");
      const axios = require("axios");
      const Redis = require("ioredis");
      const redis = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: 1 });
      const app = express();
      app.post("/imports/:id", async (req, res) => {
        const key = `import:${req.params.id}`;
        const done = await redis.get(key);
        if (!done) {
          const { data } = await axios.post("https://import.example.com", { id: req.params.id }, { timeout: 2000 });
          await redis.set(key, "true", "EX", 60);
          return res.json(data);
        }
        res.json({});
      });
      """
    ),
    .silent(
      "a promise that all wait for",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      let pending = null;
      let expires = 0;
      function getRates() {
        if (pending && Date.now() < expires) return pending;
        expires = Date.now() + 60000;
        pending = axios.get("https://rates.example.com", { timeout: 2000 });
        return pending;
      }
      app.get("/rates", async (req, res) => {
        res.json((await getRates()).data);
      });
      """
    ),
    .silent(
      "a message that goes out once an hour: nothing is kept of it but when",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      const state = { lastAlert: null };
      app.get("/pool", async (req, res) => {
        const now = Date.now();
        if (!state.lastAlert || now - state.lastAlert > 3600000) {
          await axios.post("https://alerts.example.com", { full: true }, { timeout: 2000 });
          state.lastAlert = now;
        }
        res.json({});
      });
      """
    ),
  ]
}
