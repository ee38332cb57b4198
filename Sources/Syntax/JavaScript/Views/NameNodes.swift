// Views of names, literals and templates.

import SourceText

/// The whole file.
struct ProgramNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .program }

  var body: NodeList { node.list(record.a) }
}

/// `name` where it is an expression, a binding, a key or a type's name.
struct IdentifierNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .identifier }

  var name: Name { Name(id: record.a) }
}

/// `#name` as a key or on the left of `in`; the name is without the `#`.
struct PrivateNameNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .privateName }

  var name: Name { Name(id: record.a) }
}

/// A string in quotes.
struct StringNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .string }

  /// The text between the quotes, with escapes decoded; in a JSX attribute there are none.
  var value: String {
    let isClosed = record.end >= record.start + 2
    return StringText.decoded(
      node.tree.source,
      from: record.start + 1,
      to: isClosed ? record.end - 1 : record.end
    )
  }
}

/// A template string.
struct TemplateNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .template }

  var expressions: NodeList { node.list(record.a) }

  /// The number of text pieces: one more than there are expressions.
  var pieceCount: Int { expressions.count + 1 }

  /// The byte range of the text before expression `index`, or behind the last one.
  func piece(_ index: Int) -> ByteSpan {
    precondition(index >= 0 && index < pieceCount, "the template has no piece at this index")
    let place = Int(record.a) + 1 + expressions.count + index * 2
    return ByteSpan(start: node.tree.words[place], end: node.tree.words[place + 1])
  }

  /// The text of a piece with escapes decoded.
  func pieceText(_ index: Int) -> String {
    let piece = piece(index)
    return StringText.decoded(node.tree.source, from: piece.start, to: piece.end)
  }
}

/// ``tag`text` ``.
struct TaggedTemplateNode: NodeView {
  let node: AnyNode
  init(unchecked node: AnyNode) { self.node = node }
  static func covers(_ kind: Kind) -> Bool { kind == .taggedTemplate }

  var tag: AnyNode { node.required(record.a) }
  /// Always a template; node 0 only after an error.
  var quasi: AnyNode { node.required(record.b) }
  var typeArguments: NodeList { node.list(record.c) }
}
