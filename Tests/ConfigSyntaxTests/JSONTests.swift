// Reading JSON, well-formed or not.

import Testing

@testable import ConfigSyntax

@Suite("Reading JSON")
struct JSONTests {
  private func read(_ text: String) -> ConfigDocument { ConfigDocument(json: Array(text.utf8)) }

  @Test("keeps the order and the lines of members")
  func lines() {
    let value = read("{\n  \"b\": 1,\n  \"a\": [true,\n null]\n}").value
    #expect(value.members.map(\.key) == ["b", "a"])
    #expect(value.members.map(\.line) == [2, 3])
    #expect(value["a"]?.items.map(\.line) == [3, 4])
  }
}
