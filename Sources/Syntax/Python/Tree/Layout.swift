// What the operands of each kind of node hold: the one table that dumps and tests follow.

/// The meaning of one operand of a node.
enum Slot: Sendable {
  /// Nothing; the operand is 0.
  case empty
  /// The number of a child, or 0.
  case child(StaticString)
  /// A list of children.
  case list(StaticString)
  /// An interned name (`Name.id`), or 0.
  case name(StaticString)
  /// A byte offset in the file.
  case offset(StaticString)
  /// 0, or the place in `Tree.words` of one word for each of these.
  case record([Slot])
  /// A list of n children, followed in `Tree.words` by the start and end of each of n + 1 pieces of text.
  case pieces(StaticString)
  /// The place in `Tree.words` of one `Token` for each node of the list before it.
  case operators(StaticString)
}

/// The operands of one kind, and what CPython's `ast` calls the kind.
struct Layout: Sendable {
  let kind: Kind
  /// The class of `ast`; empty where `ast` has no node with a place.
  let typeName: StaticString
  /// The meanings of `a`, `b`, `c` and `d`.
  let slots: [Slot]

  init(_ kind: Kind, _ typeName: StaticString, _ slots: Slot...) {
    precondition(slots.count <= 4, "a node has four operands")
    self.kind = kind
    self.typeName = typeName
    self.slots = slots
  }

  /// The layout of each kind, indexed by its raw value.
  static let table: [Layout] = {
    var table = Kind.allCases.map { Layout($0, "") }
    let groups = [literals, displays, expressions, definitions, simple, compound, patterns]
    for layout in groups.joined() { table[Int(layout.kind.rawValue)] = layout }
    return table
  }()

  static subscript(kind: Kind) -> Layout { table[Int(kind.rawValue)] }
}

extension Layout {
  private static let literals = [
    Layout(.error, "Error"),
    Layout(.module, "", .list("body")),
    Layout(.name, "Name", .name("name")),
    Layout(.number, "Constant"),
    // The range holds the prefix and the quotes, the offsets the text between the quotes. Flags `bytes`, `raw`.
    Layout(.string, "Constant", .offset("textStart"), .offset("textEnd")),
    // `f"…"` and, with flag `template`, `t"…"`. Values are `replacement`; the pieces are the texts around them.
    Layout(.formattedString, "JoinedStr", .pieces("values")),
    // `"a" f"b"`: two or more parts, each a `string` or a `formattedString`.
    Layout(.concatenation, "Constant", .list("parts")),
    // `{value!r:format}`, braces included: symbol is the letter behind `!`. Flag `selfDocumenting`: `{value=}`.
    Layout(.replacement, "FormattedValue", .child("value"), .child("format")),
    // What stands behind `:`, as the pieces of a formatted string.
    Layout(.formatSpecification, "JoinedStr", .pieces("values")),
    Layout(.true, "Constant"),
    Layout(.false, "Constant"),
    Layout(.noneLiteral, "Constant"),
    Layout(.ellipsis, "Constant"),
  ]

  private static let displays = [
    Layout(.tuple, "Tuple", .list("elements")),
    Layout(.list, "List", .list("elements")),
    Layout(.set, "Set", .list("elements")),
    Layout(.dictionary, "Dict", .list("entries")),
    // No key: `**value`.
    Layout(.dictionaryEntry, "", .child("key"), .child("value")),
    Layout(.listComprehension, "ListComp", .child("element"), .list("clauses")),
    Layout(.setComprehension, "SetComp", .child("element"), .list("clauses")),
    Layout(
      .dictionaryComprehension,
      "DictComp",
      .child("key"),
      .child("value"),
      .list("clauses")
    ),
    Layout(.generator, "GeneratorExp", .child("element"), .list("clauses")),
    // `for target in iterable if condition …`; flag `async`.
    Layout(
      .comprehensionClause,
      "",
      .child("target"),
      .child("iterable"),
      .list("conditions")
    ),
  ]

  private static let expressions = [
    // `object.name`: the name is in the node, not a child; it ends with the node.
    Layout(.attribute, "Attribute", .child("object"), .name("name"), .offset("nameStart")),
    // `object[index]`: the index may be a `slice`, or a `tuple` of indices.
    Layout(.subscript, "Subscript", .child("object"), .child("index")),
    Layout(.slice, "Slice", .child("lower"), .child("upper"), .child("step")),
    // Arguments are expressions, `starred` (`*a`) and `argument` (`a=b`, `**b`), in source order.
    Layout(.call, "Call", .child("callee"), .list("arguments")),
    // No name: `**value`.
    Layout(.argument, "keyword", .name("name"), .child("value")),
    Layout(.starred, "Starred", .child("value")),
    // symbol: the token `not`, `minus`, `plus` or `invert`.
    Layout(.unary, "UnaryOp", .child("operand")),
    // symbol: the token of the operator.
    Layout(.binary, "BinOp", .child("left"), .child("right")),
    // symbol: the token `and` or `or`; two or more operands.
    Layout(.boolean, "BoolOp", .list("operands")),
    // symbol: the token of the operator, `isNot` and `notIn` among them.
    Layout(.comparison, "Compare", .child("left"), .child("right")),
    // `a < b < c`: two or more comparators, each with its operator.
    Layout(
      .comparisonChain,
      "Compare",
      .child("left"),
      .list("comparators"),
      .operators("operators")
    ),
    // `body if test else alternate`.
    Layout(.conditional, "IfExp", .child("body"), .child("test"), .child("alternate")),
    // `target := value`.
    Layout(.named, "NamedExpr", .child("target"), .child("value")),
    Layout(.await, "Await", .child("value")),
    Layout(.yield, "Yield", .child("value")),
    Layout(.yieldFrom, "YieldFrom", .child("value")),
    Layout(.lambda, "Lambda", .list("parameters"), .child("body")),
  ]
}
