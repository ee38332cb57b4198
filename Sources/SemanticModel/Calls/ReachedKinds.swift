// The kinds of effect that calls have in the end, by themselves or through what they call.

/// For every call of the program, as bits.
struct ReachedKinds: Sendable {
  private var kinds: [EffectKinds]
  /// By dense function number.
  let functions: [EffectKinds]

  init(_ table: CallTable, _ units: [Unit], _ summaries: Summaries) {
    functions = summaries.costs.map { cost in
      cost.terms.isEmpty ? [] : EffectKinds(cost.terms.lazy.map(\.kind))
    }
    kinds = Array(repeating: EffectKinds(rawValue: 0), count: table.calls.count)
    for (call, own) in table.effects { kinds[Int(call)] = own }
    for position in table.calls.indices {
      for target in table.calls[position].targets {
        kinds[position].formUnion(functions[Int(units.number(target))])
      }
    }
    for use in table.callbacks {
      kinds[use.call].formUnion(functions[Int(units.number(use.function))])
    }
  }

  subscript(_ call: Int) -> EffectKinds { kinds[call] }
}

extension Program {
  /// Whether any call of a function has one of some kinds of effect in the end; most have none at all.
  func reaches(_ kinds: [EffectKind], in function: FunctionRef) -> Bool {
    let wanted = EffectKinds(kinds)
    return calls(in: function).contains { !reachedKinds[$0].isDisjoint(with: wanted) }
  }
}

extension EffectKinds {
  /// The same as a set.
  var set: Set<EffectKind> { Self.sets[Int(rawValue)] }

  /// By bits: every set of kinds that there is.
  private static let sets: [Set<EffectKind>] = (0..<(1 << EffectKind.allCases.count)).map { bits in
    Set(EffectKind.allCases.filter { bits & (1 << Int($0.rawValue)) != 0 })
  }
}
