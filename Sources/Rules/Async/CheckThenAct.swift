// A decision that rests on a read which another request has overtaken.

import Capacity
import Findings
import Queries
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
    let keys = RowKeys(of: program)
    // What one function decides by one read, or does to one table, is mended at once: by a lock, or by other statements.
    var groups: [FunctionRef: [Judged]] = [:]
    for race in races where isConcurrent(race) {
      guard var judgement = RaceJudgement(race, keys) else { continue }
      if Self.hooked.contains(race.kind), !race.write.isReached(from: Self.concurrent) {
        judgement.doubt("Check whether two requests can save what runs this for the same rows.")
      }
      groups[race.write.function, default: []].append((race, judgement))
    }
    return groups.keys.sorted().flatMap { Self.defects(groups[$0] ?? []) }.compactMap { races in
      // A sure one speaks before a suspicious one, a grave one before a light one.
      let sorted = races.sorted {
        ($0.judgement.confirm == nil ? 1 : 0, $0.judgement.severity)
          > ($1.judgement.confirm == nil ? 1 : 0, $1.judgement.severity)
      }
      return finding(of: sorted, in: program, under: target)
    }
  }

  private typealias Judged = (race: Race, judgement: RaceJudgement)

  /// The races of a function that are mended by different changes: a row that is made twice takes a constraint, each
  /// number of another table that is lost takes a statement that counts.
  private static func defects(_ races: [Judged]) -> [[Judged]] {
    let isApart = { (race: Race) in race.kind == .compute && !race.table.isEmpty }
    let others = races.filter { !isApart($0.race) }
    let reads = Set(others.map { $0.race.read.position })
    let tables = Set(others.map(\.race.table))
    var counts: [String: [Judged]] = [:]
    var rest = others
    for judged in races where isApart(judged.race) {
      let race = judged.race
      if reads.contains(race.read.position) || tables.contains(race.table) {
        rest.append(judged)
      } else {
        counts[race.table, default: []].append(judged)
      }
    }
    return (rest.isEmpty ? [] : [rest]) + counts.keys.sorted().compactMap { counts[$0] }
  }

  private func isConcurrent(_ race: Race) -> Bool {
    let site = race.write
    // The hooks of a model run whenever anybody saves one.
    let isHook = site.program.isPython(site.place.unit) && Self.hooked.contains(race.kind)
    let entries =
      race.kind == .recount || isHook
      ? Self.concurrent.union(EntryKinds(.escaped)) : Self.concurrent
    return site.unit.isRunning && site.isReached(from: entries) && site.audience != .browsers
  }

  /// One read that decides over several writes is one finding.
  private func finding(
    of races: [(race: Race, judgement: RaceJudgement)],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let (race, judgement) = races.first else { return nil }
    let site = race.write
    let load = RaceWindow(
      target: target.at(site.rareUse),
      queries: Double(race.between + 2),
      calls: race.isLong ? 1 : 0
    )
    let approach = site.approach
    let confirm =
      judgement.confirm ?? Self.doubt(of: site, on: approach) ?? Self.doubt(of: race, judgement)
      ?? Self.doubt(ofList: race, in: program)
      ?? Self.doubt(ofMembers: race, on: approach, in: program)
    return finding(
      Diagnosis(
        place: place(of: race, in: program),
        because: (approach?.steps(in: program) ?? [])
          + races.filter { $0.race.kind != .pending }
          .map { ($0.race.write.place, "writes: `\($0.race.write.calleeText)`") },
        function: race.read.function,
        title: judgement.title,
        problem: judgement.problem,
        severity: judgement.severity,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: nil),
        fix: Remedy(judgement.fix, before: excerpt(of: race, in: program)),
        routes: approach.map { [program.label(of: $0.entry)] } ?? [],
        confirm: confirm
      )
      .priced(
        for: site.rareUse,
        ceiling: judgement.severity == .critical ? .high : .medium,
        under: target
      ),
      in: program
    )
  }

  /// What mends itself, or what one person does to rows of their own, is worth a lock only where it costs something.
  private static func doubt(of race: Race, _ judgement: RaceJudgement) -> String? {
    if race.kind == .recount, judgement.severity <= .medium {
      return
        "Check what a number costs that is wrong until the next change: that one counts all of it again."
    }
    if race.kind == .create, race.read.reachedKinds.contains(.write) {
      return
        "Check what a second row does: the next `\(race.read.calleeText)` changes both alike, and readers may count each once."
    }
    guard judgement.severity == .monitor else { return nil }
    return
      "Check whether one user does this twice at the same moment: only rows of their own change."
  }

  /// A list that a document of Mongoose holds is saved with the version that was read.
  private static func doubt(ofList race: Race, in program: Program) -> String? {
    guard race.kind == .compute, race.write.calledName == "save",
      let table = program.schema.table(meaning: race.table), table.dialect == .mongo,
      table.columns.contains(where: { $0.type == .array && $0.name == race.subject })
    else { return nil }
    return
      "Check what the loser gets: Mongoose refuses to save a list that another request replaced meanwhile (VersionError), unless the write names its elements."
  }

  /// Who belongs to a team, one of those says who may: `POST /teams/:id/users`.
  private static func doubt(ofMembers race: Race, on approach: Approach?, in program: Program)
    -> String?
  {
    guard race.kind == .create, let approach, approach.entry.kind == .request else { return nil }
    let routes = program.ownRoutes(of: approach)
    let isOfMembers = routes.allSatisfy { route in
      let parts = route.path.split(separator: "/").map(String.init)
      guard parts.count > 2, let last = parts.last,
        [":", "<", "{", "["].contains(parts[parts.count - 2].prefix(1))
      else { return false }
      return ["users", "members", "collaborators"].contains(last)
        && Growth(of: parts[parts.count - 3]) == .slow
    }
    guard isOfMembers, !routes.isEmpty else { return nil }
    return
      "Check what a member costs that stands there twice: one who may, adds others by hand, and taking one away removes both."
  }

  /// What runs only when something failed rarely meets itself.
  private static func doubt(of write: CallSite, on approach: Approach?) -> String? {
    let calls = (approach?.calls ?? []) + [write]
    guard let call = calls.first(where: \.standsInHandler) else { return nil }
    return
      "`\(call.calleeText)` runs only when something failed: check how often two of these come together then."
  }

  /// The read, and the write behind it.
  private func excerpt(of race: Race, in program: Program) -> String {
    let read = program.source(of: race.read.place)
    let write = program.source(of: race.write.place)
    let both = [read, write].map { Excerpt.short($0, keeping: $0) }
    let gap = program.isPython(race.read.place.unit) ? "\n# …\n" : "\n// …\n"
    return race.read.place == race.write.place ? both[0] : both.joined(separator: gap)
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

  /// What a function that runs after a row was saved does twice where two save it.
  private static let hooked: Set<Race.Kind> = [.create, .compute, .carried]
  private static let concurrent: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job),
  ]
}
