// Views of statements.

/// `{ … }`.
struct BlockNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .block }

  var body: NodeList { node.list(record.a) }
}

/// An expression as a statement; a directive such as `"use client"` is one with a `StringNode`.
struct ExpressionStatementNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .expressionStatement }

  var expression: AnyNode { node.required(record.a) }
}

/// `var a = 1, b`.
struct VariableDeclarationNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .variableDeclaration }

  enum Keyword: UInt8 {
    case `var`, `let`, const, using, awaitUsing
  }

  var keyword: Keyword { Keyword(rawValue: record.symbol) ?? .var }
  /// `DeclaratorNode`s.
  var declarators: NodeList { node.list(record.a) }
}

/// `target: type = value` of a variable declaration.
struct DeclaratorNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .declarator }

  var target: AnyNode { node.required(record.a) }
  var value: AnyNode? { node.optional(record.b) }
  var type: AnyNode? { node.optional(record.c) }
}

/// `if (test) consequent else alternate`; walk `else if` chains with a loop.
struct IfNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .if }

  var test: AnyNode { node.required(record.a) }
  var consequent: AnyNode { node.required(record.b) }
  var alternate: AnyNode? { node.optional(record.c) }
}

/// `for (initializer; test; update) body`.
struct ForNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .for }

  var initializer: AnyNode? { node.optional(record.a) }
  var test: AnyNode? { node.optional(record.b) }
  var update: AnyNode? { node.optional(record.c) }
  var body: AnyNode { node.required(record.d) }
}

/// `for (target in subject) body`, `for await (target of subject) body`.
struct ForEachNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .forIn || kind == .forOf }

  /// A variable declaration with one declarator, or a target.
  var target: AnyNode { node.required(record.a) }
  var subject: AnyNode { node.required(record.b) }
  var body: AnyNode { node.required(record.c) }
  var isForIn: Bool { node.kind == .forIn }
  var isAwaiting: Bool { node.has(.async) }
}

/// `while (test) body`, `do body while (test)`.
struct WhileNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .while || kind == .doWhile }

  var test: AnyNode { node.required(testsFirst ? record.a : record.b) }
  var body: AnyNode { node.required(testsFirst ? record.b : record.a) }
  var testsFirst: Bool { node.kind == .while }
}

/// `return argument`, `throw argument`.
struct ReturnNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .return || kind == .throw }

  var argument: AnyNode? { node.optional(record.a) }
  var isThrow: Bool { node.kind == .throw }
}

/// `break label`, `continue label`.
struct JumpNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .break || kind == .continue }

  /// `Name.none` without a label.
  var label: Name { Name(id: record.a) }
  var isContinue: Bool { node.kind == .continue }
}

/// `try block catch (parameter) handler finally finalizer`.
struct TryNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .try }

  var block: AnyNode { node.required(record.a) }
  /// A pattern, or a `ParameterNode` if it has a type.
  var parameter: AnyNode? { node.optional(record.b) }
  var handler: AnyNode? { node.optional(record.c) }
  var finalizer: AnyNode? { node.optional(record.d) }
}

/// `switch (discriminant) { cases }`.
struct SwitchNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .switch }

  var discriminant: AnyNode { node.required(record.a) }
  /// `SwitchCaseNode`s.
  var cases: NodeList { node.list(record.b) }
}

/// `case test: …`, `default: …`.
struct SwitchCaseNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .switchCase }

  /// Nothing for `default`.
  var test: AnyNode? { node.optional(record.a) }
  var body: NodeList { node.list(record.b) }
}

/// `label: body`.
struct LabeledNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .labeled }

  var label: Name { Name(id: record.a) }
  var body: AnyNode { node.required(record.b) }
}

/// `with (object) body`.
struct WithNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .with }

  var object: AnyNode { node.required(record.a) }
  var body: AnyNode { node.required(record.b) }
}
