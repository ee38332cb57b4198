// Reads state, effects and elements out of the facts of files that a browser runs.

import Facts

/// Makes the model, in one pass over each file of the browser.
struct ReactReading {
  private let program: Program

  init(_ program: Program) { self.program = program }

  func model() -> ReactModel {
    var model = ReactModel()
    var stateCalls: [Int: Set<InstructionID>] = [:]
    for site in program.calls(playing: [.state]) {
      stateCalls[site.place.unit, default: []].insert(site.resolved.place.id)
    }
    var effects: [Int: [CallSite]] = [:]
    for site in program.calls(playing: [.effect]) {
      effects[site.place.unit, default: []].append(site)
    }
    for unit in program.units.indices
    where program.units[unit].isRunning && program.browserUnits.contains(unit) {
      var file = ReactFile(unit: unit)
      readCells(stateCalls[unit] ?? [], into: &file)
      file.effects = (effects[unit] ?? []).map(effect)
      file.read(program.classComponents[unit] ?? [], program.units[unit].facts)
      readSteps(into: &file, &model)
      if !file.cells.isEmpty { markReads(in: &file) }
      model.files[unit] = file
      model.inOrder.append(file)
    }
    readImported(into: &model)
    return model
  }

  /// Reads which functions stand in calls, in the files that those of the browser import: where they ask the server.
  private func readImported(into model: inout ReactModel) {
    var pending = model.files.keys.sorted()
    var seen = Set(pending)
    while let unit = pending.popLast() {
      for target in program.units[unit].targets {
        guard case .units(let imported) = target else { continue }
        for other in imported where seen.insert(other).inserted {
          pending.append(other)
          model.handed[other] = handed(in: other)
        }
      }
    }
  }

  private func handed(in unit: Int) -> [FunctionID: (call: InstructionID, position: Int)] {
    let facts = program.units[unit].facts
    var result: [FunctionID: (call: InstructionID, position: Int)] = [:]
    for (position, step) in facts.instructions.enumerated() where step.operation == .call {
      for (place, word) in facts.list(ListID(step.b)).enumerated() {
        let value = facts.values[Int(word)]
        guard value.kind == .function else { continue }
        result[FunctionID(value.a)] = (InstructionID(position), place)
      }
    }
    return result
  }

  // MARK: State

  /// `const [value, setValue] = useState(…)`: two names that take an element each of what one call gives.
  private func readCells(_ calls: Set<InstructionID>, into file: inout ReactFile) {
    guard !calls.isEmpty else { return }
    let facts = program.units[file.unit].facts
    var values: [InstructionID: SymbolID] = [:]
    var setters: [InstructionID: SymbolID] = [:]
    for position in facts.symbols.indices.dropFirst() {
      let value = facts.values[facts.symbols[position].value.index]
      guard value.kind == .index else { continue }
      let base = facts.values[Int(value.a)]
      let key = facts.values[Int(value.b)]
      guard base.kind == .result, calls.contains(InstructionID(base.a)), key.kind == .number else {
        continue
      }
      if facts.numbers[Int(key.a)] == 0 {
        values[InstructionID(base.a)] = SymbolID(position)
      } else {
        setters[InstructionID(base.a)] = SymbolID(position)
      }
    }
    for call in calls.sorted() {
      guard let setter = setters[call] else { continue }
      let value = values[call] ?? .none
      let function = program.function(of: facts.instructions[call.index], in: file.unit)
      file.cellOfSetter[setter] = file.cells.count
      if value.isPresent { file.cellOfValue[value] = file.cells.count }
      file.cells.append(
        StateCell(
          unit: file.unit,
          name: facts.names.string(facts.symbols[(value.isPresent ? value : setter).index].name),
          call: CallRef(unit: file.unit, id: call),
          component: program.outermost(function),
          value: value,
          setter: setter
        )
      )
    }
  }

  private func effect(_ site: CallSite) -> EffectHook {
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    let unit = site.place.unit
    var function: FunctionRef?
    if let first = arguments.first {
      let traced = program.traced(ValueRef(unit: unit, id: first))
      let value = program.value(traced)
      if value.kind == .function {
        function = FunctionRef(unit: traced.unitIndex, id: FunctionID(value.a))
      }
    }
    return EffectHook(
      call: site.resolved.place,
      component: program.outermost(site.function),
      function: function,
      dependencies: dependencies(arguments, in: unit)
    )
  }

  private func dependencies(_ arguments: [ValueID], in unit: Int) -> EffectHook.Dependencies {
    guard arguments.count > 1 else { return .everyRender }
    let facts = program.units[unit].facts
    let list = facts.values[arguments[1].index]
    guard list.kind == .array else { return .unknown }
    let values = facts.valueList(ListID(list.a))
    return values.isEmpty ? .onMount : .values(values.map { ValueRef(unit: unit, id: $0) })
  }

  // MARK: Steps

  private func readSteps(into file: inout ReactFile, _ model: inout ReactModel) {
    let facts = program.units[file.unit].facts
    let hasSetters = !file.cellOfSetter.isEmpty
    for (position, step) in facts.instructions.enumerated()
    where step.operation == .call || step.operation == .construct || step.operation == .element {
      let id = InstructionID(position)
      let arguments = facts.list(ListID(step.b))
      for (place, word) in arguments.enumerated() {
        let value = facts.values[Int(word)]
        if value.kind == .function {
          file.handed[FunctionID(value.a)] = (id, place)
        } else if hasSetters, value.kind == .symbol,
          let cell = file.cellOfSetter[SymbolID(value.a)]
        {
          note(handedTo: step, id, cell, in: &file)
        }
      }
      let callee = facts.values[Int(step.a)]
      if hasSetters, callee.kind == .symbol, let cell = file.cellOfSetter[SymbolID(callee.a)] {
        let value = ValueRef(unit: file.unit, id: arguments.first.map { ValueID($0) } ?? .none)
        note(StateWriteParts(step, id, value), cell, in: &file)
      }
      guard step.operation == .element, callee.kind != .string,
        let call = program.table.position(of: CallRef(unit: file.unit, id: id))
      else { continue }
      let targets = program.calls[call].targets.map(program.outermost)
      for target in targets.count > 1 ? Set(targets).sorted() : targets {
        model.uses[target, default: []].append(CallRef(unit: file.unit, id: id))
      }
    }
  }

  private typealias StateWriteParts = (step: Instruction, id: InstructionID, value: ValueRef)

  /// `promise.then(setRows)` stores what the promise gives.
  private func note(
    handedTo step: Instruction,
    _ id: InstructionID,
    _ cell: Int,
    in file: inout ReactFile
  ) {
    let facts = program.units[file.unit].facts
    let callee = facts.values[Int(step.a)]
    guard callee.kind == .member, facts.names.string(NameID(callee.b)) == "then" else { return }
    note((step, id, ValueRef(unit: file.unit, id: ValueID(callee.a))), cell, in: &file)
  }

  private func note(_ parts: StateWriteParts, _ cell: Int, in file: inout ReactFile) {
    file.cells[cell].writes.append(
      StateWrite(
        call: CallRef(unit: file.unit, id: parts.id),
        function: program.function(of: parts.step, in: file.unit),
        value: parts.value
      )
    )
  }

  // MARK: Reads

  /// Marks the cells that any value or instruction takes up; a declaration alone takes up nothing.
  private func markReads(in file: inout ReactFile) {
    let facts = program.units[file.unit].facts
    var isUsed = Array(repeating: false, count: facts.values.count)
    func use(_ id: UInt32) { if id != 0, Int(id) < isUsed.count { isUsed[Int(id)] = true } }
    for value in facts.values {
      switch value.kind {
      case .member, .awaited, .unary, .element, .key, .spread: use(value.a)
      case .index, .binary, .gathered:
        use(value.a)
        use(value.b)
      case .array, .choice, .template: for word in facts.list(ListID(value.a)) { use(word) }
      case .object:
        let list = facts.list(ListID(value.a))
        for position in stride(from: list.startIndex + 1, to: list.endIndex, by: 2) {
          use(list[position])
        }
      default: continue
      }
    }
    for step in facts.instructions {
      switch step.operation {
      case .call, .construct, .element:
        use(step.a)
        for word in facts.list(ListID(step.b)) { use(word) }
      case .assign: use(step.b)
      case .await, .yield, .return, .throw: use(step.a)
      default: continue
      }
    }
    for region in facts.regions { use(region.subject.raw) }
    for export in facts.exports { use(export.value.raw) }
    for position in facts.values.indices where isUsed[position] {
      let value = facts.values[position]
      guard value.kind == .symbol, let cell = file.cellOfValue[SymbolID(value.a)] else { continue }
      file.cells[cell].isRead = true
    }
  }
}
