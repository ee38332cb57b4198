// Documents that ask for more than pages show.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports fields of GraphQL documents that nothing reads, and collections that lists ask for with each row.
struct HeavySelection: Rule {
  static let about = RuleDescription(
    name: "heavy-selection",
    category: .stateBloat,
    worst: .medium,
    title: "A document asks for rows that the page has no use for",
    problem: """
      Each field of a document is read, sent and kept. A collection behind each row is as long as others have made it, \
      costs the server a look-up for each of its entries, and stays in the cache of the page.
      """,
    verify:
      "Look at the size of the answer in the network panel, take the field out of the document, and look again.",
    fix: """
      Ask for what the page shows: leave the field out, ask for a count or an average instead, or give the collection a \
      limit (`reviews(first: 3)`).
      """,
    tradeOff: "A page that shows the collection asks for it when it is opened.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let selections = program.documentSelections
    return idle(selections, in: program) + gathered(selections, in: program)
  }

  // MARK: What nothing reads

  private func idle(_ selections: [DocumentSelection], in program: Program) -> [Finding] {
    selections.compactMap { selection in
      // What a change gives back is for the cache.
      guard selection.kind != .mutation else { return nil }
      let found = Self.collections(below: selection.fields)
      guard !found.isEmpty else { return nil }
      let read = program.namesRead(inPackagesOf: selection)
      let unread = found.filter { !read.contains($0.name) }
      guard let field = unread.first else { return nil }
      return finding(of: field, unread, selection, in: program)
    }
  }

  /// The fields below those that a document begins with that hold many things.
  private static func collections(below roots: [SelectedField]) -> [SelectedField] {
    roots.flatMap(\.fields).flatMap { field -> [SelectedField] in
      isCollection(field) ? [field] : collections(below: [field])
    }
  }

  private static func isCollection(_ field: SelectedField) -> Bool {
    if field.fields.isEmpty {
      return field.name.hasSuffix("Ids") || field.name.hasSuffix("IDs")
    }
    return isPlural(field.name)
  }

  /// Whether a name is that of several things; what a page of them is wrapped into is none.
  private static func isPlural(_ name: String) -> Bool {
    guard let word = NameSplit.words(of: name).last, !wrappers.contains(word) else { return false }
    return word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
      && !word.hasSuffix("is") && word.utf8.count > 3
  }

  private static let wrappers: Set<String> = [
    "edges", "nodes", "items", "results", "rows", "docs", "settings", "details", "stats",
    "options", "preferences", "permissions", "address",
  ]

  private func finding(
    of field: SelectedField,
    _ fields: [SelectedField],
    _ selection: DocumentSelection,
    in program: Program
  ) -> Finding {
    let names = fields.map { "`\($0.name)`" }.joined(separator: ", ")
    let place = SourcePlace(unit: selection.unit, span: field.span)
    return finding(
      Diagnosis(
        place: place,
        because: selection.sites.prefix(6).map { ($0.place, "sends the document") },
        function: program.outermostOfFile(selection.unit),
        aspect: field.name,
        title: "The document asks for \(names), which nothing of the application reads",
        problem: Self.about.problem,
        severity: Growth.isStream(Self.stem(of: field.name)) ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "all \(names) of each thing are read, sent and kept in each open page for nothing",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Leave \(names) out of the document.",
          before: Excerpt.short(program.source(of: place), keeping: field.name)
        ),
        confirm: "Check that nothing hands the whole answer on to where \(names) is used.",
        threshold: "100 entries of each thing"
      ),
      in: program
    )
  }

  /// `messageIds` are as many as messages.
  private static func stem(of name: String) -> String {
    name.hasSuffix("Ids") || name.hasSuffix("IDs") ? String(name.dropLast(3)) : name
  }

  // MARK: What lists ask for with each row

  private typealias Gathered = (field: SelectedField, rows: String, selection: DocumentSelection)

  private func gathered(_ selections: [DocumentSelection], in program: Program) -> [Finding] {
    var order: [String] = []
    var groups: [String: [Gathered]] = [:]
    for selection in selections {
      for root in selection.fields {
        // What is pushed is sent to whoever looks, one by one.
        let isPushed = selection.kind == .subscription
        for (field, rows) in Self.streams(below: root, isPushed ? root.name : nil) {
          let key = "\(selection.kind.rawValue) \(field.name)"
          if groups[key] == nil { order.append(key) }
          groups[key, default: []].append((field, rows, selection))
        }
      }
    }
    return order.compactMap { finding(of: groups[$0] ?? [], in: program) }
  }

  /// The collections that others fill, with the rows to which they belong.
  private static func streams(below field: SelectedField, _ rows: String?)
    -> [(SelectedField, String)]
  {
    let list = isPlural(field.name) ? field.name : rows
    return field.fields.flatMap { inner -> [(SelectedField, String)] in
      if let list, !inner.fields.isEmpty, isPlural(inner.name), !inner.hasArguments,
        // `orders { orders { … } }` wraps its own rows.
        !NameSplit.haveCommonWord(inner.name, list),
        Growth.isStream(inner.name) || Growth.isEcho(inner.name)
      {
        return [(inner, list)]
      }
      return streams(below: inner, list)
    }
  }

  private func finding(of group: [Gathered], in program: Program) -> Finding? {
    guard let first = group.first else { return nil }
    let name = first.field.name
    let place = SourcePlace(unit: first.selection.unit, span: first.field.span)
    let isPushed = first.selection.kind == .subscription
    let others = group.dropFirst().prefix(12).map { other in
      (
        place: SourcePlace(unit: other.selection.unit, span: other.field.span),
        note: "asks for all of them as well"
      )
    }
    let depth = first.field.fields.contains { !$0.fields.isEmpty } ? 2.0 : 1.0
    return finding(
      Diagnosis(
        place: place,
        because: others + first.selection.sites.prefix(4).map { ($0.place, "sends the document") },
        function: program.outermostOfFile(first.selection.unit),
        aspect: "\(first.selection.kind.rawValue) \(name)",
        title: isPushed
          ? "Each event of `\(first.rows)` brings all `\(name)`"
          : "A list of `\(first.rows)` asks for all `\(name)` of each row",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: isPushed
            ? "1,000 `\(name)` of one thing × each event × each open page; assuming 1,000 of them"
            : "20 rows × 200 `\(name)` × \(Figure.counted(depth, "object")) = "
              + "\(Figure.grouped(4_000 * depth)) objects for each page of the list; assuming 200 of them for one row",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: place), keeping: name)
        ),
        confirm: "Check how many `\(name)` one of the rows has, and which of them the list shows.",
        threshold: "20 entries of each row"
      ),
      in: program
    )
  }
}
