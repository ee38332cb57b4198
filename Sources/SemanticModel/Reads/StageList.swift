// The stages of an aggregation, put together from literals, names, spreads and what is joined or pushed to them.

import Facts

/// One stage of an aggregation: `{ $match: … }`.
package struct Stage: Sendable {
  /// `$match`; empty where the stage is not known.
  package let name: String
  package let value: ValueRef
  /// Some paths leave it out.
  package fileprivate(set) var isOptional = false
}

/// The stages of an aggregation, in their order.
package struct StageList: Sendable {
  package fileprivate(set) var stages: [Stage] = []
  /// Whether there are no stages besides.
  package fileprivate(set) var isComplete = true

  fileprivate static var unknown: StageList {
    var list = StageList()
    list.isComplete = false
    return list
  }

  fileprivate mutating func append(_ other: StageList, isOptional: Bool = false) {
    stages += other.stages.map { stage in
      var stage = stage
      stage.isOptional = stage.isOptional || isOptional
      return stage
    }
    isComplete = isComplete && other.isComplete
  }
}

extension Program {
  /// Whether an aggregation gives the rows that match: no stage of it counts or sums them.
  func givesRows(_ fact: ReadFact) -> Bool {
    guard case .stages(let position) = fact.rule.filter else { return false }
    let site = call(at: fact.call)
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard position < arguments.count else { return false }
    let list = stages(ValueRef(unit: site.place.unit, id: arguments[position]))
    let summing: Set<String> = [
      "", "$group", "$count", "$sortByCount", "$bucket", "$bucketAuto", "$facet",
    ]
    return list.isComplete && !list.stages.contains { summing.contains($0.name) }
  }

  /// The stages that a value stands for.
  package func stages(_ ref: ValueRef) -> StageList {
    var reader = StageReader(program: self)
    return reader.stages(ref, depth: 0)
  }
}

/// Follows what a list of stages is made of; audited code may push a list to itself, so its steps are counted.
private struct StageReader {
  let program: Program
  private var steps = 0
  private static let most = 1_000

  private var units: [Unit] { program.units }

  init(program: Program) { self.program = program }

  mutating func stages(_ ref: ValueRef, depth: Int) -> StageList {
    steps += 1
    guard depth < 10, steps < Self.most, ref.id.isPresent else { return .unknown }
    let value = program.value(ref)
    switch value.kind {
    case .array: return listed(value, in: ref.unitIndex, depth)
    case .object: return stage(value, in: ref.unitIndex)
    case .awaited, .spread:
      return stages(ValueRef(unit: ref.unitIndex, id: ValueID(value.a)), depth: depth + 1)
    case .symbol: return named(SymbolID(value.a), ref, depth)
    case .member:
      let target = program.traced(ref)
      return target == ref ? .unknown : stages(target, depth: depth + 1)
    case .choice:
      var result = StageList()
      for arm in units[ref.unitIndex].valueList(ListID(value.a)) {
        let own = stages(ValueRef(unit: ref.unitIndex, id: arm), depth: depth + 1)
        result.append(own, isOptional: true)
      }
      return result
    case .null, .undefined, .boolean: return StageList()
    case .result: return made(by: InstructionID(value.a), in: ref.unitIndex, depth)
    default: return .unknown
    }
  }

  private mutating func listed(_ list: Value, in unit: Int, _ depth: Int) -> StageList {
    var result = StageList()
    for element in units[unit].valueList(ListID(list.a)) {
      result.append(stages(ValueRef(unit: unit, id: element), depth: depth + 1))
    }
    return result
  }

  private func stage(_ object: Value, in unit: Int) -> StageList {
    let facts = units[unit].facts
    let words = Array(facts.list(ListID(object.a)))
    var result = StageList()
    for position in stride(from: 0, to: words.count - 1, by: 2) {
      let name = NameID(words[position])
      result.stages.append(
        Stage(
          name: name == .any ? "" : facts.names.string(name),
          value: ValueRef(unit: unit, id: ValueID(words[position + 1]))
        )
      )
    }
    return result
  }

  /// What a name stands for, and what is pushed to it later.
  private mutating func named(_ id: SymbolID, _ ref: ValueRef, _ depth: Int) -> StageList {
    let facts = units[ref.unitIndex].facts
    let symbol = facts.symbols[id.index]
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return .unknown }
    let own = ValueRef(unit: ref.unitIndex, id: symbol.value)
    var result = stages(own, depth: depth + 1)
    let function = facts.functions[symbol.function.index]
    guard function.kind != .module else { return result }
    for index in function.firstInstruction.index..<function.endInstruction.index {
      let step = facts.instructions[index]
      guard step.operation == .call, case let callee = facts.values[Int(step.a)],
        callee.kind == .member, ["push", "unshift"].contains(facts.names.string(NameID(callee.b))),
        case let base = facts.values[Int(callee.a)], base.kind == .symbol, SymbolID(base.a) == id
      else { continue }
      for argument in facts.valueList(ListID(step.b)) {
        let added = stages(ValueRef(unit: ref.unitIndex, id: argument), depth: depth + 1)
        result.append(
          added,
          isOptional: step.region.isPresent && isUnderCondition(step.region, facts)
        )
      }
    }
    return result
  }

  private func isUnderCondition(_ region: RegionID, _ facts: FileFacts) -> Bool {
    var next = region
    while next.isPresent {
      let kind = facts.regions[next.index].kind
      if kind == .then || kind == .otherwise || kind == .case { return true }
      next = facts.regions[next.index].parent
    }
    return false
  }

  /// Stages that a call puts together: `first.concat(rest)`, or a function that gives one list.
  private mutating func made(by id: InstructionID, in unit: Int, _ depth: Int) -> StageList {
    let facts = units[unit].facts
    let step = facts.instructions[id.index]
    let callee = facts.values[Int(step.a)]
    if callee.kind == .member {
      let base = ValueRef(unit: unit, id: ValueID(callee.a))
      switch facts.names.string(NameID(callee.b)) {
      case "concat":
        var result = stages(base, depth: depth + 1)
        for argument in facts.valueList(ListID(step.b)) {
          result.append(stages(ValueRef(unit: unit, id: argument), depth: depth + 1))
        }
        return result
      case "filter", "flat", "slice": return stages(base, depth: depth + 1)
      default: break
      }
    }
    guard let position = program.position(of: CallRef(unit: unit, id: id)),
      case let targets = program.targets(ofCall: position), targets.count == 1
    else { return .unknown }
    return given(by: targets[0], depth)
  }

  private mutating func given(by function: FunctionRef, _ depth: Int) -> StageList {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    let returned = (own.firstInstruction.index..<own.endInstruction.index).compactMap { index in
      let step = facts.instructions[index]
      return step.operation == .return && step.a != 0 ? ValueID(step.a) : nil
    }
    guard returned.count == 1, let only = returned.first else { return .unknown }
    return stages(ValueRef(unit: function.unitIndex, id: only), depth: depth + 1)
  }
}
