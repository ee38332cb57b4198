// N+1: one round trip to the database for each element of a collection.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports a query that runs once per element of something that grows with the data.
struct QueryInLoop: Rule {
  static let about = RuleDescription(
    name: "query-in-loop",
    category: .nPlusOne,
    worst: .critical,
    title: "Database query inside a loop",
    problem: """
      Every iteration waits for one round trip to the database. The number of queries grows with the data, not with \
      the code: under load the connection pool runs empty, and requests that need a single row queue behind this one.
      """,
    verify: """
      Request a page of 10 rows, then one of 50: the number of statements in the database's log (`calls` in \
      pg_stat_statements) must not rise with the rows.
      """,
    fix: "Fetch all rows with one query (IN, ANY, JOIN or an include), then group them in memory.",
    tradeOff:
      "One large result replaces many small ones: give it a LIMIT, and split long lists of ids into batches.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let repeated = program.repeatedCalls(with: [.query, .write]).filter {
      $0.site.unit.isRunning && $0.site.isReached(from: .serving)
        && !Self.isOfBatches($0.repetition.subject) && !program.isFilledBefore($0)
        && !$0.isHeldBySession(in: program)
        && !($0.path.last ?? $0.site).asksThisProcess
    }
    var groups: [SourcePlace: [RepeatedCall]] = [:]
    for call in repeated { groups[call.repetition.place, default: []].append(call) }
    Self.joinAlike(&groups)
    let ground = Ground(
      prepared: program.membersSetFromOutside(onWaysOf: repeated),
      outbound: Dictionary(grouping: program.outboundTurns) { $0.site.place.unit },
      wholeReads: repeated.contains { $0.site.rareUse != nil } ? program.wholeReads : [:],
      lists: WalkedLists(program),
      open: program.openReads
    )
    let loops = groups.keys.sorted().compactMap { place in
      groups[place].flatMap { finding(of: $0, ground, in: program, under: target) }
    }
    return loops + fieldFindings(in: program, under: target)
  }

  /// What all findings are judged by.
  private struct Ground {
    /// Members that code elsewhere fills in.
    let prepared: Set<String>
    /// By file: calls of something outside for which each turn of a loop waits.
    let outbound: [Int: [RepeatedCall]]
    /// By call: the table of which it reads all rows; empty where nobody asks.
    let wholeReads: [Int: String]
    let lists: WalkedLists
    /// By call: what nothing bounds of its rows.
    let open: [Int: OpenRead]
  }

  /// Whether each turn takes many elements at once: the loop is the repair.
  private static func isOfBatches(_ subject: String) -> Bool {
    let last = subject.split { $0 == "." || $0 == "(" }.last { $0 != "…)" }?.lowercased() ?? ""
    if ["batches", "chunks"].contains(where: last.hasSuffix) { return true }
    return subject.contains("(") && ["chunk", "batched", "chunked"].contains(last)
  }

  /// One loop is one finding: its first call, with the others as related places.
  private func finding(
    of calls: [RepeatedCall],
    _ ground: Ground,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = calls.first, !program.isRefusedAboveFew(first.repetition) else { return nil }
    let rare = first.site.rareUse
    let together = calls.filter { $0.repetition.place == first.repetition.place }
    // Who hands over one element makes one turn: the way is told from those who hand over many.
    let few = program.callsHandingFew(to: first.repetition)
    let closing = program.callsClosing(first.site)
    let avoided = few.calls.union(closing.calls)
    let way = Way(to: first.site, avoiding: avoided)
    let (approach, audience) = (way.approach, way.audience)
    if few.areAll || closing.areAll || approach == nil && !avoided.isEmpty { return nil }
    let subject = first.repetition.subject
    let each = subject.isEmpty || subject.contains("…") ? "element" : "element of `\(subject)`"
    let list = ground.lists.list(of: first.repetition)
    let turns = LoopTurns(
      first: first,
      calls: together,
      list: list,
      read: list.call.flatMap { ground.open[$0] },
      outbound: ground.outbound[first.repetition.place.unit]?
        .first { first.repetition.place.span.contains($0.site.place.span) },
      audience: audience,
      rare: rare,
      approach: approach,
      byName: way.byName,
      program: program
    )
    let doubt = doubt(first, together, ground.prepared, in: program) ?? turns.doubt
    let isSure = doubt == nil
    let table = rare.flatMap { _ in program.table(walkedBy: first.repetition, ground.wholeReads) }
    let damage = damage(of: turns, table, under: target)
    return finding(
      Diagnosis(
        place: first.site.place,
        because: steps(first, calls, approach, program),
        function: first.site.function,
        title: "`\(first.site.calleeText)` queries the database once per \(each)",
        problem: problem(turns),
        severity: isSure ? damage.severity : min(damage.severity, .medium),
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: damage.sentence, confidence: .medium),
        verify: Verify(
          steps: audience == .jobs ? Self.verifyOfJob : Self.about.verify,
          command: approach?.command(in: program)
        ),
        fix: remedy(first, together, in: program),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: doubt
      )
      .priced(for: rare, ceiling: table == nil ? .medium : .high, under: target)
      .reached(by: approach, to: first.site.calleeText),
      in: program
    )
  }

  /// The one fact that decides whether the loop is as dear as it looks; nil where the code shows it.
  private func doubt(
    _ call: RepeatedCall,
    _ together: [RepeatedCall],
    _ prepared: Set<String>,
    in program: Program
  ) -> String? {
    if call.repetition.isSearch {
      return "The loop ends at the first hit: check how many turns it usually takes before that."
    }
    if call.site.standsInHandler {
      return "The loop runs only when something failed: check how often, and for how many elements."
    }
    if call.standsBeforeFailure {
      return
        "The loop runs only before something fails: check how often, and for how many elements."
    }
    if together.allSatisfy(\.onlyReloads) {
      return
        "The row is read anew on some paths only: check for how many rows of one answer it is."
    }
    if program.isOfKeptFunction(call.site) {
      return "The function's results are kept for a while: check how often it is computed."
    }
    if together.allSatisfy({
      $0.isKeptByKey || $0.isKeptBetweenTurns || $0.prepared(among: prepared) != nil
    }) {
      return call.prepared(among: prepared).map {
        "Code elsewhere fills in `\($0)`: check whether it does so before this loop."
      } ?? "The results are kept by key: check how many keys of one run are new."
    }
    if program.isFoundInText(call.repetition) {
      return "The elements are what a pattern finds in one text: check how many one text holds."
    }
    return nil
  }

  private static let verifyOfJob = """
    Run the job over 10 rows, then over 50: the number of statements in the database's log (`calls` in \
    pg_stat_statements) must not rise with the rows.
    """

  /// What the loop costs those who wait for it.
  private func damage(
    of turns: LoopTurns,
    _ table: String?,
    under target: LoadTarget
  ) -> (severity: Severity, sentence: String) {
    let perItem = Double(turns.calls.count)
    let depth = turns.program.depth(of: turns.first.repetition)
    if turns.audience == .jobs {
      return (.medium, JobLoad(queriesPerItem: perItem, depth: depth).sentence)
    }
    let rare = turns.rare
    let share = turns.share(of: target)
    var load = QueryLoad(
      target: target.at(rare),
      queriesPerItem: perItem,
      items: table.map(Self.rows) ?? rare?.rowsOfLoop ?? .rowsOfOnePage,
      depth: depth,
      pace: turns.pace,
      poolSize: turns.isInTransaction
        ? nil : (turns.first.path.last ?? turns.first.site).poolSize.map(Self.input)
    )
    if table != nil, load.breaksLatencyTarget { return (.high, load.sentence) }
    if let rare {
      return (rare.severity(ofDelay: load.addedMilliseconds, under: target), load.sentence)
    }
    if let share { load.target.requestsPerSecond = share.value }
    let sentence = load.sentence + (share.map { "; \($0.source)" } ?? "")
    let isFatal = load.breaksLatencyTarget || load.exhaustsPool
    if turns.isWriting, !turns.isIngest { return (isFatal ? .high : .medium, sentence) }
    // A rate that nobody measured lifts nothing.
    if share != nil, turns.program.hasHundredsOfRoutes {
      return (isFatal ? .high : .medium, sentence)
    }
    return (isFatal ? .critical : .high, sentence)
  }

  /// A loop over a whole table grows with it, whoever asks.
  private static func rows(of table: String) -> Input {
    let rows = Growth(of: table).rows
    return .assumed(rows, because: "\(Figure.grouped(rows)) rows in `\(table)`")
  }

  private static func input(_ pool: PoolSize) -> Input {
    let size = Double(pool.connections)
    guard let library = pool.isDefaultOf else { return .stated(size, by: "the pool's options") }
    return .assumed(
      size,
      because: "one process with a pool of \(pool.connections), the default of \(library)"
    )
  }

  private func problem(_ turns: LoopTurns) -> String {
    let first = turns.first
    let operation = first.path.last ?? first.site
    let verb = Self.verb(first, in: turns.program)
    let article = "aeiouAEIOU".contains(verb.prefix(1)) ? "an" : "a"
    let through =
      first.path.isEmpty
      ? "" : " It is \(first.path.count == 1 ? "one call" : "\(first.path.count) calls") away."
    let library = operation.library.map { " (\($0))" } ?? ""
    let others =
      turns.calls.count == 1
      ? "" : " \(turns.calls.count) calls of this loop reach the database each time."
    let does = turns.isTogether ? "starts" : "waits for"
    return "Each turn \(does) `\(operation.calleeText)`, \(article) \(verb)\(library)."
      + "\(through)\(others) \(turns.failure ?? Self.about.problem)"
  }

  private func remedy(
    _ first: RepeatedCall,
    _ calls: [RepeatedCall],
    in program: Program
  ) -> Remedy {
    if calls.count == 1, let write = BatchedWrite(first, in: program), let written = write.remedy {
      return Remedy(
        advice(first, in: program),
        before: written.before,
        after: written.after,
        repair: write.repair(with: written.after)
      )
    }
    if calls.count == 1, let batched = PythonBatch(first, in: program)?.remedy {
      return Remedy(
        Self.about.fix,
        before: batched.before,
        after: batched.after,
        repair: batched.repair
      )
    }
    if first.isAlike(in: program) { return Remedy(advice(first, in: program)) }
    if let batched = calls.lazy.compactMap({ Batch($0, in: program)?.remedy }).first {
      let rest = calls.count == 1 ? "" : Self.otherCalls
      return Remedy(
        Self.about.fix + batched.note + rest,
        before: batched.before,
        after: batched.after,
        repair: calls.count == 1 ? Batch(first, in: program)?.repair : nil
      )
    }
    let loop = Excerpt.short(
      program.source(of: first.repetition.place),
      keeping: program.source(of: first.site.place)
    )
    return Remedy(advice(first, in: program), before: loop)
  }

  private static let otherCalls =
    " The other calls of the loop need the same; check that no turn reads what an earlier one wrote."

  /// What one turn asks for: the verb of the SQL text where one of the calls is given it, else the library's.
  static func verb(_ call: RepeatedCall, in program: Program) -> String {
    for site in [call.site] + call.path {
      guard let first = site.arguments.first else { continue }
      // A text by itself, or in an object: `{ text: "DELETE …", values }`.
      let text = first["text"] ?? first["sql"] ?? first
      let place = SourcePlace(unit: site.place.unit, span: text.span)
      let word = program.source(of: place).utf8
        .drop { !Words.isWord($0) }.prefix(while: Words.isWord)
      let verb = String(decoding: Array(word), as: UTF8.self).uppercased()
      if ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(verb) { return verb }
    }
    let operation = call.path.last ?? call.site
    let told = operation.effects.first?.verb ?? "query"
    return told == "query" ? operation.statementVerb ?? told : told
  }

  /// What to do where no text can be given: the functions and the statement by their names.
  private func advice(_ first: RepeatedCall, in program: Program) -> String {
    let subject = first.repetition.subject
    let all = subject.isEmpty || subject.contains("…") ? "all elements" : "all of `\(subject)`"
    let operation = first.path.last ?? first.site
    if let written = Self.adviceOfCommit(first, operation, all) { return written }
    if first.path.isEmpty, first.site.repeatsNestedList {
      return
        "Write what is missing of \(all) first, with one `createMany` that skips duplicates, and only `connect` it in "
        + "`\(first.site.calleeText)`; give the list a largest length."
    }
    if first.isAlike(in: program) {
      return
        "Call `\(first.site.calleeText)` once in front of the loop: nothing that it is given changes from turn to turn."
    }
    let way = way(operation, verb: Self.verb(first, in: program))
    guard let callee = first.path.first else {
      return "Replace `\(first.site.calleeText)` by one call for \(all): \(way)."
    }
    let place = program.location(of: operation.place)
    let name = program.name(of: callee.function)
    return "Give `\(name)` a variant for \(all), and call it once in place of "
      + "`\(first.site.calleeText)` in the loop. Where it reaches `\(operation.calleeText)` "
      + "(\(place.file):\(place.startLine)), \(way)."
  }

  /// A commit is no statement that could be written for all rows: it moves behind the loop.
  private static func adviceOfCommit(_ first: RepeatedCall, _ operation: CallSite, _ all: String)
    -> String?
  {
    guard operation.plays(.endsTransaction),
      operation.effects.contains(where: { $0.verb == "flush" })
    else { return nil }
    let way = first.path.isEmpty ? "" : ", through `\(first.site.calleeText)`"
    return
      "Commit once behind the loop, for \(all): in the loop only add and change the rows. Each commit waits for "
      + "the disk\(way), and makes every row of the session be read again at its next use."
  }

  private func way(_ operation: CallSite, verb: String) -> String {
    let own = operation.library.flatMap { library in
      operation.method.flatMap { BatchStyle.ways["\(library).\($0.name)"] }
    }
    if let own { return own }
    if ["INSERT", "UPDATE", "DELETE"].contains(verb) || operation.isStatementOfWrite
      || operation.effects.allSatisfy({ $0.kind == .write })
    {
      let how = operation.library.flatMap { BatchStyle.writes[$0] }.map { ": \($0)" } ?? ""
      return "write the rows with one statement\(how)"
    }
    if ["count", "aggregate"].contains(verb) {
      return "ask once, grouped by the key (GROUP BY), and look each result up"
    }
    return "read the rows with one query (IN, ANY, JOIN or an include), and group them by key"
  }

  private func steps(
    _ first: RepeatedCall,
    _ calls: [RepeatedCall],
    _ approach: Approach?,
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    let head = program.head(of: first.repetition)
    // The way often leads through the iteration itself: it is told once.
    var steps = (approach?.steps(in: program) ?? []).filter { step in
      step.place.unit != head.unit || step.place.span.start != head.span.start
    }
    steps.append((head, "repeats"))
    for call in first.path {
      let effect = call.effects.first.map { "\($0.verb): " } ?? "calls "
      steps.append((call.place, "\(effect)`\(call.calleeText)`"))
    }
    for call in calls.dropFirst() {
      let isSame = call.repetition.place == first.repetition.place
      let what = isSame ? "the same loop" : "another loop"
      steps.append((call.site.place, "\(what): `\(call.site.calleeText)`"))
    }
    return steps
  }
}
