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
    let narrow =
      narrowPools(in: program, under: target) + computedPools(in: program, under: target)
      + defaultPool(in: program, under: target) + loneConnection(in: program, under: target)
      + bursts(in: program, under: target)
    guard let threaded = program.threadedRoutes else { return narrow }
    return narrow
      + program.calls(playing: [.connectionPool]).filter { site in
        // What the event loop asks waits for no thread.
        site.unit.isRunning && site.need == .missing && site.isReached(from: .running)
          && site.calledName != "create_async_engine"
          && program.isSameService(site, threaded.route) && !isFile(site)
          && !program.isLoneScript(site.place.unit)
      }
      .compactMap { finding($0, threaded.threads, in: program, target) }
  }

  /// The code itself says fewer connections than it takes: two at most, or fewer than the threads of the server.
  private func narrowPools(in program: Program, under target: LoadTarget) -> [Finding] {
    let threads = program.serverThreads
    let narrow = program.statedPools.filter { pool in
      let isNarrow =
        pool.connections <= Self.fewest
        || pool.setting != nil && threads.map { $0 > pool.connections } ?? false
      return isNarrow && !isFile(pool.site)
    }
    let served = Set(program.served(narrow.map(\.site)).map(\.place))
    return narrow.filter { served.contains($0.site.place) }.map {
      finding($0, threads, in: program, target)
    }
  }

  /// Two connections carry 40 req/s of requests that hold one for 50 ms.
  private static let fewest = 2

  static func throughput(of connections: Int, _ target: LoadTarget) -> String {
    let hold = Input.assumed(50, because: "50 ms a request with a connection")
    let most = Double(connections) / hold.value * 1_000
    let count = "\(connections) connection\(connections == 1 ? "" : "s")"
    return
      "\(count) ÷ \(Figure.duration(hold.value / 1_000)) = \(Figure.grouped(most)) req/s at most in each process, "
      + "where \(Figure.grouped(target.requestsPerSecond)) req/s are the goal; assuming \(hold.source)"
  }

  /// Nobody says the size of the pool: it follows the processors of the machine, which is few on small instances.
  private func computedPools(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let client = program.computedPool, !program.routes.isEmpty else { return [] }
    let pool = client.pool
    let connections = 2 * pool.perProcessor + pool.more
    return [
      finding(
        Diagnosis(
          place: client.place,
          function: client.function,
          title:
            "The pool has \(pool.perProcessor) connections for each processor and \(pool.more): \(connections) on two",
          problem: """
            Nothing says how many connections the client may open, so it computes their number from the processors of \
            the machine, whatever the load and the other instances are. On a small instance requests wait in the \
            pool's queue and fail when its timeout ends; on a large one a few instances take all that the database has.
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(estimate: Self.throughput(of: connections, target), confidence: .low),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Say the number in the address of the database (`\(pool.parameter)=20`): instances × connections must "
              + "stay below three quarters of the database's max_connections.",
            before: program.source(of: client.place)
          ),
          confirm:
            "Check whether the address in production says `\(pool.parameter)`, and how many processors an instance has."
        ),
        in: program
      )
    ]
  }

  private func finding(
    _ pool: StatedPool,
    _ threads: Int?,
    in program: Program,
    _ target: LoadTarget
  ) -> Finding {
    let site = pool.site
    let waiting = threads.map { "\($0) threads" } ?? "All requests of a process"
    let count = "\(pool.connections) connection\(pool.connections == 1 ? "" : "s")"
    return finding(
      Diagnosis(
        place: site.place,
        because: pool.setting.map { [($0, "says its size")] } ?? [],
        function: site.function,
        title: "\(waiting) share a pool of \(count)",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: Self.throughput(of: pool.connections, target),
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: program.source(of: pool.setting ?? site.place)),
        confirm: """
          Check whether a process takes one request at a time (a function of a cloud, a worker without threads), and \
          how many processes share the load.
          """
      ),
      in: program
    )
  }

  /// Whether the database is a file of this process, which has no connections to run out of.
  func isFile(_ site: CallSite) -> Bool {
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
    let options = [
      "pool_size=\(threads / 2)", "max_overflow=\(threads - threads / 2)", "pool_timeout=5",
      "pool_pre_ping=True",
    ]
    guard let edit = program.edit(of: site.place, withArguments: options), let after = edit.text
    else { return Remedy(Self.about.fix, before: before) }
    return Remedy(
      Self.about.fix,
      before: before,
      after: after,
      repair: program.repair([edit], .unsafe)
    )
  }

  private static func estimate(_ connections: Int, _ threads: Int, _ target: LoadTarget) -> String {
    "\(target.inFlight); \(threads) threads a process take them, \(connections) of them have a connection, and "
      + "\(threads - connections) wait for one (30 s by default) where \(Figure.duration(target.p95Milliseconds / 1_000)) is the goal"
  }
}
