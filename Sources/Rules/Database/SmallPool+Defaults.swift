// Pools of event loops whose size nobody says, and single connections that all requests share.

import Capacity
import Findings
import SemanticModel

extension SmallPool {
  /// A library's default above this carries the load of most services.
  private static let largestSmallDefault = 10
  /// Up to so many connections a few slow statements stop everybody.
  private static let fewDefault = 5

  /// The first client whose pool has a small default size: one place says it for the whole service.
  func defaultPool(in program: Program, under target: LoadTarget) -> [Finding] {
    let pools = program.defaultPools.filter {
      $0.connections <= Self.largestSmallDefault && !isFile($0.site)
        && !isFileDatabase($0.site) && !program.isLoneScript($0.site.place.unit)
    }
    let served = Set(program.served(pools.map(\.site)).map(\.place))
    guard let pool = pools.first(where: { served.contains($0.site.place) }) else { return [] }
    let site = pool.site
    let isFew = pool.connections <= Self.fewDefault
    let options = site.poolOptions.first ?? "max"
    return [
      finding(
        Diagnosis(
          place: site.place,
          function: site.function,
          title:
            "All requests of a process share a pool of \(pool.connections) connections, the library's default",
          problem: """
            Nothing says how many connections the client may open. Requests that come while all of them are taken \
            wait in the pool's queue: a few slow statements, or transactions that wait for something else, stop \
            everybody.
            """,
          severity: isFew ? .medium : .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: Self.throughput(of: pool.connections, target),
            confidence: .low
          ),
          verify: Verify(
            steps:
              "Send the load and log the requests that wait for a connection (the pool's own counters): there may be none for longer than the latency target."
          ),
          fix: Remedy(
            """
            Say the number in the client's options (`\(options)`): instances × connections must stay below three \
            quarters of the database's max_connections. Limit the wait for a connection too.
            """,
            before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
          ),
          confirm:
            "Check how long a request holds a connection at its p95, and how many processes share the database.",
          threshold:
            "as soon as requests wait for a connection of the pool for longer than a tenth of the latency target"
        ),
        in: program
      )
    ]
  }

  /// A connection that is made at the start, and through which requests send their statements.
  func loneConnection(in program: Program, under target: LoadTarget) -> [Finding] {
    let served = program.served(program.loneConnections.filter { !isFile($0) })
    guard let site = served.first else { return [] }
    return [
      finding(
        Diagnosis(
          place: site.place,
          because: served.dropFirst().map { ($0.place, "one more") },
          function: site.function,
          title: "All requests of a process send their statements through one connection",
          problem: """
            `\(site.calleeText)` makes one connection and no pool. It runs one statement at a time, so each request \
            waits for the statements of all others, and a transaction of one request takes in what the others send. \
            When the server or the network closes it, nothing opens it again.
            """,
          severity: .medium,
          confidence: .high,
          impact: Impact(estimate: Self.throughput(of: 1, target), confidence: .medium),
          verify: Verify(
            steps:
              "Send ten requests with slow statements (`SLEEP(1)`, `pg_sleep(1)`) at once: they must take one second together, not ten."
          ),
          fix: Remedy(
            "Make a pool in its place (`createPool`, `new Pool`) and ask it: it lends each statement a connection, and replaces those that were closed.",
            before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
          )
        ),
        in: program
      )
    ]
  }

  /// `dialect: "sqlite"`, `client: "sqlite3"`, `type: "sqlite"`.
  private func isFileDatabase(_ site: CallSite) -> Bool {
    guard case .text(let kind)? = site.option(["dialect", "client", "type"]) else { return false }
    return kind.lowercased().contains("sqlite")
  }
}
