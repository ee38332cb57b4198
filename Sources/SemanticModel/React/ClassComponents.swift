// Components that are written as classes: the same facts as of functions with hooks.

import Facts
import SourceText

/// A class that renders elements.
struct ClassComponent: Sendable {
  let span: ByteSpan
  let render: FunctionRef
  /// By name: its methods, and the functions that its fields hold.
  let methods: [String: FunctionID]
  /// The calls of `setState`, by the name of what they set, with what they store.
  let writes: [(name: String, write: StateWrite)]
}

extension Program {
  /// By unit: the components that are written as classes, in order of place.
  var classComponents: [Int: [ClassComponent]] {
    answers.classComponents.value {
      var result: [Int: [ClassComponent]] = [:]
      for unit in units.indices where units[unit].isRunning && browserUnits.contains(unit) {
        let found = units[unit].facts.classes.indices.dropFirst().compactMap {
          classComponent(ClassID($0), in: unit)
        }
        if !found.isEmpty { result[unit] = found }
      }
      return result
    }
  }

  private func classComponent(_ id: ClassID, in unit: Int) -> ClassComponent? {
    let facts = units[unit].facts
    var methods: [String: FunctionID] = [:]
    for member in units[unit].members(of: id) where !member.isStatic {
      let name = facts.names.string(member.name)
      if member.function.isPresent {
        methods[name] = member.function
      } else if member.value.isPresent, facts.values[member.value.index].kind == .function {
        methods[name] = FunctionID(facts.values[member.value.index].a)
      }
    }
    guard let render = methods["render"] else { return nil }
    let function = FunctionRef(unit: unit, id: render)
    guard !elements(in: function).isEmpty else { return nil }
    let span = facts.classes[id.index].span
    return ClassComponent(
      span: span,
      render: function,
      methods: methods,
      writes: stateWrites(within: span, unit)
    )
  }

  private func stateWrites(within span: ByteSpan, _ unit: Int) -> [(
    name: String, write: StateWrite
  )] {
    let facts = units[unit].facts
    return table.calls(of: unit).flatMap { position -> [(name: String, write: StateWrite)] in
      let step = call(at: position).instruction
      let callee = facts.values[Int(step.a)]
      guard span.contains(step.span), callee.kind == .member,
        facts.values[Int(callee.a)].kind == .this,
        facts.names.string(NameID(callee.b)) == "setState",
        let first = facts.valueList(ListID(step.b)).first
      else { return [] }
      let given = traced(ValueRef(unit: unit, id: first))
      return ([given] + returns(of: given)).flatMap { entries(of: $0) }
        .filter { !$0.name.isEmpty }
        .map { entry in
          let write = StateWrite(
            call: calls[position].place,
            function: function(of: step, in: unit),
            value: entry.value
          )
          return (entry.name, write)
        }
    }
  }

  /// The class component around a place of a file.
  func classComponent(around span: ByteSpan, in unit: Int) -> ClassComponent? {
    classComponents[unit]?.first { $0.span.contains(span) }
  }

  /// The state that a value reads of its class: `this.state.orders`, or that behind a name.
  func classCell(_ value: Value, in unit: Int) -> CellID? {
    let facts = units[unit].facts
    guard value.kind == .member, let file = react.files[unit], !file.classCells.isEmpty else {
      return nil
    }
    var base = facts.values[Int(value.a)]
    if base.kind == .symbol { base = facts.values[facts.symbols[Int(base.a)].value.index] }
    guard base.kind == .member, facts.names.string(NameID(base.b)) == "state",
      facts.values[Int(base.a)].kind == .this,
      let component = classComponent(around: value.span, in: unit)
    else { return nil }
    let key = ClassCell(render: component.render, name: facts.names.string(NameID(value.b)))
    return file.classCells[key].map { CellID(unit: unit, position: $0) }
  }

  /// The component whose properties a value is: `this.props` of a class.
  func ownerOfProps(_ value: Value, in unit: Int) -> FunctionRef? {
    let facts = units[unit].facts
    guard value.kind == .member, facts.values[Int(value.a)].kind == .this,
      facts.names.string(NameID(value.b)) == "props"
    else { return nil }
    return classComponent(around: value.span, in: unit)?.render
  }

  /// The method of the class around it that a value names: `this.load`.
  func ownMethod(_ value: Value, in unit: Int) -> FunctionRef? {
    let facts = units[unit].facts
    guard value.kind == .member, facts.values[Int(value.a)].kind == .this,
      let component = classComponent(around: value.span, in: unit),
      let method = component.methods[facts.names.string(NameID(value.b))]
    else { return nil }
    return FunctionRef(unit: unit, id: method)
  }
}

/// The name of a piece of state of one class.
struct ClassCell: Hashable, Sendable {
  let render: FunctionRef
  let name: String
}

extension ReactFile {
  /// Adds what the classes of the file keep and do.
  mutating func read(_ components: [ClassComponent], _ facts: FileFacts) {
    for component in components {
      for (name, write) in component.writes {
        let key = ClassCell(render: component.render, name: name)
        let position = classCells[key] ?? cells.count
        if position == cells.count {
          classCells[key] = position
          cells.append(
            StateCell(
              unit: unit,
              name: name,
              call: write.call,
              component: component.render,
              value: .none,
              setter: .none
            )
          )
        }
        cells[position].writes.append(write)
      }
      for (name, dependencies) in Self.lifecycle {
        guard let method = component.methods[name],
          facts.functions[method.index].firstInstruction
            < facts.functions[method.index].endInstruction
        else { continue }
        effects.append(
          EffectHook(
            call: CallRef(unit: unit, id: facts.functions[method.index].firstInstruction),
            component: component.render,
            function: FunctionRef(unit: unit, id: method),
            dependencies: dependencies
          )
        )
      }
    }
  }

  private static let lifecycle: [(String, EffectHook.Dependencies)] = [
    ("componentDidMount", .onMount), ("componentDidUpdate", .unknown),
  ]
}
