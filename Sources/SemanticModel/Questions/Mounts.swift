// Where routers are mounted: the path in front of their own routes.

import Facts

/// One `app.use("/orders", router)`.
struct Mount: Sendable {
  let prefix: String
  /// The call that mounts, in whose file the outer router stands.
  let unit: Int
  /// The mounted router's file; a router of the same file is told apart by its name.
  let target: Int
  let symbol: SymbolID?
  /// The router that it is mounted on.
  let outer: SymbolID?
}

extension Program {
  /// Every mount of a router under a path, by the file of the router.
  static func mounts(_ units: [Unit], _ calls: [ResolvedCall]) -> [Int: [Mount]] {
    var result: [Int: [Mount]] = [:]
    for call in calls {
      let unit = call.place.unitIndex
      for mount in mounts(units[unit].facts.instructions[call.place.id.index], unit, units) {
        result[mount.target, default: []].append(mount)
      }
    }
    return result
  }

  private static func mounts(_ call: Instruction, _ unit: Int, _ units: [Unit]) -> [Mount] {
    let facts = units[unit].facts
    let callee = facts.values[Int(call.a)]
    guard call.operation == .call, callee.kind == .member,
      facts.names.string(NameID(callee.b)) == "use"
    else { return [] }
    let arguments = facts.valueList(ListID(call.b))
    guard let first = arguments.first, facts.values[first.index].kind == .string else { return [] }
    let prefix = facts.names.string(NameID(facts.values[first.index].a))
    guard prefix.utf8.first == UInt8(ascii: "/") else { return [] }
    let outer = symbol(facts.values[Int(callee.a)])
    return arguments.dropFirst().flatMap { argument in
      let value = facts.values[argument.index]
      let own = symbol(value)
      if let targets = module(behind: value, units[unit]) {
        return targets.map {
          Mount(prefix: prefix, unit: unit, target: $0, symbol: nil, outer: outer)
        }
      }
      return own.map {
        [Mount(prefix: prefix, unit: unit, target: unit, symbol: $0, outer: outer)]
      } ?? []
    }
  }

  private static func symbol(_ value: Value) -> SymbolID? {
    value.kind == .symbol ? SymbolID(value.a) : nil
  }

  /// The files that an imported value comes from.
  private static func module(behind value: Value, _ unit: Unit) -> [Int]? {
    var next = value
    for _ in 0..<8 {
      switch next.kind {
      case .symbol: next = unit.facts.values[unit.facts.symbols[Int(next.a)].value.index]
      case .member: next = unit.facts.values[Int(next.a)]
      case .module:
        guard case .units(let targets) = unit.targets[Int(next.a)] else { return nil }
        return targets
      default: return nil
      }
    }
    return nil
  }

  /// The path in front of the routes of one router; empty where no mount is known, or several are.
  func mountPath(of router: SymbolID?, in unit: Int, depth: Int = 0) -> String {
    guard depth < 6 else { return "" }
    let found = (mounts[unit] ?? []).filter { $0.symbol == nil || $0.symbol == router }
    guard found.count == 1, let mount = found.first else { return "" }
    let outer = mountPath(of: mount.outer, in: mount.unit, depth: depth + 1)
    return outer + (mount.prefix == "/" ? "" : mount.prefix)
  }
}
