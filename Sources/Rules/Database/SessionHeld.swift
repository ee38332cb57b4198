// A session keeps its connection after the statement, while the request waits for something slow.

import Capacity
import Findings
import SemanticModel

/// Reports requests whose session has a connection while they send mail, ask another service or hash a password.
struct SessionHeld: Rule {
  static let about = RuleDescription(
    name: "held-session",
    category: .poolExhaustion,
    worst: .high,
    title: "Session that holds a connection while something slow runs",
    problem: """
      The first statement of a session takes a connection from the pool, and only a commit, a rollback or the end of \
      the session gives it back. Everything slow in between keeps it from all other requests: the pool is empty as \
      soon as as many requests wait here as it has connections.
      """,
    verify: """
      Let the slow side take 2 s and send as many requests at once as the pool has connections: routes that never \
      come here must still answer, and `idle in transaction` in pg_stat_activity must stay at zero.
      """,
    fix: """
      Read what is needed, end the transaction (commit, or close the session), and do the slow work then: best in a \
      background task or job.
      """,
    tradeOff:
      "Objects of the session expire at commit: read their fields before, or set expire_on_commit=False.",
    effort: Effort(low: 0.5, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let held = program.heldSessions.filter {
      $0.site.unit.isRunning && !isAlone($0, in: program)
    }
    // A hash takes a twentieth of a second, wherever it is called: one finding for all of them.
    let hashes = held.filter(\.isHash).sorted { $0.rank < $1.rank }
    // Who asks one service from several routes mends it in one place: where that service is asked.
    let waits = Dictionary(grouping: held.filter { !$0.isHash }) { $0.slow.place.unit }
    return waits.keys.sorted().compactMap { waits[$0] }.map { finding($0, in: program, target) }
      + (hashes.isEmpty ? [] : [finding(hashes, in: program, target)])
  }

  private func finding(_ all: [HeldSession], in program: Program, _ target: LoadTarget) -> Finding {
    let held = all.first { !program.isRare($0.site) } ?? all[0]
    let rare = held.site.rareUse
    var part = target.at(rare)
    if rare == nil { part.requestsPerSecond /= 10 }
    let connections = held.statement.poolSize?.connections ?? 15
    let size = Double(connections)
    let isCrowded = isCrowded(held, connections, in: program)
    let call = held.isHash ? Input.passwordHash : Input.serviceCall
    let load = HeldPool(target: part, poolSize: size, isExternal: true, call: call)
    return finding(
      Diagnosis(
        place: held.site.place,
        because: steps(held, in: program)
          + all.filter { $0.site.position != held.site.position }.prefix(12).map {
            ($0.site.place, "held here too, by \($0.route.label)")
          },
        function: held.site.function,
        title: title(held),
        problem: Self.about.problem,
        severity: severity(held, load),
        tier: held.isHash || !isCrowded ? .suspicious : .finding,
        confidence: held.isHash ? .medium : .high,
        impact: Impact(
          estimate: load.sentence
            + (rare == nil ? ", and that one request in ten comes this way" : ""),
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(held, in: program),
        routes: Array(Set(all.map(\.route.label))).sorted(),
        confirm: held.isHash
          ? "Measure how long one hash takes under load, and how long requests wait for the pool meanwhile."
          : isCrowded
            ? nil
            : "Check how many requests one process works on at once, by threads or greenlets of its server: with fewer "
              + "than the pool has connections (\(connections)), none is missing."
      )
      .priced(for: rare, under: target),
      in: program
    )
  }

  /// Whether a hash holds the event loop itself: no other request begins meanwhile, so none lacks a connection.
  private func isAlone(_ held: HeldSession, in program: Program) -> Bool {
    guard held.isHash, let handler = held.route.handler else { return false }
    return program.canAwait(in: handler) && held.slow.isOnEventLoop
  }

  /// Whether one process works on more requests at once than its pool has connections: by threads, or because its
  /// handlers await.
  private func isCrowded(_ held: HeldSession, _ connections: Int, in program: Program) -> Bool {
    if let handler = held.route.handler, program.canAwait(in: handler) { return true }
    // The threads of one framework say nothing of the routes of another.
    let threads =
      program.serverThreads
      ?? program.threadedRoutes.flatMap { threaded in
        threaded.route.framework == held.route.framework ? threaded.threads : nil
      }
    return threads.map { $0 > connections } ?? false
  }

  private func severity(_ held: HeldSession, _ load: HeldPool) -> Severity {
    if held.isHash || held.route.plays(.authentication) { return .medium }
    return load.exhaustsPool ? .high : .medium
  }

  private func title(_ held: HeldSession) -> String {
    let what = held.isHash ? "a password is hashed" : "`\(held.slow.calleeText)` waits"
    return held.site.position == held.slow.position
      ? "The session of `\(held.statement.calleeText)` holds a connection while \(what)"
      : "`\(held.site.calleeText)` runs with a connection held: \(what)"
  }

  private func steps(_ held: HeldSession, in program: Program)
    -> [(place: SourcePlace, note: String)]
  {
    var result = [(held.route.place, "entry: \(held.route.label)")]
    result.append((held.statement.place, "takes the connection: `\(held.statement.calleeText)`"))
    if held.site.position != held.slow.position {
      result.append((held.slow.place, "is slow: `\(held.slow.calleeText)`"))
    }
    return result
  }

  /// The session's own name, where the statement is asked of one.
  private func remedy(_ held: HeldSession, in program: Program) -> Remedy {
    let line = program.source(of: held.site.place)
    let callee = held.statement.calleeText
    guard held.statement.function == held.site.function, !held.isHash,
      let dot = callee.lastIndex(of: "."), !callee.contains("("), callee[..<dot].contains("session")
    else { return Remedy(Self.about.fix, before: line) }
    return Remedy(
      Self.about.fix,
      before: line,
      after: "\(callee[..<dot]).commit()  # gives the connection back\n\(line)"
    )
  }
}

extension HeldSession {
  /// Whether the slow call hashes a password.
  ///
  /// A child process blocks its thread too.
  fileprivate var isHash: Bool {
    slow.effects.contains { $0.kind == .blocking && $0.verb == "hash" }
  }

  /// Where a finding for several hashes stands: where a password is checked, which every sign-in does.
  fileprivate var rank: Int {
    let isCheck = ["verif", "check"].contains { slow.calleeText.contains($0) }
    return (isHeldFromOutside ? 2 : 0) + (isCheck ? 0 : 1)
  }
}
