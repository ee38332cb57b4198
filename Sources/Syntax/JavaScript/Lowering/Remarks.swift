// Comments that speak to linters.

import Facts
import SourceText
import SyntaxTree

/// Finds the comments that suppress findings, ours or those of other tools.
enum Remarks {
  private static let marks: [StaticString] = [
    "plimsoll-ignore", "eslint-disable", "oxlint-disable", "biome-ignore", "noqa", "nosemgrep",
  ]

  /// The text of a comment without its delimiters, if it holds the name of a suppression.
  static func text(of comment: ByteSpan, in source: UnsafePointer<UInt8>) -> Range<Int>? {
    guard holdsMark(Int(comment.start), Int(comment.end), source) else { return nil }
    var start = Int(comment.start) + 2
    var end = Int(comment.end)
    if source[start - 1] == UInt8(ascii: "*"), end >= start + 2,
      source[end - 1] == UInt8(ascii: "/")
    {
      end -= 2
    }
    while start < end && isMargin(source[start]) { start += 1 }
    while end > start && isMargin(source[end - 1]) { end -= 1 }
    return start..<max(start, end)
  }

  private static func isMargin(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "/")
  }

  private static func holdsMark(
    _ start: Int,
    _ end: Int,
    _ source: UnsafePointer<UInt8>
  ) -> Bool {
    var position = start
    while position < end {
      // Two letters part prose from marks; the source is padded behind its end.
      switch (source[position], source[position + 1]) {
      case (UInt8(ascii: "p"), UInt8(ascii: "l")), (UInt8(ascii: "e"), UInt8(ascii: "s")),
        (UInt8(ascii: "o"), UInt8(ascii: "x")), (UInt8(ascii: "b"), UInt8(ascii: "i")),
        (UInt8(ascii: "n"), UInt8(ascii: "o")):
        if marks.contains(where: { matches($0, source + position, end - position) }) {
          return true
        }
      default: break
      }
      position += 1
    }
    return false
  }

  private static func matches(
    _ mark: StaticString,
    _ text: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Bool {
    guard count >= mark.utf8CodeUnitCount else { return false }
    for index in 0..<mark.utf8CodeUnitCount where text[index] != mark.utf8Start[index] {
      return false
    }
    return true
  }
}
