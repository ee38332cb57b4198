// Fields that are written as computed from what was read, and states that are checked, then changed.

import Facts

extension RaceFinder {
  /// The field whose new value is arithmetic on its old one.
  func computedField(_ read: Access, _ write: Access, _ flow: FunctionFlow) -> String? {
    for position in read.position..<write.position {
      let step = facts.instructions[position]
      guard step.operation == .assign else { continue }
      let place = facts.values[Int(step.a)]
      guard place.kind == .member, let root = flow.root(of: ValueID(step.a)),
        flow.dependencies(of: ValueID(step.a)).contains(read.position),
        isWritten(root, by: write, flow)
      else { continue }
      let field = facts.names.string(NameID(place.b))
      if step.flags.contains(.compound), isArithmetic(UInt16(step.detail)) { return field }
      if computes(ValueID(step.b), from: field, read, flow, 0) { return field }
    }
    for argument in facts.valueList(ListID(facts.instructions[write.position].b)) {
      if let field = computedEntry(argument, read, flow, 0) { return field }
    }
    return nil
  }

  private func isWritten(_ root: SymbolID, by write: Access, _ flow: FunctionFlow) -> Bool {
    write.site.root == root || write.site.isHanded(root)
  }

  /// `{ data: { uses: coupon.uses - 1 } }`, or a value among those of a statement.
  private func computedEntry(_ id: ValueID, _ read: Access, _ flow: FunctionFlow, _ depth: Int)
    -> String?
  {
    guard depth < 5 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2) {
        let entry = ValueID(words[position + 1])
        let name =
          NameID(words[position]) == .any ? "" : facts.names.string(NameID(words[position]))
        if !name.isEmpty, computes(entry, from: name, read, flow, 0) { return name }
        if let inner = computedEntry(entry, read, flow, depth + 1) { return inner }
      }
      return nil
    case .array:
      for element in facts.valueList(ListID(value.a))
      where facts.values[element.index].kind == .binary {
        if let name = readField(element, read, flow) { return name }
      }
      return nil
    default: return nil
    }
  }

  /// The member of what was read in an addition or subtraction.
  private func readField(_ id: ValueID, _ read: Access, _ flow: FunctionFlow) -> String? {
    let value = facts.values[id.index]
    guard value.kind == .binary, isArithmetic(value.detail) else { return nil }
    for side in [value.a, value.b] {
      let operand = facts.values[Int(side)]
      guard operand.kind == .member, flow.dependencies(of: ValueID(side)).contains(read.position)
      else { continue }
      return facts.names.string(NameID(operand.b))
    }
    return nil
  }

  private func isArithmetic(_ detail: UInt16) -> Bool {
    detail == Operator.add.rawValue || detail == Operator.subtract.rawValue
  }

  /// Whether a value is a sum or difference of a field of what was read, through names.
  private func computes(
    _ id: ValueID,
    from field: String,
    _ read: Access,
    _ flow: FunctionFlow,
    _ depth: Int
  ) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      guard isArithmetic(value.detail) else { return false }
      return [value.a, value.b].contains { mentions(ValueID($0), field, read, flow, 0) }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.function == function.id else { return false }
      if computes(symbol.value, from: field, read, flow, depth + 1) { return true }
      guard symbol.flags.contains(.reassigned) else { return false }
      for position in range {
        let step = facts.instructions[position]
        guard step.operation == .assign else { continue }
        let place = facts.values[Int(step.a)]
        guard place.kind == .symbol, place.a == value.a else { continue }
        if step.flags.contains(.compound), isArithmetic(UInt16(step.detail)),
          mentions(symbol.value, field, read, flow, 0)
        {
          return true
        }
        if !step.flags.contains(.declares),
          computes(ValueID(step.b), from: field, read, flow, depth + 1)
        {
          return true
        }
      }
      return false
    case .choice, .template:
      return facts.list(ListID(value.a)).contains {
        value.kind == .choice && computes(ValueID($0), from: field, read, flow, depth + 1)
      }
    case .result:
      // `Number(row.count) + 1` stands inside; `Math.max(0, row.count - 1)` holds it.
      return facts.list(ListID(facts.instructions[Int(value.a)].b)).contains {
        computes(ValueID($0), from: field, read, flow, depth + 1)
      }
    default: return false
    }
  }

  /// Whether a value is a field of what was read: `stock.quantity`, `Number(stock.quantity)`, a name for it.
  private func mentions(
    _ id: ValueID,
    _ field: String,
    _ read: Access,
    _ flow: FunctionFlow,
    _ depth: Int
  ) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      return facts.names.string(NameID(value.b)) == field
        && flow.dependencies(of: id).contains(read.position)
    case .symbol:
      return mentions(facts.symbols[Int(value.a)].value, field, read, flow, depth + 1)
    case .result:
      return facts.list(ListID(facts.instructions[Int(value.a)].b)).contains {
        mentions(ValueID($0), field, read, flow, depth + 1)
      }
    case .binary:
      return [value.a, value.b].contains { mentions(ValueID($0), field, read, flow, depth + 1) }
    case .choice:
      return facts.list(ListID(value.a)).contains {
        mentions(ValueID($0), field, read, flow, depth + 1)
      }
    case .awaited, .unary: return mentions(ValueID(value.a), field, read, flow, depth + 1)
    default: return false
    }
  }

  // MARK: States that are checked, then changed

  /// The field that a guard checks and the write changes, where something else happens besides.
  func advancedState(
    _ read: Access,
    _ write: Access,
    _ accesses: [Access],
    _ flow: FunctionFlow
  ) -> String? {
    guard let state = checkedAndChanged(read, write, flow) else { return nil }
    let others = accesses.filter { other in
      other.position > read.position && other.position != write.position
        && !other.kinds.isDisjoint(with: [.write, .external])
        && !isSameRow(other, write)
    }
    return others.isEmpty ? nil : state
  }

  private func isSameRow(_ other: Access, _ write: Access) -> Bool {
    program.subject(of: other.site) == program.subject(of: write.site)
      && other.site.method?.name == write.site.method?.name
  }

  private func checkedAndChanged(_ read: Access, _ write: Access, _ flow: FunctionFlow) -> String? {
    for position in read.position..<write.position {
      let step = facts.instructions[position]
      let place = facts.values[Int(step.a)]
      guard step.operation == .assign, place.kind == .member, !step.flags.contains(.compound),
        let root = flow.root(of: ValueID(step.a)), isWritten(root, by: write, flow)
      else { continue }
      let field = facts.names.string(NameID(place.b))
      let isChecked = facts.regions.contains { block in
        block.function == function.id && block.kind == .then
          && block.firstInstruction.index > read.position
          && block.firstInstruction.index <= position
          && reads(field, of: root, block.subject, 0)
          && (block.firstInstruction.index..<block.endInstruction.index).contains {
            [.return, .throw].contains(facts.instructions[$0].operation)
          }
      }
      if isChecked { return field }
    }
    return nil
  }

  private func reads(_ field: String, of root: SymbolID, _ id: ValueID, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      let base = facts.values[Int(value.a)]
      return base.kind == .symbol && SymbolID(base.a) == root
        && facts.names.string(NameID(value.b)) == field
    case .unary: return reads(field, of: root, ValueID(value.a), depth + 1)
    case .binary:
      return [value.a, value.b].contains { reads(field, of: root, ValueID($0), depth + 1) }
    case .choice:
      return facts.list(ListID(value.a)).contains { reads(field, of: root, ValueID($0), depth + 1) }
    default: return false
    }
  }
}
