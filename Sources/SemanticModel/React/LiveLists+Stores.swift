// Lists of stores that become longer with each event that the server pushes.

import Facts
import SourceText

extension Program {
  /// The lists of stores that the actions make longer which a function dispatches.
  func stored(by push: LivePush) -> [LiveList] {
    everything(of: push.function).sorted().flatMap { calls(in: $0) }.map { call(at: $0) }
      .filter { $0.calleeName == "dispatch" }
      .compactMap { site -> LiveList? in
        guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
          return nil
        }
        let given = site.unit.facts.values[first.index]
        guard given.kind == .result else { return nil }
        let step = site.unit.facts.instructions[Int(given.a)]
        let action = text(of: ValueID(step.a), in: site.unit)
        for reducer in storeSlices.reducers.values.joined() where name(of: reducer) == action {
          if let (field, place) = addsOne(reducer) {
            return LiveList(
              name: field,
              growth: place,
              event: push.event,
              function: push.function
            )
          }
        }
        return nil
      }
  }

  /// Where a reducer puts one entry more into a field of its state, and the field; nil where it drops others as well.
  private func addsOne(_ reducer: FunctionRef) -> (String, SourcePlace)? {
    let facts = units[reducer.unitIndex].facts
    let fact = facts.functions[reducer.id.index]
    let first = fact.firstInstruction.index
    let steps = facts.instructions[first..<max(first, fact.endInstruction.index)]
    func isState(_ id: UInt32) -> String? {
      let (names, base) = memberNames(of: ValueRef(unit: reducer.unitIndex, id: ValueID(id)))
      guard names.count == 1, base.kind == .parameter, FunctionID(base.a) == reducer.id,
        base.detail == 0
      else { return nil }
      return names[0]
    }
    var found: (String, SourcePlace)?
    for step in steps {
      if step.operation == .assign, step.b != 0, let field = isState(step.a) {
        let made = facts.values[Int(step.b)]
        guard made.kind == .array else { continue }
        let items = facts.valueList(ListID(made.a)).map { facts.values[$0.index] }
        let spreads = items.filter { $0.kind == .spread }
        guard items.count == 2, spreads.count == 1, isState(spreads[0].a) == field else { continue }
        found = (field, SourcePlace(unit: reducer.unitIndex, span: step.span))
      } else if step.operation == .call {
        let callee = facts.values[Int(step.a)]
        guard callee.kind == .member, let field = isState(callee.a) else { continue }
        switch facts.names.string(NameID(callee.b)) {
        case "push", "unshift":
          found = (field, SourcePlace(unit: reducer.unitIndex, span: step.span))
        case "pop", "shift", "splice", "slice": return nil
        default: continue
        }
      }
    }
    return found
  }
}
