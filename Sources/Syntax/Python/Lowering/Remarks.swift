// Comments that speak to linters.

import SourceText

/// Finds the comments that suppress findings, ours or those of other tools.
enum Remarks {
  private static let marks = ["plimsoll-ignore", "noqa", "nosemgrep", "nosec", "pylint: disable"]

  /// The text of a comment without its `#`, if it holds the name of a suppression.
  static func text(of comment: ByteSpan, in source: UnsafePointer<UInt8>) -> String? {
    let bytes = UnsafeBufferPointer(
      start: source + Int(comment.start),
      count: Int(comment.end) - Int(comment.start)
    )
    let text = bytes.drop { $0 == UInt8(ascii: "#") || $0 <= 0x20 }
    guard marks.contains(where: { holds($0, in: text) }) else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  private static func holds(_ mark: String, in text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let word = Array(mark.utf8)
    var rest = text
    while rest.count >= word.count {
      if rest.starts(with: word) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
