// What string literals mean.

import SyntaxTree
import Testing

@testable import PythonSyntax

struct StringTextTests {
  private func decoded(_ text: String, _ form: StringText.Form = .init()) -> String {
    let source = SourceBuffer(text.utf8)
    return StringText.decoded(source.base, from: 0, to: UInt32(source.count), form)
  }

  @Test(
    "escapes are decoded",
    arguments: [
      (#"a\n\t\r\\\'\""#, "a\n\t\r\\'\""), (#"\x41\101\0"#, "AA\0"), (#"\u00e9\U0001F600"#, "é😀"),
      ("a\\\nb\\\r\nc", "abc"), (#"\d\q"#, #"\d\q"#), (#"\x4"#, #"\x4"#), (#"\ud800a"#, "a"),
      (#"\UFFFFFFFFa"#, "a"), ("\\", "\\"), ("é", "é"), ("{{a}}", "{{a}}"),
    ]
  )
  func escapes(text: String, expected: String) { #expect(decoded(text) == expected) }

  @Test("raw strings keep their backslashes")
  func raw() { #expect(decoded(#"\n\x41"#, .init(isRaw: true)) == #"\n\x41"#) }

  @Test("bytes have no escapes of Unicode")
  func bytes() { #expect(decoded(#"\u0041\x41"#, .init(isBytes: true)) == #"\u0041A"#) }

  @Test("doubled braces of formatted strings are one")
  func braces() {
    #expect(decoded("{{a}}}}", .init(isFormatted: true)) == "{a}}")
    #expect(decoded(#"\{{\d}}"#, .init(isRaw: true, isFormatted: true)) == #"\{\d}"#)
    #expect(decoded(#"\{{\n}}"#, .init(isFormatted: true)) == "\\{\n}")
  }
}
