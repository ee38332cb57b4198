// Handlers that are classes: which verbs they answer, with which of their methods.

import Facts

/// What a registered class answers.
struct AnsweringMethods {
  let verb: String
  /// Below the path of the registration.
  let path: String
  let functions: [FunctionRef]
  var isListing = false
}

/// A class of the project with the classes above it, and what those of libraries answer.
struct Lineage {
  /// The project's classes, the nearest first.
  var classes: [ClassRef] = []
  var answers: [ClassAnswer] = []
}

extension Evaluator {
  /// The classes whose methods answer for a value: a class, what its `as_view()` gives, or what wraps one of them.
  mutating func answeringClasses(
    _ ref: ValueRef,
    _ bound: Bindings,
    _ sources: RouteSources,
    depth: Int = 0
  ) -> [ClassRef] {
    let end = followed(ref, bound)
    let unit = end.unitIndex
    let value = units[unit].facts.values[end.id.index]
    guard depth < 5 else { return [] }
    guard value.kind == .result else {
      return members(of: evaluate(end.id, in: unit)).compactMap { entity in
        if case .classObject(let type) = entities[entity] { return type }
        return nil
      }
    }
    let step = units[unit].facts.instructions[Int(value.a)]
    let callee = units[unit].facts.values[Int(step.a)]
    if routing(of: InstructionID(value.a), in: unit, sources) == .view, callee.kind == .member {
      let base = ValueRef(unit: unit, id: ValueID(callee.a))
      return answeringClasses(base, bound, sources, depth: depth + 1)
    }
    return units[unit].valueList(ListID(step.b)).flatMap { argument in
      let kind = units[unit].facts.values[argument.index].kind
      guard kind == .result || kind == .class || kind == .symbol else { return [ClassRef]() }
      let inner = ValueRef(unit: unit, id: argument)
      return answeringClasses(inner, bound, sources, depth: depth + 1)
    }
  }

  /// What a call says about routes.
  func routing(of call: InstructionID, in unit: Int, _ sources: RouteSources) -> RouteRule? {
    guard let position = sources.table.position(of: CallRef(unit: unit, id: call)) else {
      return nil
    }
    for operation in sources.table.calls[position].operations {
      if let rule = operation.routing(index) { return rule }
    }
    return nil
  }

  /// `as_view({"get": "list"})`: the method of each verb.
  mutating func namedActions(_ ref: ValueRef, _ bound: Bindings) -> [String: String] {
    let end = followed(ref, bound)
    let value = units[end.unitIndex].facts.values[end.id.index]
    guard value.kind == .result else { return [:] }
    let step = units[end.unitIndex].facts.instructions[Int(value.a)]
    guard let first = units[end.unitIndex].valueList(ListID(step.b)).first else { return [:] }
    var result: [String: String] = [:]
    let facts = units[end.unitIndex].facts
    let argument = ValueRef(unit: end.unitIndex, id: first)
    guard !facts.values[first.index].flags.contains(.keywords) else { return [:] }
    for (name, entry) in objectEntries(followed(argument, bound)) {
      let method = units[entry.unitIndex].facts.values[entry.id.index]
      guard let name, method.kind == .string else { continue }
      result[names.string(name)] = units[entry.unitIndex].facts.names.string(NameID(method.a))
    }
    return result
  }

  /// What a class answers; `named` is the method of each verb, where the registration names them.
  mutating func answers(
    of type: ClassRef,
    asActions: Bool,
    named: [String: String],
    _ sources: RouteSources
  ) -> [AnsweringMethods] {
    let lineage = lineage(of: type)
    if !named.isEmpty {
      return named.sorted { $0.key < $1.key }.map { verb, method in
        let answer = lineage.answers.first { $0.isAction && $0.methods.first == method }
        let functions = methods(answer?.methods ?? [method], in: lineage)
        let isListing = answer?.isListing == true && self.methods([method], in: lineage).isEmpty
        return AnsweringMethods(
          verb: verb.uppercased(),
          path: "",
          functions: functions,
          isListing: isListing
        )
      }
    }
    var result: [AnsweringMethods] = []
    let allowed = allowedVerbs(in: lineage, sources)
    for answer in lineage.answers where answer.isAction == asActions {
      guard allowed.isEmpty || allowed.contains(answer.verb),
        !result.contains(where: { $0.verb == answer.verb && $0.path == answer.path })
      else { continue }
      let isOwn = answer.methods.first.map { !methods([$0], in: lineage).isEmpty } ?? false
      guard answer.isInherited || isOwn else { continue }
      var functions = methods(answer.methods, in: lineage)
      functions += steps(of: functions, in: lineage)
      if !isOwn || handsOn(answer, in: lineage) {
        functions += serializerMethods(of: answer, view: type, lineage)
      }
      if let page = answer.page, let template = template(of: page, lineage) {
        functions.append(template)
      }
      result.append(
        AnsweringMethods(
          verb: answer.verb,
          path: answer.path,
          functions: functions,
          isListing: answer.isListing && !isOwn && self.methods(["list"], in: lineage).isEmpty
        )
      )
    }
    if asActions { result += extraActions(in: lineage, sources) }
    return result
  }

  /// Whether the view's own method leaves the saving to the library: by `self.perform_create(serializer)`, or by the
  /// method of the class above.
  private func handsOn(_ answer: ClassAnswer, in lineage: Lineage) -> Bool {
    guard !answer.savingHook.isEmpty, let name = answer.methods.first,
      let own = methods([name], in: lineage).first
    else { return false }
    let facts = units[own.unitIndex].facts
    let function = facts.functions[own.id.index]
    let isHooked = !methods([answer.savingHook], in: lineage).isEmpty
    return (function.firstInstruction.index..<function.endInstruction.index).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .call else { return false }
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { return false }
      if facts.names.isText(answer.savingHook, NameID(callee.b)) { return !isHooked }
      return facts.values[Int(callee.a)].kind == .super
        && facts.names.isText(name, NameID(callee.b))
    }
  }

  /// What the serializers of a view run for an answer that the library gives.
  private mutating func serializerMethods(
    of answer: ClassAnswer,
    view type: ClassRef,
    _ own: Lineage
  ) -> [FunctionRef] {
    guard !answer.checkingMethods.isEmpty || !answer.savingMethods.isEmpty,
      let rule = serializers.rules.values.first(where: { $0.viewMember != nil }),
      let member = rule.viewMember
    else { return [] }
    let isHooked = !methods([answer.savingHook], in: own).isEmpty
    let wanted = answer.checkingMethods + (isHooked ? [] : answer.savingMethods)
    var result: [FunctionRef] = []
    let view = entities.set(.instance(type))
    for id in members(of: serializers(rule.pickingMethod ?? "", member, of: view)) {
      guard case .classObject(let serializer) = entities[id] else { continue }
      for method in methods(wanted, in: lineage(of: serializer)) where !result.contains(method) {
        result.append(method)
      }
    }
    return result
  }

  mutating func lineage(of type: ClassRef) -> Lineage {
    var result = Lineage()
    var pending = [type]
    while let next = pending.popLast(), result.classes.count < 24 {
      guard !result.classes.contains(next) else { continue }
      result.classes.append(next)
      let unit = next.unitIndex
      let above = units[unit].facts.classes[next.id.index].superclass
      var parents: [ClassRef] = []
      for entity in members(of: evaluate(above, in: unit)) {
        switch entities[entity] {
        case .classObject(let parent): parents.append(parent)
        case .member(let member, _):
          guard let library = index.types(of: member).instance else { continue }
          result.answers += index.answers(of: library)
        default: continue
        }
      }
      pending += parents.reversed()
    }
    return result
  }

  /// The project's own methods of some names, each as the nearest class defines it.
  func methods(_ wanted: [String], in lineage: Lineage) -> [FunctionRef] {
    wanted.compactMap { name in
      for type in lineage.classes {
        let names = units[type.unitIndex].facts.names
        for member in units[type.unitIndex].members(of: type.id)
        where member.function.isPresent && names.isText(name, member.name) {
          return FunctionRef(unit: type.unitIndex, id: member.function)
        }
      }
      return nil
    }
  }

  private static let verbLists = ["methods", "http_method_names"]

  /// The verbs that a field of the class leaves; empty for all.
  private mutating func allowedVerbs(in lineage: Lineage, _ sources: RouteSources) -> [String] {
    for type in lineage.classes {
      let unit = type.unitIndex
      for member in units[unit].members(of: type.id) where member.value.isPresent {
        let names = units[unit].facts.names
        guard Self.verbLists.contains(where: { names.isText($0, member.name) }) else { continue }
        let list = ValueRef(unit: unit, id: member.value)
        return texts(of: list, .none, sources.table).filter(\.isKnown).map { $0.text.uppercased() }
      }
    }
    return []
  }

  /// Methods that a decorator makes actions: `@action(detail=True, methods=["post"])`.
  private mutating func extraActions(in lineage: Lineage, _ sources: RouteSources)
    -> [AnsweringMethods]
  {
    var result: [AnsweringMethods] = []
    for type in lineage.classes {
      let unit = type.unitIndex
      for member in units[unit].members(of: type.id) where member.function.isPresent {
        for value in units[unit].valueList(member.decorators) {
          let shape = units[unit].facts.values[value.index]
          guard shape.kind == .result,
            routing(of: InstructionID(shape.a), in: unit, sources) == .action
          else { continue }
          let step = units[unit].facts.instructions[Int(shape.a)]
          let arguments = units[unit].valueList(ListID(step.b)).map { ValueRef(unit: unit, id: $0) }
          result += actions(of: member, arguments, lineage, in: unit, sources)
        }
      }
    }
    return result
  }

  private mutating func actions(
    of member: ClassMember,
    _ arguments: [ValueRef],
    _ lineage: Lineage,
    in unit: Int,
    _ sources: RouteSources
  ) -> [AnsweringMethods] {
    let own = units[unit].facts.names.string(member.name)
    let named = option(named: ["url_path"], among: arguments, .none)
      .map { text(of: $0, .none, sources.table).text }
    let isOfOne =
      option(named: ["detail"], among: arguments, .none).map { ref in
        let value = units[ref.unitIndex].facts.values[ref.id.index]
        return value.kind == .boolean && value.a == 1
      } ?? false
    let verbs =
      option(named: ["methods"], among: arguments, .none)
      .map { texts(of: $0, .none, sources.table).map { $0.text.uppercased() } } ?? ["GET"]
    let path = (isOfOne ? "/{pk}/" : "/") + (named ?? own)
    let shared = methods(["get_queryset"], in: lineage)
    let function = FunctionRef(unit: unit, id: member.function)
    return verbs.map {
      AnsweringMethods(verb: $0, path: path, functions: [function] + shared)
    }
  }
}
