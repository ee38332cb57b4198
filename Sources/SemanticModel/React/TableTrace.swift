// Rows that a library for tables hands through: those of its `data`, or one page of them.

import Facts

extension DataTrace {
  /// What a hook for tables gives of the rows that it is handed.
  mutating func follow(table site: CallSite, _ part: Part?) {
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard let first = arguments.first else { return }
    let options = program.traced(ValueRef(unit: site.place.unit, id: first))
    let plugins = arguments.dropFirst().map { program.text(of: $0, in: site.unit) }
    let isPaged =
      plugins.contains { $0.hasSuffix("Pagination") }
      || ["getPaginationRowModel", "manualPagination"]
        .contains { program.member($0, of: options, depth: 0) != nil }
    if case .member("page") = part { source.isCut = true }
    guard !isPaged, !source.isCut, let data = program.member("data", of: options, depth: 0) else {
      source.isCut = true
      return
    }
    follow(data, nil)
  }
}
