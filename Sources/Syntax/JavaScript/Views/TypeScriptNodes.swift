// Views of TypeScript declarations and of the types that say something about values.

/// `enum name { members }`.
struct EnumNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .enum }

  var name: AnyNode { node.required(record.a) }
  /// `EnumMemberNode`s.
  var members: NodeList { node.list(record.b) }
}

/// `key = value` of an enum.
struct EnumMemberNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .enumMember }

  var key: AnyNode { node.required(record.a) }
  var value: AnyNode? { node.optional(record.b) }
}

/// `namespace a.b { … }`, `declare module "a"`, `declare global { … }`.
struct ModuleNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .module }

  /// An identifier, a member or a string.
  var name: AnyNode { node.required(record.a) }
  var body: AnyNode? { node.optional(record.b) }
  var isDeclared: Bool { node.has(.declare) }
}

/// `name<arguments>` as a type.
struct TypeReferenceNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .typeReference }

  /// An identifier or a `QualifiedNameNode`.
  var name: AnyNode { node.required(record.a) }
  var arguments: NodeList { node.list(record.b) }
}

/// `left.right` as the name of a type.
struct QualifiedNameNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .qualifiedName }

  var left: AnyNode { node.required(record.a) }
  var right: Name { Name(id: record.b) }
  var rightStart: UInt32 { record.c }
}

/// `a | b`, `a & b`.
struct UnionTypeNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .unionType || kind == .intersectionType }

  var types: NodeList { node.list(record.a) }
  var isIntersection: Bool { node.kind == .intersectionType }
}

/// `typeof name`, `typeof import("x")`.
struct TypeQueryNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .typeQuery }

  var name: AnyNode { node.required(record.a) }
}

/// `interface name extends … { members }`, and the object type `{ members }`.
struct TypeMembersNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .interface || kind == .objectType }

  /// The name of an interface.
  var name: AnyNode? { node.kind == .interface ? node.optional(record.a) : nil }
  /// Property, method, call, construct and index signatures.
  var members: NodeList { node.list(node.kind == .interface ? record.b : record.a) }
}

/// `key?: type` of an interface or object type.
struct PropertySignatureNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .propertySignature }

  var key: AnyNode { node.required(record.a) }
  var type: AnyNode? { node.optional(record.b) }
}

/// `type name = type`.
struct TypeAliasNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .typeAlias }

  var name: AnyNode { node.required(record.a) }
  var type: AnyNode { node.required(record.b) }
}
