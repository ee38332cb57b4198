// That views read what the layout says.

import SourceText
import Testing

@testable import JavaScriptSyntax

struct ViewTests {
  @Test("every kind has a layout, in the order of the kinds")
  func layouts() {
    for kind in Kind.allCases where kind != .none {
      #expect(Layout[kind].kind == kind)
      #expect(Layout[kind].typeName.utf8CodeUnitCount > 0, "\(kind) is missing in the table")
    }
  }

  @Test("a call knows its callee, arguments and property")
  func call() throws {
    let parsed = Parsed("await prisma.user?.findMany({ where: { id } }, ...rest)")
    let call = try parsed.first(CallNode.self)
    let member = try #require(call.callee.as(MemberNode.self))
    #expect(parsed.text(member.property) == "findMany")
    #expect(member.isOptional)
    #expect(parsed.tree.source.text(member.propertyStart, member.end) == "findMany")
    #expect(call.arguments.map(\.kind) == [.object, .spread])
    #expect(call.arguments[0].as(ObjectNode.self)?.properties.count == 1)
  }

  @Test("words are compared as constants")
  func words() throws {
    let parsed = Parsed("a.then(b)")
    #expect(try parsed.first(MemberNode.self).property == .then)
    #expect(try parsed.first(MemberNode.self).property != .map)
    #expect(try parsed.first(MemberNode.self).property.word == .then)
  }

  @Test("strings and templates give their decoded text")
  func strings() throws {
    let source = #"x = "a\n\x41\u0042\u{1F600}\uD83D\uDE00\'\q\0\101"; `b\t${c}d\`e`"#
    let parsed = Parsed(source)
    #expect(try parsed.first(StringNode.self).value == "a\nAB😀😀'q\0A")
    let template = try parsed.first(TemplateNode.self)
    #expect(template.pieceCount == 2)
    #expect(template.pieceText(0) == "b\t")
    #expect(template.pieceText(1) == "d`e")
    let folded = Parsed("'a\\\r\nb\\\nc'")
    #expect(try folded.first(StringNode.self).value == "abc")
  }

  @Test("functions know what they are")
  func functions() throws {
    let parsed = Parsed("async function* f<T>(a: A, b): Promise<B> {}", as: .typeScript)
    let function = try parsed.first(FunctionNode.self)
    #expect(function.isAsync && function.isGenerator && function.isDeclaration && !function.isArrow)
    #expect(function.typeParameters.count == 1)
    #expect(function.returnType?.text == "Promise<B>")
    #expect(function.parameters.map(\.kind) == [.parameter, .identifier])
    #expect(function.parameters[0].as(ParameterNode.self)?.type?.text == "A")
    let arrow = Parsed("() => a")
    #expect(try arrow.first(FunctionNode.self).returnsExpression)
  }

  @Test("a class knows its head")
  func classes() throws {
    let parsed = Parsed("@a class B<T> extends C<D> implements E { f = 1 }", as: .typeScript)
    let type = try parsed.first(ClassNode.self)
    #expect(type.superclass?.text == "C")
    #expect(type.superTypeArguments.map(\.text) == ["D"])
    #expect(type.implements.map(\.text) == ["E"])
    #expect(type.decorators.map(\.text) == ["@a"])
    #expect(type.typeParameters.map(\.text) == ["T"])
    #expect(type.members[0].as(FieldNode.self)?.value?.text == "1")
  }

  @Test("loops give their parts whatever their order")
  func loops() throws {
    let parsed = Parsed("do a(); while (b) for (const c of d) e")
    let loop = try parsed.first(WhileNode.self)
    #expect(loop.test.text == "b")
    #expect(loop.body.text == "a();")
    let each = try parsed.first(ForEachNode.self)
    #expect(each.subject.text == "d")
    #expect(!each.isForIn && !each.isAwaiting)
  }

  @Test("the wrappers of types are seen through")
  func wrappers() throws {
    let parsed = Parsed("x = (<A>(b!) as C satisfies D)", as: .typeScript)
    let assignment = try parsed.first(AssignmentNode.self)
    #expect(assignment.value.withoutTypes.text == "b")
  }

  @Test("inside, children and parents agree")
  func relations() throws {
    let parsed = Parsed("a(b, c(d))")
    let tree = parsed.tree
    let parents = tree.parents()
    let call = tree.node(parents[Int(tree.rootID) - 2])
    for id in 1..<tree.count - 1 {
      let node = tree.node(NodeID(id))
      let parent = tree.node(parents[id])
      #expect(node.isInside(parent))
      #expect(parent.childrenBackwards.contains { $0 == node })
      #expect(!parent.isInside(node))
    }
    #expect(parents[Int(tree.rootID)] == 0)
    #expect(call.span.end <= 10)
  }

  @Test("names are equal exactly when their texts are")
  func interner() {
    var names = Interner()
    let texts =
      (0..<20_000).map { "name\($0)" } + [
        "a", "ab", "abcdefgh", "abcdefghi", "abcdefgh\u{0}", "", "ä",
      ]
    let ids = texts.map { names.intern($0) }
    #expect(Set(ids).count == texts.count)
    for (text, id) in zip(texts, ids) {
      #expect(names.intern(text) == id)
      #expect(names.text(id) == text)
    }
    #expect(names.intern("then") == .then)
  }
}
