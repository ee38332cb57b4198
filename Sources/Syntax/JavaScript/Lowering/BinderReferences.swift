// The second pass: what each identifier refers to.

import Facts
import SourceText
import SyntaxTree

extension Binder {
  /// Enters scopes from the outside in and gives every identifier its symbol.
  mutating func resolve(_ tree: TreePointers, _ names: inout FileNames) {
    frames.count = 0
    shadowed.count = 0
    var lowest: NodeID = 0
    var id = NodeID(truncatingIfNeeded: tree.count &- 1)
    while id > 0 {
      while id < lowest {
        leave()
        lowest = frames[frames.count &- 1].lowest
      }
      let kind = tree.kind(id)
      if kind == .identifier {
        let symbol = symbol(of: slots[Int(id)], name: tree[id].a)
        slots[Int(id)] = symbol
      } else if !Self.isPlain(kind) {
        let node = tree[id]
        if Self.isPassedOver(kind, node) {
          id = node.lowest &- 1
          continue
        }
        resolveNode(id, kind, node, tree, &names)
        lowest = frames[frames.count &- 1].lowest
      }
      id &-= 1
    }
    while frames.count > 0 { leave() }
  }

  private mutating func resolveNode(
    _ id: NodeID,
    _ kind: Kind,
    _ node: Node,
    _ tree: TreePointers,
    _ names: inout FileNames
  ) {
    switch kind {
    case .jsxIdentifier:
      let isComponent = slots[Int(id)] == Mark.component
      let symbol = isComponent ? symbol(of: 0, name: node.a) : 0
      slots[Int(id)] = symbol
    case .program, .function, .arrow:
      enter(id, node.lowest, function: id, tree, &names)
    case .block, .for, .forIn, .forOf, .switch, .module:
      if slots[Int(id)] != 0 {
        enter(id, node.lowest, function: frames[frames.count &- 1].function, tree, &names)
      }
    case .class:
      enter(id, node.lowest, function: frames[frames.count &- 1].function, tree, &names)
    case .staticBlock:
      enter(id, node.lowest, function: frames[frames.count &- 1].scope, tree, &names)
    case .field:
      if node.b != 0 {
        let owner = frames[frames.count &- 1].scope
        enter(0, tree[node.b].lowest, function: owner, tree, &names)
      }
    case .objectPattern, .arrayPattern, .defaultPattern, .rest, .parameter:
      slots[Int(id)] = 0
    default: break
    }
  }

  /// The symbol of an identifier with this slot.
  @inline(__always)
  private mutating func symbol(of slot: UInt32, name: UInt32) -> UInt32 {
    if slot & Mark.declaration != 0 {
      return declarations[Int(slot & ~Mark.declaration)].symbol
    }
    if slot == Mark.noReference { return 0 }
    let symbol = visible[Int(name)]
    if slot == 0 && symbol != 0
      && functionNodes[Int(symbol)] != frames[frames.count &- 1].function
    {
      capture(symbol)
    }
    return symbol
  }

  private mutating func capture(_ symbol: UInt32) {
    symbols.base[Int(symbol)].flags.insert(.captured)
  }

  private mutating func enter(
    _ scope: NodeID,
    _ lowest: NodeID,
    function: NodeID,
    _ tree: TreePointers,
    _ names: inout FileNames
  ) {
    frames.append(
      Frame(
        lowest: lowest,
        scope: scope,
        varScope: 0,
        function: function,
        shadowedCount: shadowed.count
      )
    )
    var number = slots[Int(scope)]
    slots[Int(scope)] = 0
    while number != 0 {
      let declaration = declarations[Int(number)]
      let identifier = tree[declaration.identifier]
      let name = Int(identifier.a)
      var symbol = visible[name]
      if symbol == 0 || scopeNodes[Int(symbol)] != scope {
        shadowed.append(Shadowed(name: identifier.a, symbol: symbol))
        symbol = UInt32(truncatingIfNeeded: symbols.count)
        visible[name] = symbol
        scopeNodes.append(scope)
        functionNodes.append(declaration.function)
        symbols.append(
          Symbol(
            declaration.kind,
            name: names.number(of: Name(id: identifier.a)),
            function: .none,
            declaration: ByteSpan(start: identifier.start, end: identifier.end)
          )
        )
      }
      declarations.base[Int(number)].symbol = symbol
      number = declaration.next
    }
  }

  private mutating func leave() {
    let frame = frames[frames.count &- 1]
    while shadowed.count > frame.shadowedCount {
      shadowed.count &-= 1
      let entry = shadowed[shadowed.count]
      visible[Int(entry.name)] = entry.symbol
    }
    frames.count &-= 1
  }
}
