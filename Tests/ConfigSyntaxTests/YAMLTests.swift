// Reading YAML, be it a bomb.

import Testing

@testable import ConfigSyntax

@Suite("Reading YAML")
struct YAMLTests {
  private func read(_ text: String) -> ConfigDocument { ConfigDocument(yaml: Array(text.utf8)) }

  @Test("keeps the order and the lines of members and items")
  func lines() {
    let value = read("b: 1\na:\n  - x\n  - y: 2\n").value
    #expect(value.members.map(\.key) == ["b", "a"])
    #expect(value.members.map(\.line) == [1, 2])
    #expect(value["a"]?.items.map(\.line) == [3, 4])
    #expect(value["a"]?.items.last?.value["y"] == .number(2))
  }

  @Test(
    "understands every kind of value",
    arguments: [
      ("~", ConfigValue.null), ("a:", .object([ConfigMember(key: "a", line: 1, value: .null)])),
      ("yes", .bool(true)), ("off", .bool(false)), ("'yes'", .string("yes")), ("12", .number(12)),
      ("1e3", .number(1000)), ("0x10", .number(16)), ("!!str 12", .string("12")),
      ("5m", .string("5m")),
      ("1.2.3", .string("1.2.3")), ("2020-01-01", .string("2020-01-01")),
      ("|\n  a\n  b\n", .string("a\nb\n")),
      ("\"\\0\"", .string("\0")), (".inf", .number(.infinity)),
      ("-", .array([ConfigItem(line: 1, value: .null)])),
    ]
  )
  func values(_ text: String, _ expected: ConfigValue) {
    let document = read(text)
    #expect(document.value == expected)
    #expect(document.diagnostics.isEmpty)
  }

  @Test("reads every document of a text, and none of an empty one")
  func documents() {
    #expect(read("a: 1\n---\nb: 2\n").values.map(\.members.first?.key) == ["a", "b"])
    #expect(read("").values.isEmpty)
    #expect(read("# nothing").value == .null)
  }

  @Test("writes aliases out and merges mappings, own keys first")
  func merging() {
    let value = read(
      "base: &b {x: 1, y: 2}\nmore: &m {y: 7, z: 8}\na: {<<: *b, x: 3}\nc: {<<: [*b, *m]}\n"
    ).value
    #expect(value["a"]?["x"] == .number(3))
    #expect(value["a"]?["y"] == .number(2))
    #expect(value["c"]?["y"] == .number(2))
    #expect(value["c"]?["z"] == .number(8))
  }

  @Test(
    "says what is wrong",
    arguments: [
      ("a: 1\nb: [", 3), ("a: b: c", 1), ("a: *nowhere", 1), ("a: 1\na: 2", 1), ("\ta: 1", 1),
      ("a: \u{1}", 1), ("a: {", 2),
    ]
  )
  func wrong(_ text: String, _ line: Int) {
    #expect(read(text).diagnostics.map(\.line) == [line])
  }

  @Test("keeps the documents before a mistake")
  func before() {
    let document = read("a: 1\n---\nb: [\n")
    #expect(document.value["a"] == .number(1))
    #expect(document.diagnostics.count == 1)
  }

  @Test("prose with Markdown's stars is no text full of aliases")
  func markdown() {
    let lines = (0..<20).map { "  - **Word \($0)**, a*b: {x}: text? [y]: *\n" }
    let document = read("a: |\n" + lines.joined())
    #expect(document.diagnostics.isEmpty)
    #expect(document.value["a"]?.string?.hasPrefix("- **Word 0**, a*b: {x}") == true)
  }

  @Test(
    "defuses bombs of aliases, in proportion to their text",
    .hangGuard,
    arguments: ["[", "{k: "]
  )
  func bombs(_ bracket: String) {
    let small = processorSeconds { defuse(bracket, levels: 15) }
    #expect(isProportional(small, processorSeconds { defuse(bracket, levels: 60) }))
  }

  private func defuse(_ bracket: String, levels: Int) {
    let closing = bracket == "[" ? "]" : "}"
    var list = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    var keys = "- &k0 [x, x]\n"
    for level in 1...levels {
      let below = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      let inner =
        bracket == "["
        ? below : "1, " + (0..<9).map { "k\($0): *a\(level - 1)" }.joined(separator: ", ")
      list += "a\(level): &a\(level) \(bracket)\(inner)\(closing)\n"
      keys += "- &k\(level) [*k\(level - 1), *k\(level - 1)]\n"
    }
    #expect(read(list).diagnostics.count == 1)
    #expect(read(list).values.isEmpty)
    for key in [
      "- {? *k\(levels) : 1}\n", "- *k\(levels) : 1\n", "- {[*k\(levels)]: 1}\n",
      "- ? *k\(levels)\n  : 1\n", "- {{a: *k\(levels)}: 1}\n",
    ] {
      #expect(read(keys + key).diagnostics.count == 1)
    }
    let merges = (1...levels).map {
      "m\($0): &m\($0) {<<: [*m\($0 - 1), *m\($0 - 1)], k\($0): 1}\n"
    }
    #expect(read("m0: &m0 {k0: 1}\n" + merges.joined()).diagnostics.count <= 1)
  }

  @Test(
    "survives nests and floods, in proportion to their text",
    .hangGuard,
    arguments: [
      "[", "{", "- ", "? ", "a: ", "&a ", "!a ", "- - ", "[{", "\"", "'", "|\n", "---\n", "*", "%",
      ">\n ",
    ]
  )
  func floods(_ piece: String) {
    func seconds(_ count: Int) -> Double {
      let text = String(repeating: piece, count: count)
      return processorSeconds { #expect(read(text).diagnostics.count <= 1) }
    }
    for count in [100, 1_100] { #expect(seconds(count) < 1) }
    #expect(isProportional(seconds(25_000), seconds(100_000)))
  }

  @Test("refuses a text of 5 MB")
  func large() {
    let text = "a: " + String(repeating: "x", count: 5 << 20)
    #expect(read(text).diagnostics.first?.message.contains("4 MB") == true)
  }

  @Test("survives bytes that are no UTF-8")
  func bytes() {
    #expect(ConfigDocument(yaml: [0x61, 0x3A, 0x20, 0xFF, 0xFE]).value["a"]?.string != nil)
    #expect(ConfigDocument(yaml: [0xFF, 0xFE, 0x00]).diagnostics.count <= 1)
  }
}
