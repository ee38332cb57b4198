// Rows that are built anew because their key changes.

import Capacity
import Findings
import SemanticModel

/// Reports rows whose key is another at each render.
struct FreshKey: Rule {
  static let about = RuleDescription(
    name: "random-key",
    category: .unvirtualizedList,
    worst: .medium,
    title: "Rows get a new key at each render",
    problem: """
      The key tells React which row is which. A key that is made while rendering fits no row of before: each render \
      takes all rows out of the page and builds them anew, with their state, their focus and their effects.
      """,
    verify:
      "Type into a field of a row, or select text in it, and make the list render: the focus must stay.",
    fix: "Use what identifies the row in the data: `key={row.id}`.",
    tradeOff: "None.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [Int] = []
    var byFile: [Int: [UnstableKey]] = [:]
    for key in program.unstableKeys {
      if byFile[key.place.unit] == nil { order.append(key.place.unit) }
      byFile[key.place.unit, default: []].append(key)
    }
    return order.compactMap { finding(of: byFile[$0] ?? [], in: program) }
  }

  /// One for each file: the habit is the cause.
  private func finding(of keys: [UnstableKey], in program: Program) -> Finding? {
    let loaded = keys.first { $0.list?.isLoaded ?? false }
    guard let key = loaded ?? keys.first(where: { $0.list != nil }) ?? keys.first else {
      return nil
    }
    let load = RenderLoad(rows: .rowsOfOnePage, elementsPerRow: key.list?.elementsPerRow ?? 1)
    let rows = key.list.map { "The rows of `\($0.site.calleeText)`" } ?? "The elements of a loop"
    let impact =
      key.list == nil
      ? "1 render = all elements of the loop taken out of the page and built anew"
      : "at each render " + load.sentence
    let others = keys.filter { $0.place != key.place }.prefix(12)
    return finding(
      Diagnosis(
        place: key.place,
        because: (key.list.map { [($0.site.place, "builds all rows anew at each render")] } ?? [])
          + others.map { ($0.place, "another key at each render as well") },
        function: key.list?.site.function ?? key.component,
        title: "\(rows) get a new key at each render",
        problem: Self.about.problem,
        severity: loaded != nil ? .medium : .monitor,
        confidence: .high,
        impact: Impact(estimate: impact, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: "key={\(program.source(of: key.place))}")
      ),
      in: program
    )
  }
}
