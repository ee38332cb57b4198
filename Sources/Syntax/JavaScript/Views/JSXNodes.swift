// Views of JSX.

/// `<name attributes>children</name>`, `<>children</>`.
struct JSXElementNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .jsxElement || kind == .jsxFragment }

  /// A `jsxIdentifier`, `jsxMember` or `jsxNamespacedName`; nothing for a fragment.
  var name: AnyNode? { node.optional(record.a) }
  /// `JSXAttributeNode`s and `jsxSpreadAttribute`s.
  var attributes: NodeList { node.list(record.b) }
  /// Elements, fragments, `jsxExpression`s and `jsxText`s.
  var children: NodeList { node.list(record.c) }
  var isFragment: Bool { node.kind == .jsxFragment }
}

/// `name=value` of an element.
struct JSXAttributeNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .jsxAttribute }

  /// A `jsxIdentifier` or a `jsxNamespacedName`.
  var name: AnyNode { node.required(record.a) }
  /// A string, a `jsxExpression` or an element; nothing means `true`.
  var value: AnyNode? { node.optional(record.b) }
}

/// `{expression}` as a child or a value, `{...argument}` among the attributes.
struct JSXExpressionNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool {
    kind == .jsxExpression || kind == .jsxSpreadAttribute
  }

  /// Nothing for `{}` and `{/* comment */}`.
  var expression: AnyNode? { node.optional(record.a) }
  var isSpread: Bool { node.kind == .jsxSpreadAttribute || node.has(.generator) }
}

/// `Name` of a tag or attribute; it may contain `-`.
struct JSXIdentifierNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .jsxIdentifier }

  var name: Name { Name(id: record.a) }
}

/// `object.property` of a tag, `namespace:name` of a tag or attribute.
struct JSXMemberNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .jsxMember || kind == .jsxNamespacedName }

  var object: AnyNode { node.required(record.a) }
  var property: Name { Name(id: record.b) }
  var propertyStart: UInt32 { record.c }
  var isNamespaced: Bool { node.kind == .jsxNamespacedName }
}
