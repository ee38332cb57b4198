// Collections that a list asks for with each of its rows.

import Capacity
import Findings
import SemanticModel
import SourceText

extension HeavySelection {
  private typealias Gathered = (field: SelectedField, rows: String, selection: DocumentSelection)

  func gathered(_ selections: [DocumentSelection], in program: Program) -> [Finding] {
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
