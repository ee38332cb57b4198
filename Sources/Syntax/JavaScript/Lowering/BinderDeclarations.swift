// The first pass: which names each scope declares.

import Facts
import SyntaxTree

extension Binder {
  /// Collects the declarations of every scope.
  mutating func declare(_ tree: TreePointers) {
    frames.count = 0
    var lowest: NodeID = 0
    var id = NodeID(truncatingIfNeeded: tree.count &- 1)
    while id > 0 {
      while id < lowest {
        frames.count &-= 1
        lowest = frames[frames.count &- 1].lowest
      }
      let kind = tree.kind(id)
      if kind == .identifier {
        let context = slots[Int(id)]
        if context != 0 && context < Mark.component { add(id, contexts[Int(context)]) }
      } else if !Self.isPlain(kind) {
        let node = tree[id]
        if Self.isPassedOver(kind, node) {
          id = node.lowest &- 1
          continue
        }
        declareNode(id, kind, node, tree)
        lowest = frames[frames.count &- 1].lowest
      }
      id &-= 1
    }
  }

  private mutating func declareNode(_ id: NodeID, _ kind: Kind, _ node: Node, _ tree: TreePointers)
  {
    switch kind {
    case .program, .function, .arrow, .class, .staticBlock, .module:
      openScope(id, kind, node, tree)
    case .block, .for, .forIn, .forOf, .switch:
      let frame = frames[frames.count &- 1]
      push(node.lowest, scope: id, varScope: frame.varScope, function: frame.function)
    case .field:
      if !node.flags.contains(.computed) { mark(node.a, Mark.noReference, tree) }
      if node.b != 0 {
        // The scope that is open around a field is its class.
        let scope = frames[frames.count &- 1].scope
        push(tree[node.b].lowest, scope: scope, varScope: scope, function: scope)
      }
    case .try: declareCaught(node, tree)
    case .variableDeclaration: declareVariables(node, tree)
    case .property, .method, .enumMember, .importAttribute, .jsxAttribute:
      declareKey(kind, node, tree)
    case .objectPattern, .arrayPattern, .defaultPattern, .rest, .parameter:
      passOn(slots[Int(id)], kind, node, tree)
    case .importDefault, .importNamespace, .importSpecifier, .importEquals, .enum:
      declareImportOrEnum(kind, node, tree)
    case .exportNamed, .exportAll, .exportAsNamespace:
      markExports(kind, node, tree)
    case .typeReference: markLeftmost(of: node.a, Mark.type, tree)
    case .jsxElement: markComponent(node.a, tree)
    default: break
    }
  }
}

// Scopes.
extension Binder {
  private mutating func push(
    _ lowest: NodeID,
    scope: NodeID,
    varScope: NodeID,
    function: NodeID
  ) {
    frames.append(
      Frame(
        lowest: lowest,
        scope: scope,
        varScope: varScope,
        function: function,
        shadowedCount: 0
      )
    )
  }

  private mutating func openScope(_ id: NodeID, _ kind: Kind, _ node: Node, _ tree: TreePointers) {
    if kind == .program { return push(0, scope: id, varScope: id, function: id) }
    let outer = frames[frames.count &- 1]
    switch kind {
    case .function, .arrow:
      if node.a != 0 {
        let isDeclaration = node.flags.contains(.declaration)
        let scope = isDeclaration ? outer.scope : id
        let function = isDeclaration ? outer.function : id
        mark(node.a, context(scope, function, .function), tree)
      }
      push(node.lowest, scope: id, varScope: id, function: id)
      let parameters = context(id, id, .parameter)
      for index in 0..<tree.count(of: node.b) {
        mark(tree.node(index, of: node.b), parameters, tree)
      }
    case .class:
      let scope = node.flags.contains(.declaration) ? outer.scope : id
      mark(node.a, context(scope, outer.function, .class), tree)
      push(node.lowest, scope: id, varScope: outer.varScope, function: outer.function)
    case .staticBlock:
      push(node.lowest, scope: id, varScope: id, function: outer.scope)
    default:
      if tree.kind(node.a) == .identifier {
        mark(node.a, context(outer.scope, outer.function, .namespace), tree)
      } else {
        markLeftmost(of: node.a, Mark.noReference, tree)
      }
      push(node.lowest, scope: id, varScope: id, function: outer.function)
    }
  }

}

// Names.
extension Binder {
  /// Sets the slot of an identifier or pattern; after an error, anything can stand in its place.
  private mutating func mark(_ id: NodeID, _ slot: UInt32, _ tree: TreePointers) {
    switch tree.kind(id) {
    case .identifier, .jsxIdentifier, .objectPattern, .arrayPattern, .defaultPattern, .rest,
      .parameter:
      slots[Int(id)] = slot
    default: break
    }
  }

  private mutating func context(_ scope: NodeID, _ function: NodeID, _ kind: Symbol.Kind) -> UInt32
  {
    contexts.append(Context(scope: scope, function: function, kind: kind))
    return UInt32(truncatingIfNeeded: contexts.count &- 1)
  }

  /// Puts a declaration before those of its scope that stand behind it in the source.
  private mutating func add(_ identifier: NodeID, _ context: Context) {
    let number = UInt32(truncatingIfNeeded: declarations.count)
    declarations.append(
      Declaration(
        identifier: identifier,
        kind: context.kind,
        function: context.function,
        next: slots[Int(context.scope)],
        symbol: 0
      )
    )
    slots[Int(context.scope)] = number
    slots[Int(identifier)] = number | Mark.declaration
  }

  /// Hands the context of a pattern to the patterns and identifiers in it.
  private mutating func passOn(
    _ context: UInt32,
    _ kind: Kind,
    _ node: Node,
    _ tree: TreePointers
  ) {
    if context == 0 || context >= Mark.component { return }
    switch kind {
    case .arrayPattern, .objectPattern:
      for index in 0..<tree.count(of: node.a) {
        let element = tree.node(index, of: node.a)
        if tree.kind(element) != .property {
          mark(element, context, tree)
          continue
        }
        let property = tree[element]
        // A shorthand's key is its target; any other key must not overwrite the mark of the target.
        mark(property.b, context, tree)
      }
    default: mark(node.a, context, tree)
    }
  }

  private mutating func declareKey(_ kind: Kind, _ node: Node, _ tree: TreePointers) {
    if node.flags.contains(.shorthand) || node.flags.contains(.computed) { return }
    mark(node.a, Mark.noReference, tree)
  }

  private mutating func declareCaught(_ node: Node, _ tree: TreePointers) {
    guard node.b != 0 else { return }
    let frame = frames[frames.count &- 1]
    let scope = node.c == 0 ? frame.scope : node.c
    mark(node.b, context(scope, frame.function, .caught), tree)
  }

  private mutating func declareVariables(_ node: Node, _ tree: TreePointers) {
    let frame = frames[frames.count &- 1]
    let keyword = VariableKeyword(rawValue: node.symbol) ?? .var
    let target =
      switch keyword {
      case .var: context(frame.varScope, frame.function, .variable)
      case .let: context(frame.scope, frame.function, .variable)
      case .const, .using, .awaitUsing: context(frame.scope, frame.function, .constant)
      }
    for index in 0..<tree.count(of: node.a) {
      mark(tree[tree.node(index, of: node.a)].a, target, tree)
    }
  }

  private mutating func declareImportOrEnum(_ kind: Kind, _ node: Node, _ tree: TreePointers) {
    let frame = frames[frames.count &- 1]
    switch kind {
    case .importSpecifier:
      mark(node.a, Mark.noReference, tree)
      mark(node.b, context(frame.scope, frame.function, .import), tree)
    case .enum: mark(node.a, context(frame.scope, frame.function, .enum), tree)
    default: mark(node.a, context(frame.scope, frame.function, .import), tree)
    }
  }

  private mutating func markExports(_ kind: Kind, _ node: Node, _ tree: TreePointers) {
    guard kind == .exportNamed else { return mark(node.a, Mark.noReference, tree) }
    for index in 0..<tree.count(of: node.b) {
      let specifier = tree[tree.node(index, of: node.b)]
      if node.c != 0 { mark(specifier.a, Mark.noReference, tree) }
      if specifier.a != specifier.b { mark(specifier.b, Mark.noReference, tree) }
    }
  }

  private mutating func markLeftmost(of id: NodeID, _ slot: UInt32, _ tree: TreePointers) {
    var id = id
    while true {
      switch tree.kind(id) {
      case .qualifiedName, .member, .jsxMember: id = tree[id].a
      case .identifier, .jsxIdentifier: return mark(id, slot, tree)
      default: return
      }
    }
  }

  /// Lowercase tags are elements of the document, not components.
  private mutating func markComponent(_ name: NodeID, _ tree: TreePointers) {
    if tree.kind(name) == .jsxIdentifier {
      let first = tree.source[Int(tree[name].start)]
      if first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z") { return }
    }
    markLeftmost(of: name, Mark.component, tree)
  }
}
