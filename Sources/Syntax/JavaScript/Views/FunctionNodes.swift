// Views of functions, classes, parameters and patterns.

/// A function, a method's function, or an arrow.
struct FunctionNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .function || kind == .arrow }

  var name: IdentifierNode? { node.optional(record.a)?.as(IdentifierNode.self) }
  /// Patterns, and `ParameterNode`s for parameters with a type, decorator, modifier or `?`.
  var parameters: NodeList { node.list(record.b) }
  /// A block, the expression of an arrow, or nothing for overloads and ambient declarations.
  var body: AnyNode? { node.optional(record.c) }
  var typeParameters: NodeList { node.list(node.recordWord(record.d, 0)) }
  var returnType: AnyNode? { node.optional(node.recordWord(record.d, 1)) }
  var isArrow: Bool { node.kind == .arrow }
  var isAsync: Bool { node.has(.async) }
  var isGenerator: Bool { node.has(.generator) }
  /// It is a statement, so its name is bound in the scope around it.
  var isDeclaration: Bool { node.has(.declaration) }
  /// An arrow whose body is an expression.
  var returnsExpression: Bool { node.has(.expressionBody) }
}

/// A parameter with TypeScript or decorators; other parameters are plain patterns.
struct ParameterNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .parameter }

  /// A pattern, a `rest`, or `this`.
  var target: AnyNode { node.required(record.a) }
  var type: AnyNode? { node.optional(record.b) }
  var defaultValue: AnyNode? { node.optional(record.c) }
  var decorators: NodeList { node.list(record.d) }
  var isOptional: Bool { node.has(.optional) }
  /// `constructor(private db: Pool)`: the parameter is also a field.
  var declaresField: Bool { node.has(.declare) }
}

/// `[a, , b = 1, ...c]` as a target.
struct ArrayPatternNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .arrayPattern }

  var elements: NodeList { node.list(record.a) }
}

/// `{ a, b: c = 1, ...d }` as a target.
struct ObjectPatternNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .objectPattern }

  /// `PropertyNode`s and `RestNode`s.
  var properties: NodeList { node.list(record.a) }
}

/// `target = value` inside a pattern.
struct DefaultPatternNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .defaultPattern }

  var target: AnyNode { node.required(record.a) }
  var value: AnyNode { node.required(record.b) }
}

/// `...target` inside a pattern or a parameter list.
struct RestNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .rest }

  var target: AnyNode { node.required(record.a) }
  var type: AnyNode? { node.optional(record.b) }
}

/// A class declaration or expression.
struct ClassNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .class }

  var name: IdentifierNode? { node.optional(record.a)?.as(IdentifierNode.self) }
  var superclass: AnyNode? { node.optional(record.b) }
  /// `MethodNode`s, `FieldNode`s, static blocks and index signatures.
  var members: NodeList { node.list(record.c) }
  var typeParameters: NodeList { node.list(node.recordWord(record.d, 0)) }
  var superTypeArguments: NodeList { node.list(node.recordWord(record.d, 1)) }
  var implements: NodeList { node.list(node.recordWord(record.d, 2)) }
  var decorators: NodeList { node.list(node.recordWord(record.d, 3)) }
  var isDeclaration: Bool { node.has(.declaration) }
  /// `declare class` or `abstract class`.
  var isDeclared: Bool { node.has(.declare) }
}

/// A method, getter, setter or constructor of a class.
struct MethodNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .method }

  var key: AnyNode { node.required(record.a) }
  /// A `FunctionNode`; without a body for overloads and abstract methods.
  var value: AnyNode { node.required(record.b) }
  var decorators: NodeList { node.list(record.d) }
  var isStatic: Bool { node.has(.static) }
  var isComputed: Bool { node.has(.computed) }
  var isGetter: Bool { node.has(.getter) }
  var isSetter: Bool { node.has(.setter) }
}

/// A field of a class.
struct FieldNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .field }

  var key: AnyNode { node.required(record.a) }
  var value: AnyNode? { node.optional(record.b) }
  var type: AnyNode? { node.optional(record.c) }
  var decorators: NodeList { node.list(record.d) }
  var isStatic: Bool { node.has(.static) }
  var isComputed: Bool { node.has(.computed) }
}

/// `static { … }`.
struct StaticBlockNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .staticBlock }

  var body: NodeList { node.list(record.a) }
}

/// `@expression`.
struct DecoratorNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .decorator }

  var expression: AnyNode { node.required(record.a) }
}
