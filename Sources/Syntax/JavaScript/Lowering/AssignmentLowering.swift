// Assignments: places, stores, CommonJS exports, updates.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  mutating func assignment(_ id: NodeID, _ use: Use) -> ValueID {
    let node = tree[id]
    switch Token(rawValue: node.symbol) ?? .assign {
    case .assign:
      switch tree.kind(node.a) {
      case .objectPattern, .arrayPattern:
        let value = expression(node.b)
        destructure(node.a, value, .assignment)
        return value
      default:
        let target = place(node.a)
        let value = expression(node.b)
        store(value, in: target, at: id, place: node.a)
        return value
      }
    case .logicalAndAssign, .logicalOrAssign, .coalesceAssign: return logicalAssignment(id, use)
    default:
      let target = place(node.a)
      let value = expression(node.b)
      return compound(target, Self.operator(of: node.symbol), value, use, at: id)
    }
  }

  /// `a ||= b`: the right side and the assignment happen on a condition.
  private mutating func logicalAssignment(_ id: NodeID, _ use: Use) -> ValueID {
    let node = tree[id]
    let target = place(node.a)
    let isAnd = node.symbol == Token.logicalAndAssign.rawValue
    open(isAnd ? .then : .otherwise, subject: target, at: node.b)
    let value = expression(node.b)
    let means = Self.operator(of: node.symbol)
    emit(.assign, a: target.raw, b: value.raw, operator: means, flags: .compound, at: id)
    nameFunction(value, placeName(target), at: node.a)
    note(value, in: target)
    close()
    if use.contains(.discarded) { return target }
    return add(.choice, a: list(target, value).raw, operator: means, at: id)
  }

  /// `a += b`, `a++`.
  private mutating func compound(
    _ target: ValueID,
    _ means: Operator,
    _ value: ValueID,
    _ use: Use,
    at id: NodeID
  ) -> ValueID {
    emit(.assign, a: target.raw, b: value.raw, operator: means, flags: .compound, at: id)
    note(value, in: target)
    if use.contains(.discarded) { return target }
    return add(.binary, a: target.raw, b: value.raw, operator: means, at: id)
  }

  mutating func update(_ id: NodeID) -> ValueID {
    let node = tree[id]
    let target = place(node.a)
    let one = add(.number, a: numberIndex(1), at: id)
    return compound(target, Self.operator(of: node.symbol), one, .discarded, at: id)
  }

  /// A value that can be assigned to; for anything but a name, member or index something unknown.
  mutating func place(_ id: NodeID) -> ValueID {
    if isStackLow { return unknown(id) }
    let node = tree[id]
    switch tree.kind(id) {
    case .identifier:
      // Assigning to a bare `exports` exports nothing.
      if binder.slots[Int(id)] == 0 {
        return add(.global, a: names.number(of: Name(id: node.a)).raw, at: id)
      }
      return identifier(id)
    case .member: return member(id, of: expression(node.a))
    case .index: return index(id, of: expression(node.a))
    case .nonNull, .asExpression, .satisfiesExpression, .typeAssertion: return place(node.a)
    default:
      _ = expression(id)
      return unknown(id)
    }
  }

  private func placeName(_ place: ValueID) -> NameID {
    let value = values[place.index]
    switch value.kind {
    case .symbol: return binder.symbols[Int(value.a)].name
    case .member: return NameID(value.b)
    case .global: return NameID(value.a)
    default: return .any
    }
  }

  /// Assigns a value to a place and notes what that says about symbols, names and exports.
  mutating func store(
    _ value: ValueID,
    in target: ValueID,
    flags: Instruction.Flags = .none,
    at id: NodeID,
    place: NodeID
  ) {
    emit(.assign, a: target.raw, b: value.raw, flags: flags, at: id)
    note(value, in: target)
    switch values[value.index].kind {
    case .function, .class: nameStored(value, target, place)
    default: break
    }
    if values[target.index].kind == .member { exportStored(value, in: target, at: place) }
  }

  /// A function takes the property's name; `module.exports` names nothing.
  private mutating func nameStored(_ value: ValueID, _ target: ValueID, _ place: NodeID) {
    let isWhole = values[target.index].kind == .member && isModuleExports(target)
    if !isWhole { nameFunction(value, placeName(target), at: place) }
  }

  /// Notes an assignment to a symbol: the first gives its value, others make it vary.
  mutating func note(_ value: ValueID, in target: ValueID) {
    let place = values[target.index]
    if place.kind == .symbol { note(value, inSymbol: place.a) }
  }

  mutating func note(_ value: ValueID, inSymbol symbol: UInt32) {
    let index = Int(symbol)
    if binder.symbols[index].value.isPresent {
      binder.symbols.base[index].flags.insert(.reassigned)
    } else {
      binder.symbols.base[index].value = value
    }
  }
}

// CommonJS.
extension Lowering {
  /// Whether a value is `module.exports`, or `exports`, which reads as that.
  private mutating func isModuleExports(_ id: ValueID) -> Bool {
    let value = values[id.index]
    guard value.kind == .member, value.b == names.number(of: Name(.exports)).raw else {
      return false
    }
    let base = values[Int(value.a)]
    return base.kind == .global && base.a == names.number(of: Name(.module)).raw
  }

  /// Notes `module.exports = value` and `exports.name = value`.
  private mutating func exportStored(_ value: ValueID, in target: ValueID, at place: NodeID) {
    let name: NameID
    if isModuleExports(target) {
      name = .whole
    } else if isModuleExports(ValueID(values[target.index].a)) {
      name = NameID(values[target.index].b)
    } else {
      return
    }
    let export = ExportFact(name: name, value: value, span: span(place))
    // The last `module.exports =` of a file is what others get; one under a condition may not run.
    if name == .whole, functions[function.index].kind == .module,
      !regions[region.index].parent.isPresent,
      let earlier = (0..<exports.count).last(where: { exports[$0].name == .whole })
    {
      exports.base[earlier] = export
    } else {
      exports.append(export)
    }
  }
}
