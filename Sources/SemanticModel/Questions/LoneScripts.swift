// Files of Python that stand beside the services: a person runs them now and then.

import Facts

extension Program {
  /// Whether no service imports a file, and no request or job runs anything of it.
  package func isLoneScript(_ unit: Int) -> Bool {
    guard units[unit].isPython, case let services = services, !services.isEmpty,
      !services.contains(where: { $0.units.contains(unit) })
    else { return false }
    return !units[unit].facts.functions.indices.dropFirst().contains { position in
      let number = units.number(FunctionRef(unit: unit, id: FunctionID(position)))
      return !reachability.kinds[Int(number)].isDisjoint(with: .serving)
    }
  }
}
