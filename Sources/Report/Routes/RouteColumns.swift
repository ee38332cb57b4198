// The columns of a route table, alike in every form.

import Findings

/// The figures of a route's cost that at least one route has.
struct RouteColumns {
  private struct Column {
    let heading: String
    let value: @Sendable (RouteCost.Cost) -> String?
  }

  private let columns: [Column]

  private static var all: [Column] {
    [
      Column(heading: "Queries") { $0.queries },
      Column(heading: "Calls") { $0.externalCalls },
      Column(heading: "Awaits") { $0.sequentialAwaits.map(String.init) },
      Column(heading: "Unbounded") { $0.unboundedReads.map(String.init) },
      Column(heading: "Blocking") { $0.blockingCalls.map(String.init) },
    ]
  }

  init(of routes: [RouteCost]) {
    columns = Self.all.filter { column in routes.contains { column.value($0.cost) != nil } }
  }

  var headings: [String] { columns.map(\.heading) }

  /// One cell for each heading; `-` where the audit does not know.
  func cells(of route: RouteCost) -> [String] {
    columns.map { $0.value(route.cost) ?? "-" }
  }
}
