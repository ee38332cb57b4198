// Fields that a component of the project wraps, and that hand on what somebody types.

import Facts
import SourceText

/// State whose setter a wrapped field calls with what is typed.
struct HandedText {
  /// The element's property: `onChange`.
  let event: String
  let place: SourcePlace
  let cell: CellID
}

extension Program {
  /// Whether the component of an element calls one of its properties with what is typed, at each key.
  func handsText(_ element: CallRef, as property: String) -> Bool {
    components(shownBy: element).contains { component in
      eventHandlers(in: component.unitIndex).contains { inner in
        inner.isTyping && inner.component == component
          && ownFunctions(from: inner.function).contains { function in
            calls(in: function).contains {
              handsText(call(at: $0), to: property, of: component)
            }
          }
      }
    }
  }

  private func handsText(_ site: CallSite, to property: String, of component: FunctionRef) -> Bool {
    guard isCall(site, of: property, of: component),
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return false }
    return isTyped(ValueRef(unit: site.place.unit, id: first), 0)
  }

  /// Whether a call calls what a component was given under a name: `onChange(…)`, `props.onChange(…)`.
  private func isCall(
    _ site: CallSite,
    of property: String,
    of component: FunctionRef
  ) -> Bool {
    let facts = site.unit.facts
    let callee = value(traced(ValueRef(unit: site.place.unit, id: ValueID(site.instruction.a))))
    guard callee.kind == .member, facts.names.isText(property, NameID(callee.b)) else {
      return false
    }
    var base = facts.values[Int(callee.a)]
    if base.kind == .symbol { base = facts.values[facts.symbols[Int(base.a)].value.index] }
    return base.kind == .parameter && base.detail == 0 && FunctionID(base.a) == component.id
  }

  /// Whether the component of an element calls one of its properties when something happens to an element of its own.
  func isCalledByHand(_ property: String, of element: CallRef) -> Bool {
    components(shownBy: element).contains { component in
      eventHandlers(in: component.unitIndex).contains { inner in
        inner.component == component
          && ownFunctions(from: inner.function).contains { function in
            calls(in: function).contains { isCall(call(at: $0), of: property, of: component) }
          }
      }
    }
  }

  /// Whether a function goes on only with a text that is complete: a code of six digits, a form that is matched.
  func waitsForWhole(_ cell: CellID, _ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let body = facts.functions[function.id.index]
    return (body.firstValue.index..<max(body.firstValue.index, body.endValue.index)).contains {
      let value = facts.values[$0]
      guard value.kind == .binary, let comparison = Operator(rawValue: value.detail) else {
        return false
      }
      let sides = [ValueID(value.a), ValueID(value.b)]
      let isLength = sides.contains { side in
        let read = facts.values[side.index]
        return read.kind == .member && facts.names.isText("length", NameID(read.b))
          && self.cell(of: ValueRef(unit: function.unitIndex, id: side)) == cell
      }
      let number = sides.lazy.map { facts.values[$0.index] }.first { $0.kind == .number }
        .map { facts.numbers[Int($0.a)] }
      guard isLength else { return false }
      // `length === CODE_LENGTH`, `length === 6`; a search begins with two or three letters.
      if comparison == .equal || comparison == .notEqual { return number.map { $0 > 0 } ?? true }
      return number.map { $0 >= 4 } ?? false
    }
  }

  /// Whether an effect that follows typed text asks only where the text holds a word that the code knows.
  func waitsForWord(_ site: CallSite, in effect: FunctionRef) -> Bool {
    let steps =
      site.function == effect
      ? [site]
      : calls(in: effect).map { call(at: $0) }.filter {
        $0.resolved.targets.contains(site.function)
      }
    return !steps.isEmpty
      && steps.allSatisfy { step in
        let facts = step.unit.facts
        var region = step.instruction.region
        while region.isPresent {
          let arm = facts.regions[region.index]
          if arm.kind == .then, asksForWord(arm.subject, facts) { return true }
          region = arm.parent
        }
        return false
      }
  }

  /// `text.includes("confirm")`: a sign alone, such as that of a mention, begins a search.
  private func asksForWord(_ condition: ValueID, _ facts: FileFacts) -> Bool {
    guard condition.isPresent else { return false }
    let span = facts.values[condition.index].span
    return facts.instructions.contains { step in
      guard step.operation == .call, span.contains(step.span),
        let first = facts.valueList(ListID(step.b)).first
      else { return false }
      let callee = facts.values[Int(step.a)]
      let word = facts.values[first.index]
      guard callee.kind == .member, word.kind == .string else { return false }
      return ["includes", "startsWith", "endsWith"].contains(
        facts.names.string(NameID(callee.b))
      ) && facts.names.string(NameID(word.a)).utf8.count > 2
    }
  }

  /// Whether a request of a handler goes out for whole texts only, such as a number of eleven digits.
  func waitsForWhole(_ site: CallSite, from handler: FunctionRef) -> Bool {
    let around = units[site.place.unit].facts.functions.indices
      .map { FunctionRef(unit: site.place.unit, id: FunctionID($0)) }
      .filter { $0.id != FileFacts.module && isInside(site.function, $0) }
      .filter { $0 == handler || $0 != outermost(site.function) }
    return (around + [handler]).contains { function in
      let facts = units[function.unitIndex].facts
      let body = facts.functions[function.id.index]
      return (body.firstValue.index..<max(body.firstValue.index, body.endValue.index)).contains {
        let value = facts.values[$0]
        guard value.kind == .binary,
          [.equal, .notEqual].contains(Operator(rawValue: value.detail))
        else { return false }
        let sides = [value.a, value.b].map { facts.values[Int($0)] }
        // One row and no row are counted; a text is whole at three signs and more.
        return sides.contains { $0.kind == .number && facts.numbers[Int($0.a)] >= 3 }
          && sides.contains {
            $0.kind == .member && facts.names.isText("length", NameID($0.b))
          }
      }
    }
  }

  /// The state of a file whose setters are given to such fields as they are: `onChange={setText}`.
  func handedTexts(in file: ReactFile) -> [HandedText] {
    guard !file.cells.isEmpty else { return [] }
    let facts = units[file.unit].facts
    var result: [HandedText] = []
    for (position, step) in facts.instructions.enumerated() where step.operation == .element {
      guard let props = facts.list(ListID(step.b)).first else { continue }
      for (name, value) in units[file.unit].entries(ofObject: ValueID(props)) {
        let given = facts.values[value.index]
        guard given.kind == .symbol, let cell = file.cellOfSetter[SymbolID(given.a)] else {
          continue
        }
        let event = facts.names.string(name)
        let element = CallRef(unit: file.unit, id: InstructionID(position))
        guard event.hasPrefix("on") || event.hasPrefix("set"), handsText(element, as: event) else {
          continue
        }
        result.append(
          HandedText(
            event: event,
            place: SourcePlace(unit: file.unit, span: given.span),
            cell: CellID(unit: file.unit, position: cell)
          )
        )
      }
    }
    return result
  }
}
