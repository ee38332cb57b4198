// How the user writes: quotes, indent and line ends of a file, so that what is added looks alike.

import SourceText

/// The habits of one file.
package struct SourceStyle {
  /// The mark around texts that most of the file uses.
  package let quote: String
  /// One level of indentation.
  package let indent: String
  /// Whether statements of JavaScript end with a semicolon.
  package let hasSemicolons: Bool

  package init(_ edit: SourceEdit) {
    self.init(edit.slice(edit.place.span))
  }

  package init(_ bytes: ArraySlice<UInt8>) {
    var (singles, doubles, semicolons, lines) = (0, 0, 0, 0)
    var width: Int?
    var hasTabs = false
    var previous: UInt8 = 0x0A
    var blanks = 0
    for byte in bytes.prefix(200_000) {
      switch byte {
      case UInt8(ascii: "'"): singles += 1
      case UInt8(ascii: "\""): doubles += 1
      case 0x0A, 0x0D:
        if previous == UInt8(ascii: ";") { semicolons += 1 }
        if previous == UInt8(ascii: ")") { lines += 1 }
      default: break
      }
      if previous == 0x0A { blanks = 0 }
      if byte == 0x20, blanks >= 0 {
        blanks += 1
      } else {
        if byte == 0x09, previous == 0x0A { hasTabs = true }
        // A single blank in front belongs to a comment.
        if blanks > 1, byte > 0x20, byte != UInt8(ascii: "*") {
          width = min(width ?? blanks, blanks)
        }
        blanks = -1
      }
      previous = byte
    }
    quote = singles > doubles ? "'" : "\""
    indent = hasTabs ? "\t" : String(repeating: " ", count: width ?? 2)
    hasSemicolons = semicolons > 0 && semicolons * 2 >= lines
  }
}
