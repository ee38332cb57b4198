// What the operands of each kind of node hold: the one table that dumps and tests follow.

import SyntaxTree

/// The meaning of one operand of a node.
enum Slot: Sendable {
  /// Nothing; the operand is 0.
  case empty
  /// The number of a child, or 0.
  case child(StaticString)
  /// A list of children; holes are 0.
  case list(StaticString)
  /// An interned name (`Name.id`), or 0.
  case name(StaticString)
  /// The byte offset at which the name before it starts; the name ends with the node.
  case offset(StaticString)
  /// 0, or the place in `Tree.words` of one word for each of these.
  case record([Slot])
  /// A list of n expressions, followed in `Tree.words` by the start and end of each of n + 1 pieces of text.
  case pieces(StaticString)
}

/// The operands of one kind, and what ESTree calls the kind.
struct Layout: Sendable {
  let kind: Kind
  /// The type name of ESTree or, for TypeScript, of typescript-estree.
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
    let groups = [names, literals, expressions, functions, patterns, jsx, statements, modules]
    for layout in (groups + [typeScript, types, typeMembers]).joined() {
      table[Int(layout.kind.rawValue)] = layout
    }
    return table
  }()

  static subscript(kind: Kind) -> Layout { table[Int(kind.rawValue)] }
}

extension Layout {
  private static let names = [
    Layout(.none, ""),
    Layout(.error, "Error"),
    Layout(.program, "Program", .list("body")),
    Layout(.identifier, "Identifier", .name("name")),
    // Without the `#`.
    Layout(.privateName, "PrivateIdentifier", .name("name")),
  ]

  private static let literals = [
    Layout(.number, "Literal"),
    Layout(.bigInt, "Literal"),
    Layout(.string, "Literal"),
    Layout(.regExp, "Literal"),
    Layout(.null, "Literal"),
    Layout(.true, "Literal"),
    Layout(.false, "Literal"),
    Layout(.this, "ThisExpression"),
    Layout(.super, "Super"),
    Layout(.template, "TemplateLiteral", .pieces("expressions")),
    Layout(
      .taggedTemplate,
      "TaggedTemplateExpression",
      .child("tag"),
      .child("quasi"),
      .list("typeArguments")
    ),
  ]

  private static let expressions = [
    Layout(.array, "ArrayExpression", .list("elements")),
    // Members are `property` and `spread`.
    Layout(.object, "ObjectExpression", .list("properties")),
    // A method's value is a `function`. Shorthand: the value is the key, or a `defaultPattern` of it.
    Layout(.property, "Property", .child("key"), .child("value")),
    Layout(.spread, "SpreadElement", .child("argument")),
    Layout(.unary, "UnaryExpression", .child("argument")),
    Layout(.update, "UpdateExpression", .child("argument")),
    Layout(.binary, "BinaryExpression", .child("left"), .child("right")),
    Layout(.logical, "LogicalExpression", .child("left"), .child("right")),
    Layout(.assignment, "AssignmentExpression", .child("left"), .child("right")),
    Layout(
      .conditional,
      "ConditionalExpression",
      .child("test"),
      .child("consequent"),
      .child("alternate")
    ),
    Layout(.sequence, "SequenceExpression", .list("expressions")),
    Layout(
      .call,
      "CallExpression",
      .child("callee"),
      .list("arguments"),
      .list("typeArguments")
    ),
    Layout(.new, "NewExpression", .child("callee"), .list("arguments"), .list("typeArguments")),
    // `object.property`: the property is a name in the node, not a child.
    Layout(
      .member,
      "MemberExpression",
      .child("object"),
      .name("property"),
      .offset("propertyStart")
    ),
    // `object[property]`.
    Layout(.index, "MemberExpression", .child("object"), .child("property")),
    Layout(.yield, "YieldExpression", .child("argument")),
    Layout(.await, "AwaitExpression", .child("argument")),
    Layout(.importCall, "ImportExpression", .list("arguments")),
    // `new.target`, `import.meta`, `import.defer`, `import.source`: symbol is the token of the keyword.
    Layout(.metaProperty, "MetaProperty", .name("property")),
  ]

  private static let functions = [
    // No body: an overload or an ambient declaration.
    Layout(
      .function,
      "FunctionExpression",
      .child("id"),
      .list("params"),
      .child("body"),
      .record([.list("typeParameters"), .child("returnType")])
    ),
    Layout(
      .arrow,
      "ArrowFunctionExpression",
      .empty,
      .list("params"),
      .child("body"),
      .record([.list("typeParameters"), .child("returnType")])
    ),
    // Decorators before `export` are in the list too, but lie beside the class, not inside of it.
    Layout(
      .class,
      "ClassExpression",
      .child("id"),
      .child("superClass"),
      .list("body"),
      .record([
        .list("typeParameters"), .list("superTypeArguments"), .list("implements"),
        .list("decorators"),
      ])
    ),
    Layout(
      .method,
      "MethodDefinition",
      .child("key"),
      .child("value"),
      .empty,
      .list("decorators")
    ),
    Layout(
      .field,
      "PropertyDefinition",
      .child("key"),
      .child("value"),
      .child("typeAnnotation"),
      .list("decorators")
    ),
    Layout(.staticBlock, "StaticBlock", .list("body")),
    Layout(.decorator, "Decorator", .child("expression")),
  ]

  private static let patterns = [
    Layout(.arrayPattern, "ArrayPattern", .list("elements")),
    // Members are `property` (the value is a pattern) and `rest`.
    Layout(.objectPattern, "ObjectPattern", .list("properties")),
    Layout(.defaultPattern, "AssignmentPattern", .child("left"), .child("right")),
    Layout(.rest, "RestElement", .child("argument"), .child("typeAnnotation")),
    // A parameter with a type, `?`, decorator or modifier; others are plain patterns. Its target may be a
    // `rest`, and `this` in a declared receiver.
    Layout(
      .parameter,
      "Parameter",
      .child("target"),
      .child("typeAnnotation"),
      .child("default"),
      .list("decorators")
    ),
  ]

  private static let jsx = [
    Layout(
      .jsxElement,
      "JSXElement",
      .child("name"),
      .list("attributes"),
      .list("children"),
      .list("typeArguments")
    ),
    Layout(.jsxFragment, "JSXFragment", .empty, .empty, .list("children")),
    // The value is a `string` (without escapes, with entities), a `jsxExpression`, an element, or absent.
    Layout(.jsxAttribute, "JSXAttribute", .child("name"), .child("value")),
    Layout(.jsxSpreadAttribute, "JSXSpreadAttribute", .child("argument")),
    // No expression: a comment or nothing stands in the braces. Flag `generator`: a spread child.
    Layout(.jsxExpression, "JSXExpressionContainer", .child("expression")),
    Layout(.jsxText, "JSXText"),
    Layout(.jsxIdentifier, "JSXIdentifier", .name("name")),
    Layout(
      .jsxMember,
      "JSXMemberExpression",
      .child("object"),
      .name("property"),
      .offset("propertyStart")
    ),
    Layout(
      .jsxNamespacedName,
      "JSXNamespacedName",
      .child("namespace"),
      .name("name"),
      .offset("nameStart")
    ),
  ]
}
