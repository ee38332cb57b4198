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
  static func isPlural(_ name: String) -> Bool {
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
}
