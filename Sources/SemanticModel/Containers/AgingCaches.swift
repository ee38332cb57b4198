// Caches of the process that have a lifetime for their entries and no largest size.

import Facts
import SourceText

/// A cache in memory whose size follows how many new keys come within the lifetime of an entry.
package struct AgingCacheFact: Sendable {
  /// The call that gives its options: the one that makes it, or one of a function that does.
  package let maker: CallSite
  /// Seconds that an entry stays, where the options tell.
  package let lifetime: Double?
  /// What adds entries, with the key as the source spells it, where it is used and where it is put together.
  package let fills: [(site: CallSite, keys: [String])]
}

extension Program {
  /// The caches with a lifetime and without a size, in order of file and place.
  ///
  /// What a cache needs is told by its library as three kinds of options: sizes, lifetimes in milliseconds, in seconds.
  package var agingCaches: [AgingCacheFact] {
    var result: [AgingCacheFact] = []
    for site in calls(playing: [.memoryCache]) where site.unit.isRunning {
      let rules = site.neededOptions
      guard rules.count == 3 else { continue }
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard let options = arguments.first else { continue }
      if let parameter = units.parameter(behind: options, in: site.place.unit) {
        result += madeByCalls(of: parameter, rules)
      } else if let lifetime = aging(ValueRef(unit: site.place.unit, id: options), rules) {
        let fills = calls(playing: [.memoryCacheEntry]).filter {
          $0.arguments.count < 3 && $0.maker?.position == site.position
        }
        result.append(
          AgingCacheFact(maker: site, lifetime: lifetime.seconds, fills: fills.map(withKeys))
        )
      }
    }
    return result.sorted { $0.maker.place < $1.maker.place }
  }

  /// A function of the project that makes a cache of the options that it is given: one cache for each of its calls.
  private func madeByCalls(
    of parameter: ParameterRef,
    _ rules: [DeadlineRule.OptionRule]
  ) -> [AgingCacheFact] {
    let factory = parameter.function
    return calls.indices.compactMap { position -> AgingCacheFact? in
      guard calls[position].targets.contains(factory) else { return nil }
      let site = call(at: position)
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard site.unit.isRunning, arguments.indices.contains(parameter.position),
        let lifetime = aging(
          ValueRef(unit: site.place.unit, id: arguments[parameter.position]),
          rules
        )
      else { return nil }
      return AgingCacheFact(
        maker: site,
        lifetime: lifetime.seconds,
        fills: fills(of: site, madeIn: factory).map(withKeys)
      )
    }
  }

  /// The calls that put something into what a factory gave, by methods that the factory made.
  private func fills(of maker: CallSite, madeIn factory: FunctionRef) -> [CallSite] {
    let unit = maker.place.unit
    let facts = units[unit].facts
    return table.calls(of: unit).map { call(at: $0) }.filter { site in
      let callee = facts.values[Int(site.instruction.a)]
      guard callee.kind == .member, let method = site.method,
        ["set", "put", "add", "store"].contains(method.name)
      else { return false }
      let base = facts.values[Int(callee.a)]
      guard base.kind == .symbol else { return false }
      let value = facts.symbols[Int(base.a)].value
      guard value.isPresent, facts.values[value.index].kind == .result,
        Int(facts.values[value.index].a) == maker.resolved.place.id.index
      else { return false }
      return site.resolved.targets.contains { isWritten($0, in: factory) }
    }
  }

  private func isWritten(_ inner: FunctionRef, in outer: FunctionRef) -> Bool {
    guard outer.unitIndex == inner.unitIndex else { return false }
    var next = inner.id
    while next.isPresent {
      if next == outer.id { return true }
      next = units[inner.unitIndex].facts.functions[next.index].parent
    }
    return false
  }

  /// How long an entry stays, where the options tell.
  private struct Lifetime {
    let seconds: Double?
  }

  /// The lifetime in options that are all known and name no size; nil where they name one, or no lifetime.
  private func aging(
    _ options: ValueRef,
    _ rules: [DeadlineRule.OptionRule]
  ) -> Lifetime? {
    let object = traced(options)
    guard value(object).kind == .object else { return nil }
    let entries = entries(of: object)
    let names = entries.map(\.name)
    guard !names.contains(""), names.allSatisfy({ !rules[0].keys.contains($0) }) else { return nil }
    for (rule, scale) in [(rules[1], 0.001), (rules[2], 1.0)] {
      guard let entry = entries.first(where: { rule.keys.contains($0.name) }) else { continue }
      guard case .number(let number) = optionValue(of: entry.value) else {
        return Lifetime(seconds: nil)
      }
      return number > 0 ? Lifetime(seconds: number * scale) : nil
    }
    return nil
  }

  private func withKeys(_ site: CallSite) -> (site: CallSite, keys: [String]) {
    let facts = site.unit.facts
    guard let key = facts.valueList(ListID(site.instruction.b)).first else { return (site, []) }
    var texts = [text(of: key, in: site.unit)]
    let value = facts.values[key.index]
    if value.kind == .symbol {
      let made = facts.symbols[Int(value.a)].value
      if made.isPresent, facts.values[made.index].kind != .parameter {
        let place = SourcePlace(unit: site.place.unit, span: facts.values[made.index].span)
        texts.append(SourceEdit(place, in: self).text ?? "")
      }
    }
    return (site, texts)
  }
}
