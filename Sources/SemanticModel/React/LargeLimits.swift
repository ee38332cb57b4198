// Requests of pages for so many rows at once that they mean all of them.

import Facts

/// A request that names a size of page which nobody reads.
package struct LargeLimit: Sendable {
  package let site: CallSite
  package let component: FunctionRef
  package let rows: Double
  package let path: RequestPath?
}

extension Program {
  /// From here on a page is no page.
  private static let leastRows = 500.0

  private static let names: Set<String> = [
    "limit", "pageSize", "page_size", "perPage", "per_page", "take", "pageLimit", "itemsPerPage",
  ]

  private static let smallNames = names.map { $0.lowercased() }

  /// The requests of pages for 500 rows or more, in order of file and place.
  package var largeLimits: [LargeLimit] {
    let naming = units.map { Self.namesLimit($0.facts) }
    return react.inOrder
      .filter { file in
        let isNaming = naming[file.unit] || imported(by: file.unit).contains { naming[$0] }
        return isNaming && !isNeverShown(file.unit) && units[file.unit].isRunning
      }
      .flatMap { file in
        let facts = units[file.unit].facts
        var seen: Set<SourcePlace> = []
        return table.calls(of: file.unit).compactMap { position -> LargeLimit? in
          let site = call(at: position)
          let rows = facts.eachValue(of: ListID(site.instruction.b))
            .compactMap { self.rows(askedBy: ValueRef(unit: file.unit, id: $0), 0) }.max()
          guard let rows, let request = requests(behindHook: site).first else { return nil }
          let path = path(of: request)
          guard path?.isRead ?? true, seen.insert(site.place).inserted else { return nil }
          return LargeLimit(
            site: site,
            component: outermost(site.function),
            rows: rows,
            path: path
          )
        }
      }
  }

  /// Whether a file may say how many rows a page has: a name and a number, or an address with both.
  private static func namesLimit(_ facts: FileFacts) -> Bool {
    let hasNumber = facts.numbers.contains { $0 >= leastRows }
    if hasNumber, !facts.names.ids(of: names).isEmpty { return true }
    return facts.names.mayHoldSetting(of: smallNames)
  }

  private func imported(by unit: Int) -> [Int] {
    units[unit].targets.flatMap { target -> [Int] in
      guard case .units(let imported) = target else { return [] }
      return imported
    }
  }

  private func rows(askedBy place: ValueRef, _ depth: Int) -> Double? {
    guard place.id.isPresent, depth < 4 else { return nil }
    let place = traced(place)
    let value = value(place)
    let facts = units[place.unitIndex].facts
    switch value.kind {
    case .string:
      return Self.rows(inAddress: facts.names.string(NameID(value.a)))
    case .template:
      return facts.valueList(ListID(value.a)).lazy.compactMap { part -> Double? in
        let piece = facts.values[part.index]
        guard piece.kind == .string else { return nil }
        return Self.rows(inAddress: facts.names.string(NameID(piece.a)))
      }.first
    case .object:
      return entries(of: place).lazy.compactMap { entry -> Double? in
        guard Self.names.contains(entry.name) else {
          return entry.name == "params" ? self.rows(askedBy: entry.value, depth + 1) : nil
        }
        let given = self.traced(entry.value)
        let number = self.value(given)
        guard number.kind == .number else { return nil }
        let rows = self.units[given.unitIndex].facts.numbers[Int(number.a)]
        return rows >= Self.leastRows ? rows : nil
      }.first
    default: return nil
    }
  }

  private static func rows(inAddress text: String) -> Double? {
    // The bytes tell at once of nearly all texts that they are no address with a query.
    guard text.utf8.contains(UInt8(ascii: "=")),
      let mark = text.firstIndex(of: "?") ?? text.firstIndex(of: "&")
    else { return nil }
    for pair in text[mark...].dropFirst().split(whereSeparator: { $0 == "&" || $0 == "?" }) {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, names.contains(String(parts[0])), let rows = Double(parts[1]),
        rows >= leastRows
      else { continue }
      return rows
    }
    return nil
  }
}
