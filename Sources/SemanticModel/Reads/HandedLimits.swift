// Limits of reads whose options a function is given: `find(filter, null, options)`.

import Facts
import SourceText

extension Program {
  /// The limits in options that callers hand to a function which reads by them.
  var handedLimits: [PageLimit] {
    var wanted: [ParameterRef: [(site: CallSite, keys: [String])]] = [:]
    for fact in reads where fact.status != .unbounded {
      let site = call(at: fact.call)
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      for rule in fact.rule.limits where rule.argument >= 0 && rule.argument < arguments.count {
        guard let parameter = units.parameter(behind: arguments[rule.argument], in: site.place.unit)
        else { continue }
        wanted[parameter, default: []].append((site, rule.keys))
      }
    }
    guard !wanted.isEmpty else { return [] }
    let functions = Dictionary(grouping: wanted.keys, by: \.function)
    var result: [PageLimit] = []
    for position in calls.indices {
      for target in calls[position].targets {
        for parameter in functions[target] ?? [] {
          for read in wanted[parameter] ?? [] {
            result += limits(handedBy: position, to: parameter, read.keys, for: read.site)
          }
        }
      }
    }
    return result.sorted { $0.place < $1.place }
  }

  private func limits(
    handedBy position: Int,
    to parameter: ParameterRef,
    _ keys: [String],
    for site: CallSite
  ) -> [PageLimit] {
    let place = calls[position].place
    let facts = units[place.unitIndex].facts
    let arguments = facts.valueList(ListID(facts.instructions[place.id.index].b))
    guard arguments.indices.contains(parameter.position),
      !arguments.contains(where: { facts.values[$0.index].kind == .spread })
    else { return [] }
    let given = ValueRef(unit: place.unitIndex, id: arguments[parameter.position])
    return literals(behind: given).compactMap { object in
      guard let entry = entries(of: object).last(where: { keys.contains($0.name) }) else {
        return nil
      }
      let span = value(entry.value).span
      return PageLimit(
        site: site,
        value: entry.value.id,
        unit: entry.value.unitIndex,
        place: SourcePlace(unit: entry.value.unitIndex, span: span)
      )
    }
  }

  /// The object literal that a value is, or those that the function returns which makes it.
  private func literals(behind given: ValueRef) -> [ValueRef] {
    let made = traced(given)
    let value = self.value(made)
    if value.kind == .object { return [made] }
    guard value.kind == .result,
      let call = table.position(of: CallRef(unit: made.unitIndex, id: InstructionID(value.a)))
    else { return [] }
    return calls[call].targets.flatMap { target -> [ValueRef] in
      let facts = units[target.unitIndex].facts
      let body = facts.functions[target.id.index]
      let range =
        body.firstInstruction.index..<max(body.firstInstruction.index, body.endInstruction.index)
      return range.compactMap { index in
        let step = facts.instructions[index]
        guard step.operation == .return, step.a != 0 else { return nil }
        let object = traced(ValueRef(unit: target.unitIndex, id: ValueID(step.a)))
        return self.value(object).kind == .object ? object : nil
      }
    }
  }
}
