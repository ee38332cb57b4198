// Lists inside of documents that grow with every use, and that each read of the document carries along.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports collections whose documents hold lists that requests add to without end, and that are read whole.
struct GrowingDocument: Rule {
  static let about = RuleDescription(
    name: "growing-document",
    category: .unboundedFetch,
    worst: .medium,
    title: "Lists inside of documents that grow without end",
    problem: """
      A document is read, made an object and written as a whole: one that gathers what many people do becomes slower \
      with each of them, for every list and every check that reads it, and MongoDB refuses it beyond 16 MB. Those who \
      are used most are slow first.
      """,
    verify: """
      Give one document 10,000 elements and ask the route that reads it: the answer's size and time must not grow with \
      them.
      """,
    fix: """
      Keep the elements in a collection of their own, with an index on the document that they belong to and a unique \
      one over both where there is one for each pair; keep a number in the document for what is only counted. Until \
      then read it with a projection that leaves the lists out.
      """,
    tradeOff:
      "What was one read becomes two, and the number must be kept with each change (`$inc`).",
    effort: Effort(low: 2, high: 12)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let grown = Dictionary(grouping: program.grownArrays, by: \.table)
    guard !grown.isEmpty else { return [] }
    let assembly = IndexFindings(program: program, target: target)
    return program.schema.tables.compactMap { table in
      let arrays = (grown[table.name] ?? []).filter { Self.gathers($0, in: table) }
      guard let first = arrays.first, let site = first.column.site ?? table.sites.first,
        let read = wholeRead(of: table, besides: arrays, in: program)
      else { return nil }
      let found = finding(
        diagnosis(table, arrays, first, read, in: program, under: target),
        in: program
      )
      return assembly.placed(
        found,
        at: site,
        rule: Self.about.name,
        table.name,
        first.column.name
      )
    }
  }

  /// Whether what a list holds comes with use, from many people or again and again: likes, comments, tokens.
  static func gathers(_ array: GrownArray, in table: Table) -> Bool {
    // `messageIds` holds messages.
    let name = array.name.hasSuffix("Ids") ? "\(array.name.dropLast(3))s" : array.name
    let words = Growth.words(of: name)
    guard let last = words.last, !UnboundedRead.isHandful(name, of: table.label),
      !Growth.isClosed(table.label)
    else { return false }
    // Orders and messages are over one day, and with them what is said of them; what is published is not.
    let owner = Growth.words(of: table.label).last ?? ""
    let isTalk = UnboundedRead.talks.contains(owner)
    guard !Growth.isStream(table.label) || published.contains(owner) || isTalk, last != "history"
    else {
      return false
    }
    return Growth.isStream(name) || comesFromPeople(name)
  }

  /// Whether the word for a list says that each of many people adds to it: `likes`, `usedBy`, `blockedUsers`.
  static func comesFromPeople(_ name: String) -> Bool {
    let words = Growth.words(of: name)
    guard let last = words.last else { return false }
    if Growth.isEcho(name) || crowds.contains(last) { return true }
    let isDone = words.dropLast().contains { $0.hasSuffix("ed") }
    return last == "by" && isDone || isDone && Growth.comesWithUse(name)
  }

  private static let published: Set<String> = ["post", "tweet", "upload", "entry", "event"]
  private static let crowds: Set<String> = [
    "save", "upvote", "downvote", "share", "token", "answer", "feedback", "subscriber", "attempt",
    "communication", "interaction", "remark", "timeline",
  ]

  /// A read of whole documents by requests, in another function than those that add to the lists.
  private func wholeRead(
    of table: Table,
    besides arrays: [GrownArray],
    in program: Program
  ) -> CallSite? {
    let adding = Set(arrays.flatMap(\.additions).map { program.call(at: $0).function })
    let reads = program.queries.filter { query in
      query.action == .read && program.schema.table(meaning: query.model)?.name == table.name
    }
    .map { program.call(at: $0.call) }
    .filter { site in
      site.unit.isRunning && site.audience == .requests && !adding.contains(site.function)
        && site.isReached(from: Audience.requests.entries) && !program.readsPart(site)
        && !program.isRare(site)
    }
    // A list carries as many of them along as it has rows.
    return reads.first { $0.calledName == "find" } ?? reads.first
  }

  private func diagnosis(
    _ table: Table,
    _ arrays: [GrownArray],
    _ first: GrownArray,
    _ read: CallSite,
    in program: Program,
    under target: LoadTarget
  ) -> Diagnosis {
    let approach = read.approach
    let model = table.models.first ?? table.name
    let names = arrays.prefix(4).map { "`\($0.column.name)`" }.joined(separator: ", ")
    let more = arrays.count > 4 ? " and \(arrays.count - 4) more" : ""
    let load = ReadLoad(target: target.at(read.rareUse), rows: .rows(5_000, of: first.name))
    return Diagnosis(
      place: read.place,
      because: (approach?.steps(in: program) ?? []) + [
        (read.place, "reads the whole document")
      ]
        + arrays.compactMap(\.additions.first).prefix(8).map {
          (program.call(at: $0).place, "adds an element")
        },
      function: read.function,
      title:
        "`\(model)` holds lists that grow with use, and reads carry them whole: \(names)\(more)",
      problem:
        "Requests add to \(names)\(more), nothing takes elements away for their number, and `\(read.calleeText)` reads all of them. \(Self.about.problem)",
      severity: .medium,
      tier: .suspicious,
      confidence: .medium,
      impact: Impact(estimate: load.sentence, confidence: .low),
      verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
      fix: Remedy(Self.about.fix),
      routes: approach?.routeLabels(in: program) ?? [],
      confirm:
        "Check how many elements \(names) of one `\(model)` have where it is used most.",
      threshold: "1,000 elements in one document"
    )
  }
}
