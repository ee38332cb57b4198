// What one request of a route costs: its handler and all that runs before it.

import Facts

extension Program {
  /// The cost of one request, from the functions that serve it.
  package func cost(of route: Route) -> Cost {
    var result = Cost()
    for function in serving(route) {
      var seen: Set<FunctionRef> = []
      let one = writesMarkup(function) ? pageCost(of: function, &seen) : cost(of: function)
      result.add(one, raisedBy: 0)
    }
    return result
  }

  private func writesMarkup(_ function: FunctionRef) -> Bool {
    let unit = units[function.unitIndex]
    let fact = unit.facts.functions[function.id.index]
    return unit.facts.instructions[fact.firstInstruction.index..<fact.endInstruction.index]
      .contains { $0.operation == .element }
  }

  /// What a page asks while it is rendered on the server: its own calls, and those of components that are asynchronous
  /// too; what its other components ask, they ask in the browser.
  private func pageCost(of function: FunctionRef, _ seen: inout Set<FunctionRef>) -> Cost {
    var result = Cost()
    guard seen.insert(function).inserted, seen.count < 200 else { return result }
    let unit = units[function.unitIndex]
    let fact = unit.facts.functions[function.id.index]
    for position in fact.firstInstruction.index..<fact.endInstruction.index {
      let place = CallRef(unit: function.unitIndex, id: InstructionID(position))
      guard unit.facts.instructions[position].operation.isCall,
        let call = table.position(of: place)
      else { continue }
      let region = unit.facts.instructions[position].region
      let degree = loops.degrees[function.unitIndex][region.index]
      for effect in self.call(at: call).effects {
        result.add(effect.kind, degree: degree, count: 1, site: -1)
      }
    }
    for edge in graph.edges(of: Int(units.number(function))) where edge.weight == .counted {
      guard let callee = self.function(numbered: edge.callee) else { continue }
      if calls[Int(edge.call)].isElement(units) {
        let isAsync = units[callee.unitIndex].facts.functions[callee.id.index].flags.contains(
          .async
        )
        if isAsync || !browserUnits.contains(callee.unitIndex) {
          result.add(pageCost(of: callee, &seen), raisedBy: edge.degree)
        }
      } else {
        result.add(cost(of: callee), raisedBy: edge.degree)
      }
    }
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

extension ResolvedCall {
  /// Whether it is an element of markup.
  fileprivate func isElement(_ units: [Unit]) -> Bool {
    units[place.unitIndex].facts.instructions[place.id.index].operation == .element
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
