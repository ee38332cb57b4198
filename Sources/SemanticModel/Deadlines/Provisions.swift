// Clients that a module system hands out: where they are asked for, and with what limit.

import Facts
import SourceText

/// Where a module asks for a client, and whether it gives it a limit.
struct Provision {
  let place: SourcePlace
  let status: DeadlineFact.Status
}

extension Evaluator {
  /// The mention of a providing export that serves the code of a unit: the one in the nearest folder.
  mutating func provision(
    _ export: String,
    _ rule: DeadlineRule,
    of operation: LibraryCall,
    near unit: Int
  ) -> Provision? {
    let library = index[operation.member].library
    var best: (distance: Int, provision: Provision)?
    for candidate in units.indices where units[candidate].isRunning {
      guard let found = mention(of: export, from: library, rule, in: candidate) else { continue }
      let distance = Self.distance(units[unit].path, units[candidate].path)
      if best.map({ distance < $0.distance }) ?? true { best = (distance, found) }
    }
    return best?.provision
  }

  private mutating func mention(
    of export: String,
    from library: Int,
    _ rule: DeadlineRule,
    in unit: Int
  ) -> Provision? {
    let facts = units[unit].facts
    guard let symbol = importedSymbol(export, from: library, in: unit) else { return nil }
    // A call of its member (`HttpModule.register(…)`) carries the options.
    for instruction in facts.instructions where instruction.operation == .call {
      let callee = facts.values[Int(instruction.a)]
      guard callee.kind == .member else { continue }
      let base = facts.values[Int(callee.a)]
      guard base.kind == .symbol, SymbolID(base.a) == symbol else { continue }
      let status = options(rule.creation, of: instruction, in: unit)
      return Provision(place: SourcePlace(unit: unit, span: instruction.span), status: status)
    }
    for value in facts.values where value.kind == .array {
      for word in facts.list(ListID(value.a)) {
        let element = facts.values[Int(word)]
        guard element.kind == .symbol, SymbolID(element.a) == symbol else { continue }
        return Provision(place: SourcePlace(unit: unit, span: element.span), status: .missing)
      }
    }
    return nil
  }

  private func importedSymbol(_ export: String, from library: Int, in unit: Int) -> SymbolID? {
    let facts = units[unit].facts
    let position = facts.symbols.firstIndex { symbol in
      guard symbol.kind == .import, symbol.value.isPresent else { return false }
      let value = facts.values[symbol.value.index]
      guard value.kind == .member, facts.names.string(NameID(value.b)) == export else {
        return false
      }
      let base = facts.values[Int(value.a)]
      guard base.kind == .module, case .library(let own) = units[unit].targets[Int(base.a)] else {
        return false
      }
      return own == library
    }
    return position.map { SymbolID($0) }
  }

  /// How many folders lie between two files.
  private static func distance(_ left: String, _ right: String) -> Int {
    let slash = UInt8(ascii: "/")
    let left = left.utf8.split(separator: slash).dropLast()
    let right = right.utf8.split(separator: slash).dropLast()
    var shared = 0
    for (one, other) in zip(left, right) {
      guard one.elementsEqual(other) else { break }
      shared += 1
    }
    return left.count + right.count - 2 * shared
  }
}
