// Edits applied to the bytes of a file.

import Findings
import Testing

@testable import Fixes

@Suite("An edited text")
struct EditedTextTests {
  private func edit(_ start: Int, _ end: Int, _ text: String) -> Repair.Edit {
    Repair.Edit(file: "a.js", start: start, end: end, text: text)
  }

  private func applied(_ text: String, _ edits: [Repair.Edit]) -> String? {
    EditedText(Array(text.utf8), edits).map { String(decoding: $0.new, as: UTF8.self) }
  }

  @Test("applies edits in the order of their places")
  func order() {
    #expect(applied("abcdef", [edit(4, 5, "E"), edit(0, 1, "A")]) == "AbcdEf")
  }

  @Test("takes equal edits once and keeps insertions at one place in their order")
  func insertions() {
    #expect(applied("ab", [edit(1, 1, "1"), edit(1, 1, "2"), edit(1, 1, "1")]) == "a12b")
  }

  @Test("refuses edits that overlap or leave the file")
  func overlap() {
    #expect(applied("abc", [edit(0, 2, "x"), edit(1, 3, "y")]) == nil)
    #expect(applied("abc", [edit(2, 4, "x")]) == nil)
    #expect(!EditedText.areCompatible([edit(0, 2, "x"), edit(1, 3, "y")]))
    #expect(EditedText.areCompatible([edit(0, 2, "x"), edit(2, 3, "y")]))
  }

  @Test("ends its lines as the file does")
  func lineEnds() {
    #expect(applied("a\r\nb\r\n", [edit(3, 3, "x\ny\r\n")]) == "a\r\nx\r\ny\r\nb\r\n")
  }

  @Test("says where an old place lies")
  func moved() throws {
    let text = try #require(EditedText(Array("abcdef".utf8), [edit(1, 2, "xyz"), edit(4, 4, "1")]))
    #expect(text.moved(0) == 0)
    #expect(text.moved(3) == 5)
    #expect(text.moved(5) == 8)
  }
}
