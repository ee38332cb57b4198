// A transaction keeps its connection while the code waits for something else.

import Capacity
import Findings
import SemanticModel

/// Reports transactions that wait for other services, or for further connections of the same pool.
struct ConnectionHeld: Rule {
  static let about = RuleDescription(
    name: "held-connection",
    category: .poolExhaustion,
    worst: .critical,
    title: "Transaction that holds a connection while it waits",
    problem: """
      The connection, and every row lock of the transaction, is taken from all other requests until the wait ends. The \
      pool is empty as soon as as many requests wait here as it has connections.
      """,
    verify: """
      Slow the other side down to 2 s and send as many requests at once as the pool has connections: routes that never \
      come here must still answer.
      """,
    fix:
      "Do the slow work before the transaction opens or after it has ended, and keep only statements inside.",
    tradeOff:
      "What was one unit is two: record the intent first, so that a crash between them can be repaired.",
    effort: Effort(low: 2, high: 8)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let held = program.heldConnections
    guard !held.isEmpty else { return [] }
    let ways = Approaches(in: program, from: Self.waiting)
    return held.compactMap { connection in
      // Who goes by the name of what a request calls may be something else, asked at another rate.
      let isKnown = ways.approach(to: connection.site.function)?.isSound(in: program) ?? false
      return finding(of: connection, isKnown, in: program, under: target)
    }
  }

  private func finding(
    of held: HeldConnection,
    _ isKnown: Bool,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let site = held.site
    guard site.unit.isRunning, site.isReached(from: Self.waiting) else { return nil }
    let load = HeldPool(
      target: target.at(site.rareUse),
      poolSize: Double(site.poolSize?.connections ?? 10),
      isExternal: !held.external.isEmpty
    )
    let approach = site.approach
    let doubt = doubt(held, isKnown)
    let isKnown = doubt == nil
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? []) + steps(held),
        function: site.function,
        title: title(held),
        problem: problem(held),
        severity: isKnown ? severity(load, held, site) : .medium,
        tier: isKnown ? .finding : .suspicious,
        confidence: isKnown ? .high : .medium,
        impact: Impact(
          estimate: held.isSession
            ? "Writes to the same documents wait, or fail, as long as the other service takes."
            : load.sentence,
          confidence: .low
        ),
        verify: Verify(steps: verifying(held), command: approach?.command(in: program)),
        fix: Remedy(advice(held)),
        routes: approach.map { [program.label(of: $0.entry)] } ?? [],
        confirm: doubt
      )
      .priced(for: site.rareUse, under: target)
      .reached(by: site.approach, to: site.calleeText),
      in: program
    )
  }

  private func doubt(_ held: HeldConnection, _ isKnown: Bool) -> String? {
    guard isKnown else {
      return
        "Check what calls this and how often: only a call of the same name, or one of a function that somebody hands over, is known to come here."
    }
    guard held.elsewhere.isEmpty, held.slow.isEmpty,
      let first = held.external.first, held.external.allSatisfy(\.isFarFromOutside)
    else { return nil }
    let end = first.wayOutside.last.map { "`\($0.calleeText)`" } ?? "another service"
    return
      "Check whether `\(first.calleeText)` comes to \(end) on this way: many calls lie between, or a hook that a library runs."
  }

  private static let waiting: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job),
  ]

  private func severity(_ load: HeldPool, _ held: HeldConnection, _ site: CallSite) -> Severity {
    guard site.audience == .requests, !held.isSession else { return .medium }
    if held.isClient { return held.external.isEmpty && held.elsewhere.isEmpty ? .medium : .high }
    if !held.external.isEmpty { return load.exhaustsPool ? .critical : .high }
    return held.elsewhere.isEmpty ? .medium : .high
  }

  private func title(_ held: HeldConnection) -> String {
    let what = held.site.calleeText
    if held.isClient {
      guard let first = (held.external + held.slow).first else {
        let other = held.elsewhere.first.map { "`\($0.calleeText)`" } ?? "a statement"
        return "The connection from `\(what)` is kept while \(other) waits for a second one"
      }
      return "The connection from `\(what)` is kept while `\(first.calleeText)` is waited for"
    }
    if held.external.isEmpty, held.elsewhere.isEmpty, let first = held.slow.first {
      return "The transaction of `\(what)` waits for `\(first.calleeText)`, a slow hash"
    }
    if let first = held.external.first {
      return "The transaction of `\(what)` waits for `\(first.calleeText)`, another service"
    }
    let first = held.elsewhere.first.map { "`\($0.calleeText)`" } ?? "a statement"
    return "The transaction of `\(what)` waits for a second connection: \(first) runs outside it"
  }

  private func problem(_ held: HeldConnection) -> String {
    if held.isSession {
      return
        "Until the other service answers, every other write to a document that the transaction has changed fails with a write conflict and is tried again; and where this transaction itself is tried again, the other service is asked again. The server ends a transaction after 60 s."
    }
    guard let first = held.elsewhere.first else { return Self.about.problem }
    let own =
      "`\(first.calleeText)` runs on another connection of the pool while the transaction holds one: "
      + "as soon as every connection is held by such a request, each waits for one more, and none ever ends. "
      + "What it writes is not undone by a rollback either."
    return held.external.isEmpty ? own : Self.about.problem + " " + own
  }

  private func verifying(_ held: HeldConnection) -> String {
    held.isSession
      ? "Slow the other side down to 2 s and send two of these requests for one document at once: the second must not wait for the first, and the other side must be asked once for each."
      : Self.about.verify
  }

  private func advice(_ held: HeldConnection) -> String {
    held.external.isEmpty && !held.elsewhere.isEmpty
      ? "Run every statement on the transaction's own connection: hand it on to the functions that are called inside."
      : Self.about.fix
  }

  private func steps(_ held: HeldConnection) -> [(place: SourcePlace, note: String)] {
    held.external.prefix(6).flatMap { site -> [(place: SourcePlace, note: String)] in
      let own = (site.place, "waits for another service: `\(site.calleeText)`")
      guard let end = site.wayOutside.last else { return [own] }
      return [own, (end.place, "asked there: `\(end.calleeText)`")]
    }
      + held.slow.prefix(6).map { ($0.place, "hashes a password meanwhile: `\($0.calleeText)`") }
      + held.elsewhere.prefix(6).map { ($0.place, "takes another connection: `\($0.calleeText)`") }
  }
}
