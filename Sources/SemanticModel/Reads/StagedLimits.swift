// The limits that stand as stages in the pipelines of MongoDB.

import Facts

extension Program {
  /// `aggregate([{ $match }, { $limit: size }])`, and what is pushed onto a pipeline with a name.
  var stagedLimits: [PageLimit] {
    calls.indices.flatMap { position -> [PageLimit] in
      guard !calls[position].operations.isEmpty else { return [] }
      let site = call(at: position)
      guard site.isCall(of: "aggregate"), site.unit.isRunning else { return [] }
      let facts = site.unit.facts
      guard let pipeline = facts.valueList(ListID(site.instruction.b)).first else { return [] }
      return stages(of: pipeline, at: site).flatMap { stagedLimits(in: $0, facts, 0) }
        .map { limit($0, of: site) }
    }
  }

  private func stages(of pipeline: ValueID, at site: CallSite) -> [ValueID] {
    let facts = site.unit.facts
    let value = facts.values[pipeline.index]
    guard value.kind == .symbol else { return elements(pipeline, facts) }
    let symbol = SymbolID(value.a)
    let known = facts.symbols[symbol.index]
    guard !known.flags.contains(.reassigned) else { return [] }
    let pushed = calls(in: site.function).flatMap { position -> [ValueID] in
      let other = call(at: position)
      let callee = facts.values[Int(other.instruction.a)]
      guard other.isCall(of: "push"), callee.kind == .member,
        case let base = facts.values[Int(callee.a)], base.kind == .symbol,
        SymbolID(base.a) == symbol
      else { return [] }
      return facts.valueList(ListID(other.instruction.b))
    }
    return elements(known.value, facts) + pushed
  }

  private func elements(_ id: ValueID, _ facts: FileFacts) -> [ValueID] {
    let value = facts.values[id.index]
    return value.kind == .array ? facts.valueList(ListID(value.a)) : []
  }

  /// The limits of one stage; what a look-up takes for each row is no page.
  private func stagedLimits(in stage: ValueID, _ facts: FileFacts, _ depth: Int) -> [ValueID] {
    guard stage.isPresent, depth < 4 else { return [] }
    let value = facts.values[stage.index]
    guard value.kind == .object else {
      return elements(stage, facts).flatMap { stagedLimits(in: $0, facts, depth + 1) }
    }
    let words = Array(facts.list(ListID(value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).flatMap { position -> [ValueID] in
      let name = NameID(words[position])
      let inner = ValueID(words[position + 1])
      guard name != .any else { return [] }
      if facts.names.isText("$limit", name) { return [inner] }
      guard facts.names.isText("$facet", name), facts.values[inner.index].kind == .object else {
        return []
      }
      let parts = Array(facts.list(ListID(facts.values[inner.index].a)))
      return stride(from: 1, to: parts.count, by: 2).flatMap {
        stagedLimits(in: ValueID(parts[$0]), facts, depth + 1)
      }
    }
  }
}
