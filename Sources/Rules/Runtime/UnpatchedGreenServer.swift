// Green threads that cannot switch, because what they wait for was not patched.

import Capacity
import Findings
import SemanticModel

/// Reports servers of green threads whose handlers block the one thread of all of them.
struct UnpatchedGreenServer: Rule {
  static let about = RuleDescription(
    name: "unpatched-green-threads",
    category: .eventLoopBlock,
    worst: .high,
    title: "Green threads that cannot switch",
    problem: """
      All clients are served by one thread, which goes to the next client whenever a green thread waits. What the \
      handlers wait for here uses the sockets of the standard library, and nothing patches those: each query and \
      each request to a service stops all clients until it is answered.
      """,
    verify:
      "Let one client's query take two seconds (`pg_sleep`, a slow service): another client must be answered meanwhile.",
    fix: """
      Patch the standard library in the first lines of the program, before all other imports \
      (`import eventlet; eventlet.monkey_patch()`), or serve by threads: `SocketIO(async_mode="threading")`.
      """,
    tradeOff:
      "A patch touches all libraries: drivers written in C (psycopg2) need an adapter of their own (psycogreen).",
    effort: Effort(low: 0.1, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.unpatchedServers.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of server: UnpatchedServer,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = server.site
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: server.waits.map { ($0.place, "blocks the thread: `\($0.calleeText)`") },
        function: site.function,
        title:
          "`\(site.calleeText)` serves by \(server.library), and nothing patches what its handlers wait for",
        problem: Self.about.problem,
        severity: .high,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "One thread waits for one answer at a time: calls of 20 ms let 50 of them a second through, for all "
            + "clients together, where the target is \(Figure.grouped(target.requestsPerSecond)) requests/s; assuming 20 ms",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
        confirm:
          "Check how the server is started: gunicorn's `eventlet` and `gevent` workers patch by themselves, `socketio.run` does not."
      ),
      in: program
    )
  }
}
