// Views of imports and exports.

/// `import a, { b as c } from "source" with { … }`.
struct ImportNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .importDeclaration }

  /// `ImportSpecifierNode`s and `ImportWholeNode`s; empty for `import "source"`.
  var specifiers: NodeList { node.list(record.a) }
  var source: StringNode? { node.optional(record.b)?.as(StringNode.self) }
  var attributes: NodeList { node.list(record.c) }
  var isTypeOnly: Bool { node.has(.typeOnly) }
}

/// `imported as local` of an import.
struct ImportSpecifierNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .importSpecifier }

  /// An identifier or a string.
  var imported: AnyNode { node.required(record.a) }
  /// The same node as `imported` without `as`.
  var local: AnyNode { node.required(record.b) }
  var isTypeOnly: Bool { node.has(.typeOnly) }
}

/// The default import, or `* as local`.
struct ImportWholeNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .importDefault || kind == .importNamespace }

  var local: AnyNode { node.required(record.a) }
  var isNamespace: Bool { node.kind == .importNamespace }
}

/// `export { a as b } from "source"`, `export const a = 1`.
struct ExportNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .exportNamed }

  var declaration: AnyNode? { node.optional(record.a) }
  /// `ExportSpecifierNode`s.
  var specifiers: NodeList { node.list(record.b) }
  var source: StringNode? { node.optional(record.c)?.as(StringNode.self) }
  var isTypeOnly: Bool { node.has(.typeOnly) }
}

/// `local as exported` of an export.
struct ExportSpecifierNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .exportSpecifier }

  /// An identifier, or a string in a re-export.
  var local: AnyNode { node.required(record.a) }
  /// The same node as `local` without `as`.
  var exported: AnyNode { node.required(record.b) }
  var isTypeOnly: Bool { node.has(.typeOnly) }
}

/// `export default declaration`.
struct ExportDefaultNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .exportDefault }

  /// A function, class, interface or expression.
  var declaration: AnyNode { node.required(record.a) }
}

/// `export * as exported from "source"`.
struct ExportAllNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .exportAll }

  var exported: AnyNode? { node.optional(record.a) }
  var source: StringNode? { node.optional(record.b)?.as(StringNode.self) }
  var isTypeOnly: Bool { node.has(.typeOnly) }
}

/// TypeScript's `import a = require("b")`, `import a = b.c`.
struct ImportEqualsNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .importEquals }

  var local: AnyNode { node.required(record.a) }
  /// A call of `require`, an identifier or a member.
  var reference: AnyNode { node.required(record.b) }
  var isTypeOnly: Bool { node.has(.typeOnly) }
}

/// TypeScript's `export = expression`.
struct ExportAssignmentNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .exportAssignment }

  var expression: AnyNode { node.required(record.a) }
}
