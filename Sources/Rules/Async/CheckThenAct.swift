// A decision that rests on a read which another request has overtaken.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports reads that decide over writes with nothing that keeps two requests apart.
struct CheckThenAct: Rule {
  static let about = RuleDescription(
    name: "check-then-act",
    category: .checkThenAct,
    worst: .critical,
    title: "Read, decide, write without a guard",
    problem: """
      Two requests can both read before either writes: both decide by the same old state, and the second write undoes \
      or repeats the first. It needs no crash and leaves no error in a log.
      """,
    verify: """
      Send twenty of these requests for one row at the same time: the row must show the effect of all of them, or all \
      but one must be refused.
      """,
    fix: """
      Let the database decide: a unique constraint, an atomic update (`SET n = n - 1 WHERE n >= 1`), or a row lock in \
      one transaction.
      """,
    tradeOff:
      "The losing request gets an error or waits for the lock, and must be answered or retried.",
    effort: Effort(low: 1, high: 6)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let races = program.races
    guard !races.isEmpty else { return [] }
    let keys = program.uniqueKeys
    var groups: [SourcePlace: [(race: Race, judgement: Judgement)]] = [:]
    for race in races where isConcurrent(race) {
      guard let judgement = Judgement(race, keys) else { continue }
      groups[race.read.place, default: []].append((race, judgement))
    }
    return groups.keys.sorted().compactMap { place in
      let sorted = (groups[place] ?? []).sorted { $0.judgement.severity > $1.judgement.severity }
      return finding(of: sorted, in: program, under: target)
    }
  }

  private func isConcurrent(_ race: Race) -> Bool {
    let site = race.write
    // The hooks of a model run whenever anybody saves one.
    let entries =
      race.kind == .recount ? Self.concurrent.union(EntryKinds(.escaped)) : Self.concurrent
    return site.unit.isRunning && site.isReached(from: entries) && site.audience != .browsers
  }

  /// One read that decides over several writes is one finding.
  private func finding(
    of races: [(race: Race, judgement: Judgement)],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let (race, judgement) = races.first else { return nil }
    let site = race.write
    let load = RaceWindow(
      target: target,
      queries: Double(race.between + 2),
      calls: race.isLong ? 1 : 0
    )
    let approach = site.approach
    return finding(
      Diagnosis(
        place: place(of: race, in: program),
        because: (approach?.steps(in: program) ?? [])
          + races.map { ($0.race.write.place, "writes: `\($0.race.write.calleeText)`") },
        function: race.read.function,
        title: judgement.title,
        problem: Self.about.problem,
        severity: judgement.severity,
        tier: judgement.confirm == nil ? .finding : .suspicious,
        confidence: judgement.confirm == nil ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: nil),
        fix: Remedy(judgement.fix),
        routes: approach.map { [program.label(of: $0.entry)] } ?? [],
        confirm: judgement.confirm
      ),
      in: program
    )
  }

  /// From the read to the write where that is short enough to show, else the write.
  private func place(of race: Race, in program: Program) -> SourcePlace {
    let read = race.read.place
    let write = race.write.place
    let lines = race.read.unit.lines
    let distance = lines.line(at: write.span.start) - lines.line(at: read.span.start)
    guard read.unit == write.unit, distance <= 30 else { return write }
    return SourcePlace(unit: read.unit, span: ByteSpan(start: read.span.start, end: write.span.end))
  }

  private static let concurrent: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job),
  ]
}

/// What a race is worth.
private struct Judgement {
  var title: String
  var fix: String
  var severity: Severity
  var confirm: String?

  /// Nil where the database keeps two requests apart.
  init?(_ race: Race, _ keys: UniqueKeys) {
    let read = race.read.calleeText
    let write = race.write.calleeText
    switch race.kind {
    case .create:
      let model = Growth.words(of: race.subject).joined()
      guard !model.isEmpty else { return nil }
      let columns = Set(
        (race.filter?.conditions ?? []).filter { !$0.isOptional && $0.comparison != .other }
          .map(\.name)
      )
      guard race.filter != nil else { return nil }
      // A read by a unique key (`findUnique`) says itself that there is one.
      let isKeyed = read.contains("Unique") || read.contains("Pk") || read.hasSuffix("ById")
      guard !keys.holds(columns, of: model), !isKeyed, !columns.isEmpty else {
        return nil
      }
      title = "`\(write)` makes a row because `\(read)` found none: two requests make two"
      let names = columns.sorted().map { "`\($0)`" }.joined(separator: ", ")
      let on = names.isEmpty ? "the columns that it looks for" : names
      fix =
        "Declare a unique constraint on \(on), and take the error of the second insert for the answer, or use an upsert."
      severity = .medium
      if !keys.knows(model) {
        confirm = "Check whether the database has a unique constraint on \(on)."
      }
    case .compute:
      title = "`\(race.subject)` is written by `\(write)` as computed from what `\(read)` gave"
      fix =
        "Let the database compute it in one statement (`SET \(race.subject) = \(race.subject) + …`, `increment`, `$inc`), with the limit in its WHERE, or read the row with a lock in the same transaction."
      severity = Self.isPrecious(race.subject) ? .critical : .high
    case .recount:
      title = "`\(write)` writes what `\(read)` counted, while others change what was counted"
      fix =
        "Compute it in the statement that writes it, change it by the difference (`$inc`, `SET n = n + 1`), or compute it when it is read: the older of two results must not be written last."
      severity = .medium
    case .consume:
      let noun = Growth.words(of: race.subject).last ?? ""
      guard ["token", "code", "otp", "coupon", "voucher", "invite", "invitation"].contains(noun)
      else {
        return nil
      }
      title =
        "A `\(noun)` that may be used once is read by `\(read)`, then taken away by `\(write)`"
      fix =
        "Take it away and read it in one step (`findOneAndDelete`, `DELETE … RETURNING`, `UPDATE … WHERE used = false`), and go on only if there was one."
      severity = .medium
    case .advance:
      title = "`\(race.subject)` is checked on what `\(read)` gave, then changed by `\(write)`"
      fix =
        "Change it with the check in the statement (`UPDATE … SET \(race.subject) = … WHERE id = … AND \(race.subject) = …`), and go on only if one row was changed."
      severity = race.isLong ? .high : .medium
    }
  }

  /// Whether a lost update costs money or goods.
  private static func isPrecious(_ field: String) -> Bool {
    let words = Growth.words(of: field)
    let precious: Set<String> = [
      "balance", "stock", "quantity", "credit", "inventory", "seat", "amount", "available", "use",
    ]
    return words.contains(where: precious.contains)
  }
}
