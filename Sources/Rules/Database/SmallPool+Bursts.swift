// One request that asks for as many connections at once as there are.

import Capacity
import Findings
import SemanticModel

extension SmallPool {
  /// Fewer statements at once are what pools are for.
  private static let fewestAtOnce = 8

  /// Requests whose statements, all sent together, take the whole of a small pool.
  func bursts(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let size = knownSize(in: program) else { return [] }
    return program.queryBursts(atLeast: max(Self.fewestAtOnce, size)).filter {
      $0.site.isReached(from: Audience.requests.entries)
    }
    .map { finding(of: $0, over: size, in: program, under: target) }
  }

  /// The size of the largest pool that requests ask; nil where none is known, or one is large enough for anybody.
  private func knownSize(in program: Program) -> Int? {
    let pools = (program.statedPools + program.defaultPools).filter { !isFile($0.site) }
    let served = Set(program.served(pools.map(\.site)).map(\.place))
    let computed = program.computedPool.map { 2 * $0.pool.perProcessor + $0.pool.more }
    let sizes =
      pools.filter { served.contains($0.site.place) }.map(\.connections)
      + [computed].compactMap(\.self)
    guard let size = sizes.max(), size <= Self.smallAtOnce else { return nil }
    return size
  }

  private static let smallAtOnce = 20

  private func finding(
    of burst: QueryBurst,
    over size: Int,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = burst.site
    let rounds = (burst.statements + size - 1) / size
    return finding(
      Diagnosis(
        place: site.place,
        because: site.approach?.steps(in: program) ?? [],
        function: site.function,
        title: "One request sends \(burst.statements) statements at once over a pool of \(size)",
        problem: """
          Each statement takes a connection of its own. One request of this kind takes all that the pool has, and \
          everybody else waits in its queue until the slowest of them is done.
          """,
        severity: rounds > 1 ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(burst.statements) statements ÷ \(size) connections = \(rounds) rounds of the whole pool for one request",
          confidence: .medium
        ),
        verify: Verify(
          steps:
            "Send this request twice a second and ask another route meanwhile: its waits for a connection (the pool's own counters) must stay below the latency target.",
          command: site.approach?.command(in: program)
        ),
        fix: Remedy(
          "Let one statement bring several of the numbers (`GROUP BY`, `count(*) FILTER (WHERE …)`), keep the result for some seconds, or send a few at a time.",
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
        ),
        routes: site.approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how many connections the pool has in production, and how often this request comes."
      ),
      in: program
    )
  }

  static let atOnce: [Example] = [
    .reported(
      "a dashboard whose numbers are asked for all at once",
      dashboard(
        "↓Promise.all([\((1...10).map { "pool.query(\"SELECT count(*) FROM t\($0)\")" }.joined(separator: ", "))])",
        "{ max: 10 }"
      ),
      fixed: dashboard("pool.query(\"SELECT name, total FROM totals\")", "{ max: 10 }")
    ),
    .silent(
      "a pool that has connections left for others",
      dashboard(
        "Promise.all([\((1...10).map { "pool.query(\"SELECT count(*) FROM t\($0)\")" }.joined(separator: ", "))])",
        "{ max: 40 }"
      )
    ),
  ]

  private static func dashboard(_ asking: String, _ options: String) -> String {
    """
    const express = require("express");
    const { Pool } = require("pg");
    const pool = new Pool(\(options));
    const app = express();
    app.get("/dashboard", async (req, res) => {
      res.json(await \(asking));
    });
    app.listen(3000);
    """
  }
}
