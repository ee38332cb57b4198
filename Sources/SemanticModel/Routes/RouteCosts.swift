// What one request of a route costs: its handler and all that runs before it.

import Facts

extension Program {
  /// The cost of one request, from the functions that serve it.
  package func cost(of route: Route) -> Cost {
    var result = Cost()
    for function in serving(route) { result.add(cost(of: function), raisedBy: 0) }
    return result
  }

  /// Where a function stands.
  package func place(of function: FunctionRef) -> SourcePlace {
    let fact = units[function.unitIndex].facts.functions[function.id.index]
    return SourcePlace(unit: function.unitIndex, span: fact.span)
  }

  /// The functions that run for one request, each once: the middlewares in order, then the handler.
  package func serving(_ route: Route) -> [FunctionRef] {
    var seen: Set<FunctionRef> = []
    return (route.chain.flatMap(\.functions) + route.handlers).filter { seen.insert($0).inserted }
  }
}

extension Cost {
  /// The number of some effects as a polynomial in the loop sizes: `2 + 3N`.
  package func polynomial(of kinds: Set<EffectKind>) -> String {
    let powers = ["", "N", "N²", "N³", "N^k"]
    let parts = powers.indices.compactMap { degree -> String? in
      let count = kinds.reduce(0) { $0 + self.count($1, degree: UInt8(degree)) }
      guard count > 0 else { return nil }
      return (count == 1 && degree > 0 ? "" : "\(count)") + powers[degree]
    }
    return parts.isEmpty ? "0" : parts.joined(separator: " + ")
  }
}
