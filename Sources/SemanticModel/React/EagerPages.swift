// Pages of a router whose code every visitor loads, whichever of them is shown.

import Facts
import SourceText

/// The pages that a table of routes imports as soon as the application starts.
package struct EagerPages: Sendable {
  /// The import of the first.
  package let place: SourcePlace
  package let function: FunctionRef
  /// The imports of all, with the names of their components.
  package let pages: [(name: String, place: SourcePlace)]
  /// The element that shows one of them, where the file has exactly one.
  package let router: SourcePlace?
  /// The bytes of source that nothing but these pages needs.
  package let ownBytes: Int
  /// The bytes of source that the application loads before it shows anything.
  package let allBytes: Int
}

extension Program {
  /// The tables of routes that split nothing, in programs that put an application into the page themselves.
  package var eagerPages: [EagerPages] {
    let entries = startUnits
    guard !entries.isEmpty else { return [] }
    let all = loaded(from: entries)
    return all.sorted().compactMap { unit -> EagerPages? in
      guard !splits(unit) else { return nil }
      let pages = pages(routedIn: unit)
      guard pages.count > 1, let first = pages.first else { return nil }
      let rest = loaded(from: entries, without: Set(pages.map(\.target)), in: unit)
      return EagerPages(
        place: first.place,
        function: outermostOfFile(unit),
        pages: pages.map { ($0.name, $0.place) },
        router: router(in: unit),
        ownBytes: all.subtracting(rest).reduce(0) { $0 + bytesOfSource($1) },
        allBytes: all.reduce(0) { $0 + bytesOfSource($1) }
      )
    }
  }

  private func bytesOfSource(_ unit: Int) -> Int {
    Int(units[unit].facts.functions[FileFacts.module.index].span.end)
  }

  /// Whether a file loads some of what it imports later.
  private func splits(_ unit: Int) -> Bool {
    units[unit].facts.imports.contains { $0.kind == .dynamic }
  }

  private func router(in unit: Int) -> SourcePlace? {
    let facts = units[unit].facts
    let found = facts.instructions.filter { step in
      step.operation == .element
        && ["Routes", "Switch", "RouterProvider"].contains(
          text(of: ValueID(step.a), in: units[unit])
        )
    }
    return found.count == 1 ? SourcePlace(unit: unit, span: found[0].span) : nil
  }

  /// The files that are loaded at once from some others, but for what one file would load later.
  private func loaded(
    from entries: Set<Int>,
    without late: Set<Int> = [],
    in table: Int? = nil
  ) -> Set<Int> {
    var seen = entries
    var queue = Array(entries)
    while let unit = queue.popLast() {
      let file = units[unit]
      for index in file.facts.imports.indices.dropFirst() {
        let kind = file.facts.imports[index].kind
        guard kind == .static || kind == .require, case .units(let targets) = file.targets[index]
        else { continue }
        for target in targets {
          // Another file that imports a page keeps it in the first load.
          if unit == table, late.contains(target) { continue }
          if seen.insert(target).inserted { queue.append(target) }
        }
      }
    }
    return seen
  }

  // MARK: Routes

  private typealias Page = (name: String, place: SourcePlace, target: Int)

  /// The components that exactly one route of a file shows, where a file of the project declares them.
  private func pages(routedIn unit: Int) -> [Page] {
    let facts = units[unit].facts
    guard WordList(["Route", "createBrowserRouter", "useRoutes"]).isMentioned(in: facts.names)
    else {
      return []
    }
    var counts: [SymbolID: Int] = [:]
    for span in routeSpans(in: unit) {
      var shown: Set<SymbolID> = []
      for value in facts.values where value.kind == .symbol && span.contains(value.span) {
        shown.insert(SymbolID(value.a))
      }
      for step in facts.instructions where step.operation == .element && span.contains(step.span) {
        let tag = facts.values[Int(step.a)]
        if tag.kind == .symbol { shown.insert(SymbolID(tag.a)) }
      }
      for symbol in shown { counts[symbol, default: 0] += 1 }
    }
    return counts.filter { $0.value == 1 }.keys.compactMap { page($0, in: unit) }
      .sorted { ($0.place, $0.name) < ($1.place, $1.name) }
  }

  /// Where a file says what a route shows: the properties `component`, `Component` and `element`.
  private func routeSpans(in unit: Int) -> [ByteSpan] {
    let facts = units[unit].facts
    var result: [ByteSpan] = []
    for position in facts.values.indices.dropFirst() where facts.values[position].kind == .object {
      let entries = entries(of: ValueRef(unit: unit, id: ValueID(UInt32(position))))
      guard entries.contains(where: { $0.name == "path" || $0.name == "index" }) else { continue }
      for entry in entries where ["component", "Component", "element"].contains(entry.name) {
        result.append(value(entry.value).span)
      }
    }
    return result
  }

  private func page(_ id: SymbolID, in unit: Int) -> Page? {
    let facts = units[unit].facts
    let symbol = facts.symbols[id.index]
    let name = facts.names.string(symbol.name)
    var value = facts.values[symbol.value.index]
    if value.kind == .member { value = facts.values[Int(value.a)] }
    guard symbol.kind == .import, name.first?.isUppercase ?? false, value.kind == .module,
      facts.imports[Int(value.a)].kind == .static,
      case .units(let targets) = units[unit].targets[Int(value.a)], let target = targets.first,
      // What stands around other pages is no page.
      !WordList(["Outlet", "children"]).isMentioned(in: units[target].facts.names)
    else { return nil }
    return (name, SourcePlace(unit: unit, span: facts.imports[Int(value.a)].span), target)
  }
}
