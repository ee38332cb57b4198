// The limits that reads are given, as values whose origin can be asked.

package import Facts
import SourceText

/// The number that limits one read.
package struct PageLimit: Sendable {
  package let site: CallSite
  package let value: ValueID
  /// The file that `value` belongs to.
  package let unit: Int
  /// Where the number stands.
  package let place: SourcePlace
  /// Whether it stands in the text of a statement, whose table nothing but the text names.
  package var isInText = false
}

extension Program {
  /// The limits of all bounded reads that stand beside the read: in its text, a literal of its options, or its chain.
  package var pageLimits: [PageLimit] {
    var result: [PageLimit] = []
    var seen: Set<SourcePlace> = []
    // The calls on one client are chained to each of its reads: they are looked at once.
    var isAsked = Array(repeating: false, count: calls.count)
    for (call, argument) in statements {
      guard let limit = statementLimit(argument, of: call), seen.insert(limit.place).inserted else {
        continue
      }
      result.append(limit)
    }
    for fact in reads where fact.status == .bounded {
      var limits = [option(of: fact)]
      for position in fact.chained where !isAsked[position] {
        isAsked[position] = true
        limits.append(chainedLimit(position))
      }
      for limit in limits {
        guard let limit, seen.insert(limit.place).inserted else { continue }
        result.append(limit)
      }
    }
    for limit in reads.flatMap({ stageLimits(of: $0) }) where seen.insert(limit.place).inserted {
      result.append(limit)
    }
    for limit in handedLimits where seen.insert(limit.place).inserted { result.append(limit) }
    return result
  }

  /// The calls that send a text, or hand it to what sends it, with the position of the text.
  private var statements: [(call: Int, argument: Int)] {
    let sent = reads.compactMap { fact -> (call: Int, argument: Int)? in
      guard case .text(let position) = fact.rule.filter else { return nil }
      return (fact.call, position)
    }
    return sent + relayedStatements.map { ($0.call, $0.argument) }
  }

  private func statementLimit(_ argument: Int, of call: Int) -> PageLimit? {
    let site = self.call(at: call)
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard argument < arguments.count else { return nil }
    var reader = StatementLimit(facts: site.unit.facts)
    return reader.limit(of: arguments, text: argument).map {
      var found = limit($0, of: site)
      found.isInText = true
      return found
    }
  }

  private static let sizes: Set<String> = ["limit", "take", "first", "top", "setLimit", "perPage"]

  private func chainedLimit(_ position: Int) -> PageLimit? {
    let site = call(at: position)
    guard let method = site.method?.name, Self.sizes.contains(method),
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return nil }
    return limit(first, of: site)
  }

  private func option(of fact: ReadFact) -> PageLimit? {
    let site = call(at: fact.call)
    let facts = site.unit.facts
    let arguments = facts.valueList(ListID(site.instruction.b))
    for rule in fact.rule.limits where !arguments.isEmpty && rule.argument < arguments.count {
      // The words of a call in Python stand behind its other arguments.
      var value = facts.values[
        arguments[rule.argument < 0 ? arguments.count - 1 : rule.argument].index
      ]
      if rule.argument < 0, !value.flags.contains(.keywords) { continue }
      if value.kind == .symbol {
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { continue }
        value = facts.values[symbol.value.index]
      }
      guard value.kind == .object else { continue }
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2) {
        let name = NameID(words[position])
        guard name != .any, rule.keys.contains(facts.names.string(name)) else { continue }
        if isCappedBeside(words, facts) { return nil }
        return limit(ValueID(words[position + 1]), of: site)
      }
    }
    return nil
  }

  /// Whether another word of the call cuts the number: `paginate(per_page=size, max_per_page=100)`.
  private func isCappedBeside(_ words: [UInt32], _ facts: FileFacts) -> Bool {
    stride(from: 0, to: words.count - 1, by: 2).contains { position in
      let name = NameID(words[position])
      return name != .any && facts.names.isText("max_per_page", name)
        && facts.values[Int(words[position + 1])].kind != .null
    }
  }

  /// The limits among the stages of an aggregation, and of the lists in which it ends (`$facet`).
  private func stageLimits(of fact: ReadFact) -> [PageLimit] {
    guard case .stages(let position) = fact.rule.filter else { return [] }
    let site = call(at: fact.call)
    let unit = site.place.unit
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard position < arguments.count else { return [] }
    var found: [PageLimit] = []
    for stage in stages(ValueRef(unit: unit, id: arguments[position])).stages {
      if stage.name == "$limit" { found.append(stageLimit(stage.value, of: site)) }
      guard stage.name == "$facet" else { continue }
      for list in stages(stage.value).stages {
        for inner in stages(list.value).stages where inner.name == "$limit" {
          found.append(stageLimit(inner.value, of: site))
        }
      }
    }
    return found
  }

  private func stageLimit(_ value: ValueRef, of site: CallSite) -> PageLimit {
    let unit = value.unitIndex
    let span = units[unit].facts.values[value.id.index].span
    return PageLimit(
      site: site,
      value: value.id,
      unit: unit,
      place: SourcePlace(unit: unit, span: span)
    )
  }

  private func limit(_ value: ValueID, of site: CallSite) -> PageLimit {
    let span = site.unit.facts.values[value.index].span
    let own = SourcePlace(unit: site.place.unit, span: span)
    // A name may share its value with other places of it: the call's own place is right then.
    let place = site.place.span.contains(span) ? own : site.place
    return PageLimit(site: site, value: value, unit: site.place.unit, place: place)
  }
}
