// An element is added to a list of a document because a read found that it was not there.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports lists of documents that are changed by what an earlier read of the whole document showed.
struct DoubledEntry: Rule {
  static let about = RuleDescription(
    name: "doubled-entry",
    category: .checkThenAct,
    worst: .medium,
    title: "List of a document that is changed by an old copy",
    problem: """
      The document is read whole, the code looks into its list, and the list is changed afterwards. Two requests at the \
      same moment (a double click, two tabs, two people) both see the old list: both add their element, or the second \
      replaces what the first wrote. Mongoose refuses some of these saves with a VersionError, which the user gets as \
      a failure.
      """,
    verify: """
      Send twenty of these requests for one document at the same time: each element must stand there once, the others \
      must stand there still, and no request may be answered with 500.
      """,
    fix: """
      Let one statement decide: `updateOne({ _id, list: { $ne: element } }, { $push: { list: element } })` or \
      `$addToSet` to add, `$pull` to take away, `arrayFilters` for an element inside; whether a document was changed \
      says which it was.
      """,
    tradeOff:
      "`$addToSet` compares whole elements: one that carries a time is never the same twice.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [FunctionRef: [ListChange]] = [:]
    for change in program.listChanges where change.check.audience == .requests {
      // One person fills a cart, and sees it before it is paid for.
      let owner = change.check.calleeText.split(separator: ".").first.map(String.init) ?? ""
      guard !Growth.words(of: owner).contains(where: UnboundedRead.carried.contains),
        Self.isChangedByMany(change.field)
      else { continue }
      groups[change.function, default: []].append(change)
    }
    return groups.keys.sorted().compactMap { function in
      groups[function].flatMap { finding(of: $0, in: program, under: target) }
    }
  }

  /// Whether users change a list as they go, not the few who say who works with it.
  private static func isChangedByMany(_ field: String) -> Bool {
    GrowingDocument.comesFromPeople(field)
      || Growth.words(of: field).contains { joining.contains($0) || $0.hasSuffix("ed") }
  }

  private static let joining: Set<String> = [
    "favorite", "favourite", "attendee", "participant", "registration", "enrollment", "bookmark",
  ]

  private func finding(
    of changes: [ListChange],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let change = changes.first else { return nil }
    let site = change.write
    let load = RaceWindow(target: target.at(site.rareUse), queries: 2, calls: 0)
    let approach = site.approach
    let check = change.check.place
    let place = SourcePlace(
      unit: check.unit,
      span: ByteSpan(start: check.span.start, end: change.change.span.end)
    )
    let title =
      change.kind == .added
      ? "`\(change.field)` gets an element because `\(change.check.calleeText)` found none: two requests add two"
      : "`\(change.field)` is replaced by what is left of the copy that `\(change.check.calleeText)` gave"
    return finding(
      Diagnosis(
        place: place,
        because: (approach?.steps(in: program) ?? []) + [
          (site.place, "stores it: `\(site.calleeText)`")
        ] + changes.dropFirst().map { ($0.change, "changes `\($0.field)` the same way") },
        function: change.function,
        title: title,
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: nil),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: change.change), keeping: change.field)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check who changes `\(change.field)` of one document at the same moment, and what an element costs that stands there twice or is lost."
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }
}
