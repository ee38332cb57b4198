// Answers that say in their body alone that something went wrong: the status says that all went well.

import Facts
import SourceText

extension Program {
  /// Where a handler of requests in Python answers a failure with a plain body, for which the framework says 200.
  func answerOfSuccess(in region: Region, of unit: Int) -> SourcePlace? {
    let facts = units[unit].facts
    let function = FunctionRef(unit: unit, id: region.function)
    guard facts.language == .python, routesByHandler[function] != nil else { return nil }
    let first = region.firstInstruction.index
    let steps = facts.instructions[first..<max(first, region.endInstruction.index)]
    let saysMore = steps.contains { step in
      guard step.operation == .assign else { return step.operation == .throw }
      let place = facts.values[Int(step.a)]
      return place.kind == .member && facts.names.string(NameID(place.b)).hasPrefix("status")
    }
    guard !saysMore, let answer = steps.first(where: { $0.operation == .return }), answer.a != 0,
      facts.tellsFailureInBody(ValueID(answer.a)) || isBodyOfFailure(ValueID(answer.a), in: unit)
    else { return nil }
    return SourcePlace(unit: unit, span: answer.span)
  }

  /// Whether a function of the project, called after a failure, makes a plain object: `error(message=str(e))`.
  private func isBodyOfFailure(_ id: ValueID, in unit: Int) -> Bool {
    let value = units[unit].facts.values[id.index]
    guard value.kind == .result,
      let position = table.position(of: CallRef(unit: unit, id: InstructionID(value.a))),
      case let site = call(at: position), !site.resolved.targets.isEmpty,
      case let name = site.calledName.lowercased(),
      ["err", "fail"].contains(where: { name.contains($0) })
    else { return false }
    return site.resolved.targets.allSatisfy { target in
      let own = units[target.unitIndex].facts
      let returns = own.steps(of: target.id).map { own.instructions[$0] }
        .filter { $0.operation == .return && $0.a != 0 }
      return !returns.isEmpty && returns.allSatisfy { own.values[Int($0.a)].kind == .object }
    }
  }
}
