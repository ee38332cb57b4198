// A component that renders whenever anything in a store changes.

import Capacity
import Findings
import SemanticModel

/// Reports hooks of stores that are read whole by components which need a part.
struct WholeStoreRead: Rule {
  static let about = RuleDescription(
    name: "whole-store-read",
    category: .stateBloat,
    worst: .monitor,
    title: "Component listens to a whole store",
    problem: """
      Without a selector the component renders at every change of the store, also of what it does not read. The more \
      the store holds, the more of the page renders for nothing.
      """,
    verify: """
      Record one change of a field that the component does not read in the profiler of React: the component must not \
      be among those that render.
      """,
    fix:
      "Select what the component reads: `useCart((state) => state.items)`, one call for each name.",
    tradeOff: "One line for each name that is read.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [SourcePlace] = []
    var byStore: [SourcePlace: [BroadRead]] = [:]
    for read in program.broadReads {
      if byStore[read.store] == nil { order.append(read.store) }
      byStore[read.store, default: []].append(read)
    }
    return order.compactMap { finding(of: byStore[$0] ?? [], in: program) }
  }

  /// One for each store: its readers are further places.
  private func finding(of reads: [BroadRead], in program: Program) -> Finding? {
    guard
      let first = reads.first(where: { !$0.frequent.isEmpty && $0.list != nil })
        ?? reads.first(where: { !$0.frequent.isEmpty }) ?? reads.first(where: { $0.row != nil })
        ?? reads.first(where: { $0.list != nil })
        ?? reads.first
    else { return nil }
    let name = first.site.calleeText
    let components = Set(reads.map(\.component)).count
    let others = reads.filter { $0.site.place != first.site.place }.prefix(12)
    let list =
      (first.row.map { [(place: $0, note: "shows it in each row")] } ?? [])
      + (first.list.map { [(place: $0, note: "builds its rows each time")] } ?? [])
    // One more render of a component without rows is nothing that a person feels.
    let isSure = !first.frequent.isEmpty && (first.list != nil || first.row != nil)
    let named = first.frequent.isEmpty ? first.others : first.frequent
    let changes = named.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return finding(
      Diagnosis(
        place: first.site.place,
        because: [(first.store, "makes the store")] + list
          + others.map { ($0.site.place, "reads it whole as well") },
        function: first.component,
        title:
          "`\(name)()` renders `\(program.name(of: first.component))` at each change of \(changes)",
        problem: Self.about.problem,
        severity: .monitor,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate:
            "\(Figure.counted(Double(components), "component")) × 1 render for each change; \(first.others.count) of the "
            + "\(first.others.count + first.taken.count) names that change are not read by `\(program.name(of: first.component))`",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: "const { \(first.taken.joined(separator: ", ")) } = \(name)();",
          after: first.taken.map { "const \($0) = \(name)((state) => state.\($0));" }
            .joined(separator: "\n")
        ),
        confirm: isSure ? nil : "Check how often \(changes) changes while the page is open.",
        threshold: "20 components that read the store whole"
      ),
      in: program
    )
  }
}
