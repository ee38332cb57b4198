// The templates that calls run, and what they are given.

import Facts

extension Evaluator {
  /// The function that a template is, where a call runs one.
  mutating func template(ranBy call: Instruction, in unit: Int) -> FunctionRef? {
    guard !templates.isEmpty, let rule = templateRule(of: call, in: unit) else { return nil }
    let name = units[unit].facts.values[units[unit].value(at: rule.name, of: ListID(call.b)).index]
    guard name.kind == .string,
      let found = templates.template(
        named: units[unit].facts.names.string(NameID(name.a)),
        near: units[unit].path
      )
    else { return nil }
    return FunctionRef(unit: found, id: Self.wholeTemplate)
  }

  /// The function that is the template itself; behind it come its macros.
  static let wholeTemplate = FunctionID(2)

  private mutating func templateRule(of call: Instruction, in unit: Int) -> TemplateRule? {
    guard units[unit].facts.language == .python, call.operation == .call else { return nil }
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      guard case .member(let member, _) = entities[id] else { continue }
      if let rule = index.member(member).called?.value.template { return rule }
    }
    return nil
  }

  /// Hands what a call gives by name, or in a dictionary, to the template that it runs; says whether it runs one.
  mutating func bindTemplate(_ call: Instruction, to target: FunctionRef, in unit: Int) -> Bool {
    guard !templates.isEmpty, target.id == Self.wholeTemplate,
      units[target.unitIndex].isTemplate
    else { return false }
    let rule = templateRule(of: call, in: unit)
    var contexts: [ValueID] = []
    if let rule, let position = rule.context {
      contexts.append(units[unit].value(at: position, of: ListID(call.b)))
      if let name = rule.contextOption { contexts.append(option(name, of: call, in: unit)) }
    } else {
      contexts = units[unit].valueList(ListID(call.b))
        .filter { units[unit].facts.values[$0.index].flags.contains(.keywords) }
    }
    for context in contexts where context.isPresent {
      bind(context: evaluate(context, in: unit), to: target)
    }
    return true
  }

  /// Hands every name that a template uses what a dictionary holds under it, and the dictionary itself for the
  /// templates that it includes.
  mutating func bind(context: EntitySetID, to target: FunctionRef) {
    guard !context.isEmpty else { return }
    let unit = target.unitIndex
    for (position, parameter) in units[unit].parameters(of: target.id).enumerated() {
      // What else a template is given has no name; `*rest` and `**options` do.
      let isRest = parameter.isRest && !parameter.name.isPresent
      if parameter.isRest, !isRest { continue }
      let set = isRest ? context : lookUp(units[unit].name(parameter.name), of: context)
      bind(set, to: ParameterRef(function: target, position: position))
    }
  }
}
