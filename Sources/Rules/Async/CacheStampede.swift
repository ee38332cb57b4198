// Everybody computes what a cache has just lost.

import Capacity
import Findings
import SemanticModel

/// Reports caches whose misses all do the same expensive work at once.
struct CacheStampede: Rule {
  static let about = RuleDescription(
    name: "cache-stampede",
    category: .checkThenAct,
    worst: .medium,
    title: "Every request computes anew what a cache has lost",
    problem: """
      While the first request computes what the cache does not hold, all others miss too and do the same work: at the \
      moment of expiry the load falls on what the cache should protect, all at once.
      """,
    verify:
      "Empty the cache under load and count how often the work runs: once is right, once for each request is not.",
    fix:
      "Keep the promise of the work in flight, so that all who miss wait for one (single flight), or take a short lock in the cache (`SET key NX PX`) before computing.",
    tradeOff:
      "If the one that computes fails, all who wait fail with it: forget the promise when it is rejected.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.stampedes.compactMap { finding(of: $0, in: program, under: target) }
  }

  private static let waiting: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job),
  ]

  private func finding(
    of stampede: Stampede,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let site = stampede.work
    guard site.isReached(from: Self.waiting), site.audience != .browsers else { return nil }
    let approach = site.approach
    let wait =
      stampede.isExternal ? Input.serviceCall : .assumed(100, because: "100 ms for the queries")
    // A miss that few come to is worked off by one or two.
    let isBusy = approach != nil && site.audience == .requests && !program.isRare(site)
    let isSure = stampede.isExternal && isBusy
    let together = target.requestsPerSecond * wait.value / 1_000
    return finding(
      Diagnosis(
        place: stampede.place,
        because: (approach?.steps(in: program) ?? []) + [
          (site.place, "every request that finds nothing comes here"),
          (stampede.keeps, "only then is the result kept"),
        ],
        function: site.function,
        title:
          "When `\(stampede.name)` has expired, every request calls `\(site.calleeText)` at once",
        problem: Self.about.problem,
        severity: .monitor,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(target.requestsPerSecond)) req/s × \(Figure.duration(wait.value / 1_000)) = "
            + "\(Figure.grouped(together)) times the same work at each expiry; assuming \(wait.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure
          ? nil
          : isBusy
            ? "Check how long the queries behind `\(site.calleeText)` take."
            : "Check how many come here at once: only jobs and rarely used routes are known to.",
        threshold: "the work runs more than \(Figure.grouped(together)) times for one expiry"
      ),
      in: program
    )
  }

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
