// Sessions and rate limits that each process keeps for itself.

import Capacity
import Findings
import SemanticModel

/// Reports sessions and rate-limit counters in the memory of one process.
struct InMemoryStore: Rule {
  static let about = RuleDescription(
    name: "in-memory-store",
    category: .globalGrowth,
    worst: .high,
    title: "Sessions or rate limits in process memory",
    problem: """
      Each process keeps its own copy: a second process or machine knows nothing of what the first one stored, a \
      restart forgets all of it, and what is kept takes memory from the requests.
      """,
    verify: """
      Start two processes behind one port, log in (or use up the limit) on the one and ask the other: the state must \
      be the same.
      """,
    fix: "Give it a `store` that all processes share: Redis or the database.",
    tradeOff:
      "Each request asks the store once more: keep it close, and decide what happens when it is down.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let sites = program.calls(playing: [.session, .rateLimiter]).filter { site in
      site.need == .missing && site.unit.isRunning && site.isReached(from: .running)
        && !program.isStoredBySettings(site)
    }
    let sessions = sites.filter { $0.roles.contains(.session) }
    let limiters = sites.filter { $0.roles.contains(.rateLimiter) }
    return sessions.map { session($0, in: program, under: target) }
      + [limiter(limiters, in: program, under: target)].compactMap(\.self)
  }

  private func session(
    _ site: CallSite,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let memory = GrowingMemory(
      target: target,
      share: .assumed(0.1, because: "that one request in ten begins a session"),
      entry: .assumed(1_000, because: "sessions of 1 kB")
    )
    return finding(
      diagnosis(
        site,
        title: "`\(site.calleeText)` keeps sessions in process memory",
        problem:
          "Without `store` the library's MemoryStore holds every session until it expires, which its "
          + "authors call unfit for production. \(Self.about.problem)",
        severity: .high,
        tier: .finding,
        estimate: memory.sentence,
        confirm: nil,
        in: program
      ),
      in: program
    )
  }

  /// One store would serve all limiters: they are one finding.
  private func limiter(
    _ sites: [CallSite],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let site = sites.first else { return nil }
    let entries = Figure.grouped(Double(target.users))
    var diagnosis = diagnosis(
      site,
      title: "`\(site.calleeText)` counts in process memory",
      problem:
        "Without `store` every process counts for itself: n processes let n times the limit through. "
        + Self.about.problem,
      severity: .medium,
      tier: .suspicious,
      estimate: "With n processes each client gets n × the limit, and \(entries) users leave up to "
        + "\(entries) counters in each process per window",
      confirm:
        "Check how many processes or machines serve (PM2 instances, cluster, replicas): with one, the "
        + "limit holds until it restarts.",
      in: program
    )
    diagnosis.because = sites.dropFirst().map { ($0.place, "counts in process memory too") }
    return finding(diagnosis, in: program)
  }

  private func diagnosis(
    _ site: CallSite,
    title: String,
    problem: String,
    severity: Severity,
    tier: Tier,
    estimate: String,
    confirm: String?,
    in program: Program
  ) -> Diagnosis {
    let before = program.source(of: site.place)
    return Diagnosis(
      place: site.place,
      function: site.function,
      title: title,
      problem: problem,
      severity: severity,
      tier: tier,
      confidence: tier == .finding ? .high : .medium,
      impact: Impact(estimate: estimate, confidence: .medium),
      verify: Verify(steps: Self.about.verify),
      fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: site.calleeText)),
      confirm: confirm
    )
  }

  static let examples: [Example] = [
    .reported(
      "sessions without a store",
      """
      const express = require("express");
      const session = require("express-session");
      const app = express();
      app.use(↓session({ secret: process.env.SECRET, resave: false, saveUninitialized: false }));
      app.get("/", (req, res) => res.json(req.session));
      """,
      fixed: """
        const express = require("express");
        const session = require("express-session");
        const RedisStore = require("connect-redis").default;
        const client = require("redis").createClient();
        const app = express();
        const store = new RedisStore({ client });
        app.use(session({ store, secret: process.env.SECRET, resave: false, saveUninitialized: false }));
        app.get("/", (req, res) => res.json(req.session));
        """
    ),
    .reported(
      "a rate limit per process",
      """
      const express = require("express");
      const rateLimit = require("express-rate-limit");
      const app = express();
      const limiter = ↓rateLimit({ windowMs: 60000, max: 100 });
      app.use("/login", limiter);
      """,
      fixed: """
        const express = require("express");
        const rateLimit = require("express-rate-limit");
        const { RedisStore } = require("rate-limit-redis");
        const client = require("redis").createClient();
        const app = express();
        const store = new RedisStore({ sendCommand: (...args) => client.sendCommand(args) });
        const limiter = rateLimit({ windowMs: 60000, max: 100, store });
        app.use("/login", limiter);
        """
    ),
    .reported(
      "a limit for each process",
      """
      from fastapi import FastAPI, Request
      from slowapi import Limiter
      from slowapi.util import get_remote_address

      app = FastAPI()
      limiter = ↓Limiter(key_func=get_remote_address)
      app.state.limiter = limiter

      @app.get("/prices")
      @limiter.limit("5/minute")
      def prices(request: Request):
          return []
      """,
      fixed: """
        from fastapi import FastAPI, Request
        from slowapi import Limiter
        from slowapi.util import get_remote_address

        app = FastAPI()
        limiter = Limiter(key_func=get_remote_address, storage_uri="redis://limits/0")
        app.state.limiter = limiter

        @app.get("/prices")
        @limiter.limit("5/minute")
        def prices(request: Request):
            return []
        """,
      path: "app.py"
    ),
    .reported(
      "a store that is named, and lies in the process",
      """
      from flask import Flask
      from flask_limiter import Limiter
      from flask_limiter.util import get_remote_address

      app = Flask(__name__)
      limiter = ↓Limiter(key_func=get_remote_address, storage_uri="memory://")
      limiter.init_app(app)

      @app.get("/prices")
      @limiter.limit("5/minute")
      def prices():
          return []
      """,
      fixed: """
        import os
        from flask import Flask
        from flask_limiter import Limiter
        from flask_limiter.util import get_remote_address

        app = Flask(__name__)
        limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ["REDIS_URL"])
        limiter.init_app(app)

        @app.get("/prices")
        @limiter.limit("5/minute")
        def prices():
            return []
        """,
      path: "app.py"
    ),
    .silent(
      "a setting that says where the limits are counted",
      """
      from flask import Flask
      from flask_limiter import Limiter
      from flask_limiter.util import get_remote_address

      app = Flask(__name__)
      app.config["RATELIMIT_STORAGE_URI"] = "redis://limits/0"
      limiter = Limiter(key_func=get_remote_address)
      limiter.init_app(app)
      """,
      path: "app.py"
    ),
    .silent(
      "options that come from elsewhere may hold a store",
      """
      const express = require("express");
      const session = require("express-session");
      module.exports = (options) => {
        const app = express();
        app.use(session(options));
        return app;
      };
      """
    ),
    .silent(
      "the store is set after the options were made",
      """
      const express = require("express");
      const session = require("express-session");
      const MongoStore = require("connect-mongo");
      const app = express();
      const options = { secret: process.env.SECRET };
      options.store = MongoStore.create({ mongoUrl: process.env.MONGO_URL });
      app.use(session(options));
      """
    ),
  ]
}
