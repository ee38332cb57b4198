// Reading JSON, well-formed or not.

import Testing

@testable import ConfigSyntax

@Suite("Reading JSON")
struct JSONTests {
  private func read(_ text: String) -> ConfigDocument { ConfigDocument(json: Array(text.utf8)) }

  @Test("keeps the order and the lines of members and items")
  func lines() {
    let value = read("{\n  \"b\": 1,\n  \"a\": [true,\n null]\n}").value
    #expect(value.members.map(\.key) == ["b", "a"])
    #expect(value.members.map(\.line) == [2, 3])
    #expect(value["a"]?.items.map(\.line) == [3, 4])
  }

  @Test(
    "understands every kind of value",
    arguments: [
      ("null", ConfigValue.null), ("true", .bool(true)), ("-1.5e3", .number(-1500)),
      ("1e999", .number(.infinity)), ("\"a\"", .string("a")), ("[]", .array([])),
      ("{}", .object([])),
      ("0x1F", .number(31)), ("+.5", .number(0.5)), ("-Infinity", .number(-.infinity)),
      ("'it'", .string("it")), ("\u{FEFF}1", .number(1)), (" // c\n/* d\n */ 2 // e", .number(2)),
      (#""\n\t\r\b\f\/\\\"""#, .string("\n\t\r\u{8}\u{C}/\\\"")),
      (#""\u00e9\ud83d\ude00""#, .string("é😀")),
      (#""\ud83d""#, .string("\u{FFFD}")), (#""\ude00\ud83dx""#, .string("\u{FFFD}\u{FFFD}x")),
      (#""\ud83d\u0041""#, .string("\u{FFFD}A")), ("\"a\0b\"", .string("a\0b")),
      (#""\u0000""#, .string("\0")),
    ]
  )
  func values(_ text: String, _ expected: ConfigValue) {
    let document = read(text)
    #expect(document.value == expected)
    #expect(document.diagnostics.isEmpty)
  }

  @Test("takes trailing commas, bare keys and repeated keys, of which the last counts")
  func lenient() {
    let document = read("{a: 1, 'b': [1, 2,], \"a\": 3,}")
    #expect(document.value["a"] == .number(3))
    #expect(document.value["b"]?.items.count == 2)
    #expect(document.value.members.count == 3)
    #expect(document.diagnostics.isEmpty)
  }

  @Test(
    "says what is wrong and on which line, and keeps the rest",
    arguments: [
      ("", 1, "empty"), ("{\n\"a\": 1\n", 3, "missing"), ("{\"a\" 1, \"b\": 2}", 1, "“:”"),
      ("{\"a\": nonsense, \"b\": 2}", 1, "“nonsense”"),
      ("{\"a\": \"x\n, \"b\": 2}", 1, "not closed"),
      ("{\"b\": 2} x", 1, "unexpected"), ("{\"b\": 2, /* ", 1, "comment"),
      ("{]\n\"b\": 2}", 1, "key"),
      (#"{"a": "\uZZ", "b": 2}"#, 1, "hex"), ("{\"a\": 1.2.3, \"b\": 2}", 1, "no value"),
      ("{\"a\": nan, \"b\": 2}", 1, "no value"), ("[\n}\n]", 2, "value"),
    ]
  )
  func wrong(_ text: String, _ line: Int, _ expected: String) {
    let document = read(text)
    #expect(document.diagnostics.first?.line == line)
    #expect(document.diagnostics.first?.message.contains(expected) == true)
    if text.contains("\"b\": 2") { #expect(document.value["b"] == .number(2)) }
  }

  @Test("stops at 256 levels", arguments: ["[", "{\"a\":", "[{\"a\":["])
  func deep(_ opening: String) {
    let document = read(String(repeating: opening, count: 200_000))
    #expect(document.diagnostics.first?.message.contains("256") == true)
  }

  @Test(
    "takes time in proportion to the text",
    .hangGuard,
    arguments: [
      ",", "}", "\\", "\"", "/", "/*", "\n", "x:", "{},", "\u{80}", "'a", "\"\\u", "1",
    ]
  )
  func linear(_ piece: String) {
    for opening in ["[", "{", ""] {
      func seconds(_ length: Int) -> Double {
        let text = opening + String(repeating: piece, count: length / piece.utf8.count)
        return processorSeconds { #expect(read(text).diagnostics.count <= 20) }
      }
      #expect(isProportional(seconds(25_000), seconds(100_000)))
    }
  }

  @Test("refuses a number of two million digits")
  func digits() {
    #expect(read(String(repeating: "9", count: 2_000_000)).value == .null)
  }

  @Test("survives every truncation and 20,000 mutations", .hangGuard)
  func mutations() {
    let text = Array(
      #"{"a": [1, -2.5e3, "x\u00e9\n", null], /* c */ 'b': {c: true,}, "é": 0x1F}"#.utf8
    )
    for end in text.indices { _ = ConfigDocument(json: Array(text[..<end])) }
    var state: UInt64 = 42
    for _ in 0..<20_000 {
      var mutated = text
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let place = Int(state >> 33) % mutated.count
        let bytes = Array("{}[]\",:\\/*u\n\0\u{FF}0x-".utf8)
        mutated[place] = bytes[Int(state >> 17) % bytes.count]
      }
      #expect(ConfigDocument(json: mutated).diagnostics.count <= 20)
    }
  }
}
