// More threads than connections: some of them can only wait.

import Capacity
import Findings
import SemanticModel

/// Reports pools of a library's default size below servers that run more handlers at the same time.
struct SmallPool: Rule {
  static let about = RuleDescription(
    name: "small-pool",
    category: .poolExhaustion,
    worst: .medium,
    title: "Pool smaller than the threads that use it",
    problem: """
      Each thread that answers a request takes a connection of its own. There are more threads than connections, so \
      under load the rest of them wait in the pool's queue, hold their place in the thread pool, and fail when the \
      pool's timeout ends.
      """,
    verify: """
      Send as many slow requests at once as there are threads, and log the time that each waits for a connection \
      (`engine.pool.status()`): none may wait longer than the latency target.
      """,
    fix: """
      Give the pool as many connections as there are threads, times the processes at most three quarters of the \
      database's max_connections; else bound the threads, and let the pool fail early.
      """,
    tradeOff:
      "Each connection costs the database some megabytes: many processes need a proxy such as PgBouncer.",
    effort: Effort(low: 0.2, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let threaded = program.threadedRoutes else { return [] }
    return program.calls(playing: [.connectionPool]).filter { site in
      site.unit.isRunning && site.need == .missing && site.isReached(from: .running)
        && program.isSameService(site, threaded.route) && !isFile(site)
    }
    .compactMap { finding($0, threaded.threads, in: program, target) }
  }

  /// Whether the database is a file of this process, which has no connections to run out of.
  private func isFile(_ site: CallSite) -> Bool {
    guard case .text(let url) = site.arguments.first?.shape else { return false }
    return url.hasPrefix("sqlite")
  }

  private func finding(
    _ site: CallSite,
    _ threads: Int,
    in program: Program,
    _ target: LoadTarget
  ) -> Finding? {
    guard let pool = site.poolSize, pool.connections < threads else { return nil }
    let name = pool.isDefaultOf ?? "the library"
    return finding(
      Diagnosis(
        place: site.place,
        function: site.function,
        title:
          "\(threads) threads share a pool of \(pool.connections) connections, the default of \(name)",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: Self.estimate(pool.connections, threads, target),
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(site, threads, in: program),
        confirm: """
          Check how many threads and processes the server runs, and multiply the pool by the processes: the product \
          must stay below the database's max_connections.
          """
      ),
      in: program
    )
  }

  private func remedy(_ site: CallSite, _ threads: Int, in program: Program) -> Remedy {
    let before = program.source(of: site.place)
    guard before.hasSuffix(")"), !before.contains("\n") else {
      return Remedy(Self.about.fix, before: before)
    }
    let after =
      "\(before.dropLast()), pool_size=\(threads / 2), max_overflow=\(threads - threads / 2), "
      + "pool_timeout=5, pool_pre_ping=True)"
    return Remedy(
      Self.about.fix,
      before: before,
      after: after,
      repair: program.repair(replacing: site.place, with: after, .unsafe)
    )
  }

  private static func estimate(_ connections: Int, _ threads: Int, _ target: LoadTarget) -> String {
    "\(target.inFlight); \(threads) threads a process take them, \(connections) of them have a connection, and "
      + "\(threads - connections) wait for one (30 s by default) where \(Figure.duration(target.p95Milliseconds / 1_000)) is the goal"
  }

  static let examples: [Example] = [
    .reported(
      "forty threads over a pool of the default size",
      """
      from fastapi import FastAPI
      from sqlalchemy import create_engine
      from sqlalchemy.orm import Session
      engine = ↓create_engine("postgresql://db/shop")
      app = FastAPI()
      @app.get("/orders")
      def orders():
          with Session(engine) as session:
              return session.get(object, 1)
      """,
      fixed: """
        from fastapi import FastAPI
        from sqlalchemy import create_engine
        from sqlalchemy.orm import Session
        engine = create_engine("postgresql://db/shop", pool_size=20, max_overflow=20)
        app = FastAPI()
        @app.get("/orders")
        def orders():
            with Session(engine) as session:
                return session.get(object, 1)
        """,
      path: "server.py"
    ),
    .project(
      "handlers in a file of their own",
      [
        "db.py": """
        from sqlmodel import create_engine
        engine = ↓create_engine("postgresql://db/shop", echo=False)
        """,
        "server.py": """
        from fastapi import FastAPI
        from sqlmodel import Session
        from db import engine
        app = FastAPI()
        @app.get("/orders")
        def orders():
            with Session(engine) as session:
                return session.get(object, 1)
        """,
      ],
      fixed: [
        "db.py": """
        from sqlmodel import create_engine
        engine = create_engine("postgresql://db/shop", echo=False, pool_size=40)
        """
      ]
    ),
    .silent(
      "handlers on the event loop, which no pool of threads bounds",
      """
      from fastapi import FastAPI
      from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
      engine = create_async_engine("postgresql+asyncpg://db/shop")
      app = FastAPI()
      @app.get("/orders")
      async def orders():
          async with AsyncSession(engine) as session:
              return await session.get(object, 1)
      """,
      path: "server.py"
    ),
    .silent(
      "handlers that run one at a time in each process",
      """
      from flask import Flask
      from sqlalchemy import create_engine
      from sqlalchemy.orm import Session
      engine = create_engine("postgresql://db/shop")
      app = Flask(__name__)
      @app.get("/orders")
      def orders():
          with Session(engine) as session:
              return session.get(object, 1)
      """,
      path: "server.py"
    ),
  ]
}
