// That nodes hold what the layout says.

import SyntaxTree
import Testing

@testable import JavaScriptSyntax

struct TreeTests {
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
    let call = try parsed.first(.call)
    let member = call.child("callee")
    #expect(parsed.text(Name(id: member.operand("property"))) == "findMany")
    #expect(member.has(.optional))
    #expect(parsed.tree.source.text(member.operand("propertyStart"), member.end) == "findMany")
    #expect(call.children("arguments").map(\.kind) == [.object, .spread])
    #expect(call.children("arguments")[0].children("properties").count == 1)
  }

  @Test("words are compared as constants")
  func words() throws {
    let parsed = Parsed("a.then(b)")
    let property = Name(id: try parsed.first(.member).operand("property"))
    #expect(property == .then)
    #expect(!(property == .map))
    #expect(property.word == .then)
  }

  @Test(
    "escapes in strings are decoded",
    arguments: [
      (#"a\n\x41\u0042\u{1F600}\uD83D\uDE00\'\q\0\101"#, "a\nAB😀😀'q\0A"), ("a\\\r\nb\\\nc", "abc"),
      (#"\u{110000}\xZ\u12"#, "xZu12"), ("plain ä", "plain ä"), (#"\"#, ""), (#"\400"#, " 0"),
    ]
  )
  func strings(raw: String, expected: String) {
    let source = SourceBuffer(raw.utf8)
    let decoded = StringText.decoded(source, from: 0, to: UInt32(source.count))
    #expect(decoded == expected)
  }

  @Test("a template has one piece of text more than it has expressions")
  func template() throws {
    let parsed = Parsed("`b${c}d`")
    let template = try parsed.first(.template)
    let place = Int(template.record.a)
    let words = (0..<6).map { parsed.tree.words[place + $0] }
    #expect(words[0] == 1)
    #expect(Array(words[2...]) == [1, 2, 6, 7])
  }

  @Test("functions know what they are")
  func functions() throws {
    let parsed = Parsed("async function* f<T>(a: A, b): Promise<B> {}", as: .typeScript)
    let function = try parsed.first(.function)
    #expect(function.flags == [.async, .generator, .declaration])
    #expect(function.children("typeParameters").count == 1)
    #expect(function.child("returnType").text == "Promise<B>")
    #expect(function.children("params").map(\.kind) == [.parameter, .identifier])
    #expect(function.children("params")[0].child("typeAnnotation").text == "A")
    let arrow = Parsed("() => a")
    #expect(try arrow.first(.arrow).flags == .expressionBody)
  }

  @Test("a class knows its head")
  func classes() throws {
    let parsed = Parsed("@a class B<T> extends C<D> implements E { f = 1 }", as: .typeScript)
    let type = try parsed.first(.class)
    #expect(type.child("superClass").text == "C")
    #expect(type.children("superTypeArguments").map(\.text) == ["D"])
    #expect(type.children("implements").map(\.text) == ["E"])
    #expect(type.children("decorators").map(\.text) == ["@a"])
    #expect(type.children("typeParameters").map(\.text) == ["T"])
    #expect(type.children("body")[0].child("value").text == "1")
  }

  @Test("children and parents agree")
  func relations() {
    let parsed = Parsed("a(b, c(d), `e${f}`, { g }); if (h) i; else if (j) k")
    let tree = parsed.tree
    let parents = tree.parents()
    for id in 1..<tree.count - 1 {
      let parent = tree.node(parents[id])
      #expect(parent.childrenBackwards.contains { $0.id == id })
      #expect(parent.record.lowest <= id && id < parent.id)
    }
    #expect(parents[Int(tree.rootID)] == 0)
  }

  @Test("names are equal exactly when their texts are")
  func interner() {
    var names = Interner.forJavaScript()
    let texts =
      (0..<20_000).map { "name\($0)" }
      + ["a", "ab", "abcdefgh", "abcdefghi", "abcdefgh\u{0}", "", "ä"]
    let ids = texts.map { names.intern($0) }
    #expect(Set(ids).count == texts.count)
    for (text, id) in zip(texts, ids) {
      #expect(names.intern(text) == id)
      #expect(names.text(id) == text)
    }
    let then = names.intern("then")
    #expect(then == .then)
  }
}
