// Views of expressions.

/// `[a, , ...b]`.
struct ArrayNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .array }

  /// Expressions, spreads and holes (`isHole`).
  var elements: NodeList { node.list(record.a) }
}

/// `{ a, b: c, d() {}, ...e }`.
struct ObjectNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .object }

  /// `PropertyNode`s and `SpreadNode`s.
  var properties: NodeList { node.list(record.a) }
}

/// One property of an object literal or object pattern.
struct PropertyNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .property }

  /// An identifier, string, number or private name; any expression if `isComputed`.
  var key: AnyNode { node.required(record.a) }
  /// The expression or, in a pattern, the target.
  var value: AnyNode { node.required(record.b) }
  var isComputed: Bool { node.has(.computed) }
  /// The value is the key itself or a default for it.
  var isShorthand: Bool { node.has(.shorthand) }
  var isMethod: Bool { node.has(.method) }
  var isGetter: Bool { node.has(.getter) }
  var isSetter: Bool { node.has(.setter) }
}

/// `...argument` in a list of arguments, an array or an object.
struct SpreadNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .spread }

  var argument: AnyNode { node.required(record.a) }
}

/// A prefix operator and its operand, such as `!a` and `typeof a`.
struct UnaryNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .unary }

  var `operator`: Token { Token(rawValue: record.symbol) ?? .unknown }
  var argument: AnyNode { node.required(record.a) }
}

/// `a++`, `--a`.
struct UpdateNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .update }

  var `operator`: Token { Token(rawValue: record.symbol) ?? .unknown }
  var argument: AnyNode { node.required(record.a) }
  var isPrefix: Bool { node.has(.prefix) }
}

/// `a + b`, `a in b`, and the logical `a && b`, `a || b`, `a ?? b`.
struct BinaryNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .binary || kind == .logical }

  var `operator`: Token { Token(rawValue: record.symbol) ?? .unknown }
  var left: AnyNode { node.required(record.a) }
  var right: AnyNode { node.required(record.b) }
  var isLogical: Bool { node.kind == .logical }
}

/// `a = b`, `a += b`, `a ??= b`.
struct AssignmentNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .assignment }

  var `operator`: Token { Token(rawValue: record.symbol) ?? .unknown }
  /// A pattern or any expression.
  var target: AnyNode { node.required(record.a) }
  var value: AnyNode { node.required(record.b) }
}

/// `test ? consequent : alternate`.
struct ConditionalNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .conditional }

  var test: AnyNode { node.required(record.a) }
  var consequent: AnyNode { node.required(record.b) }
  var alternate: AnyNode { node.required(record.c) }
}

/// `a, b, c`.
struct SequenceNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .sequence }

  var expressions: NodeList { node.list(record.a) }
}

/// `callee(arguments)`, `new callee(arguments)`.
struct CallNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .call || kind == .new }

  var callee: AnyNode { node.required(record.a) }
  /// Expressions and spreads.
  var arguments: NodeList { node.list(record.b) }
  var typeArguments: NodeList { node.list(record.c) }
  var isNew: Bool { node.kind == .new }
  /// `callee?.(…)`.
  var isOptional: Bool { node.has(.optional) }
}

/// `object.property`, `object?.#property`.
struct MemberNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .member }

  var object: AnyNode { node.required(record.a) }
  /// The name behind the dot, without `#`; it ends where the node ends.
  var property: Name { Name(id: record.b) }
  /// The byte offset of the property.
  var propertyStart: UInt32 { record.c }
  var isPrivate: Bool { node.has(.privateName) }
  var isOptional: Bool { node.has(.optional) }
}

/// `object[property]`.
struct IndexNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .index }

  var object: AnyNode { node.required(record.a) }
  var property: AnyNode { node.required(record.b) }
  var isOptional: Bool { node.has(.optional) }
}

/// `yield argument`, `yield* argument`.
struct YieldNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .yield }

  var argument: AnyNode? { node.optional(record.a) }
  var delegates: Bool { node.has(.generator) }
}

/// `await argument`.
struct AwaitNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .await }

  var argument: AnyNode { node.required(record.a) }
}

/// `import(specifier, options)`.
struct ImportCallNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .importCall }

  var arguments: NodeList { node.list(record.a) }
}

/// `import.meta`, `new.target`.
struct MetaPropertyNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .metaProperty }

  /// `meta`, `target`, `defer` or `source`.
  var property: Name { Name(id: record.a) }
}

/// `x as T`, `x satisfies T`, `<T>x`, `x!`, `f<T>`: what changes only the type of an expression.
struct TypeWrapperNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool {
    kind.rawValue >= Kind.asExpression.rawValue && kind.rawValue <= Kind.instantiation.rawValue
  }

  var expression: AnyNode { node.required(record.a) }
  /// The type of `as`, `satisfies` and `<T>x`.
  var type: AnyNode? { node.kind == .instantiation ? nil : node.optional(record.b) }
}

extension AnyNode {
  /// The expression behind `as T`, `satisfies T`, `!`, `<T>` and type arguments.
  var withoutTypes: AnyNode {
    var inner = self
    while let wrapper = inner.as(TypeWrapperNode.self) { inner = wrapper.expression }
    return inner
  }
}
