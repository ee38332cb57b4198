// Places are counted as editors count, whatever bytes the file holds.

import Findings
import SourceText
import Testing

@Suite("A location cut from source")
struct LocationTests {
  private func locate(_ needle: String, in source: String, context: Int = 1) -> Location {
    let bytes = Array(source.utf8)
    let wanted = Array(needle.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return Location(
      file: "a.js",
      span: ByteSpan(start: UInt32(start), end: UInt32(start + wanted.count)),
      in: bytes,
      lines: LineIndex(of: bytes),
      context: context
    )
  }

  @Test("shows its lines without their ends", arguments: ["\n", "\r\n", "\r"])
  func showsLines(end: String) {
    let source = ["one", "two", "  three()", "four", "five"].joined(separator: end)
    let place = locate("three", in: source)
    #expect(place.startLine == 3)
    #expect(place.endLine == 3)
    #expect(place.startColumn == 3)
    #expect(place.endColumn == 8)
    #expect(place.excerpt == Excerpt(startLine: 2, lines: ["two", "  three()", "four"]))
  }

  @Test("counts columns in UTF-16")
  func countsUTF16() {
    let place = locate("x()", in: "const 名前 = '😀'; x()")
    #expect(place.startColumn == 18)
    #expect(place.endColumn == 21)
  }

  @Test("ends on the line of its last byte")
  func endsOnLastLine() {
    let place = locate("f(\n  1)\n", in: "a\nf(\n  1)\nb", context: 0)
    #expect([place.startLine, place.endLine] == [2, 3])
    #expect(place.excerpt?.lines == ["f(", "  1)"])
  }

  @Test("cuts a line that nobody can read, between characters")
  func cutsLongLines() throws {
    let place = locate("x", in: "x" + String(repeating: "é", count: 4_000))
    let line = try #require(place.excerpt?.lines.first)
    #expect(line.utf8.count < 520)
    #expect(!line.contains("\u{FFFD}"))
  }

  @Test("cuts a place of many lines")
  func cutsManyLines() {
    let source = String(repeating: "y\n", count: 100)
    #expect(locate(source, in: source).excerpt?.lines.count == 16)
  }

  @Test("never traps", arguments: [0, 1, 2, 3, 7, UInt32.max])
  func neverTraps(offset: UInt32) {
    for bytes in [[], [0xFF], [0xC3, 0x0A, 0x80]] as [[UInt8]] {
      for end in [0, offset, UInt32.max] {
        let place = Location(
          file: "a",
          span: ByteSpan(start: offset, end: end),
          in: bytes,
          lines: LineIndex(of: bytes)
        )
        #expect(place.startLine >= 1)
        #expect((place.startColumn ?? 0) >= 1)
      }
    }
  }
}
