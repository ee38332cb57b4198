// A piece of source with some parts replaced: what a mended version looks like.

package import SourceText

/// The text of a place, and what stands in it instead of what it says.
package struct SourceEdit: Sendable {
  package let place: SourcePlace
  private let bytes: [UInt8]
  /// What was replaced, in the order of the calls.
  package private(set) var changes: [(span: ByteSpan, text: String)] = []

  package init(_ place: SourcePlace, in program: Program) {
    bytes = program.bytes(of: place.unit)
    let end = min(place.span.end, UInt32(truncatingIfNeeded: bytes.count))
    self.place = SourcePlace(
      unit: place.unit,
      span: ByteSpan(start: min(place.span.start, end), end: end)
    )
  }

  /// Puts a text in place of a span; an empty span inserts it.
  package mutating func replace(_ span: ByteSpan, with text: String) {
    changes.append((span, text))
  }

  /// Adds a link to a chain of calls, on a line of its own where the links around it have one each.
  ///
  /// Where a call of the same name follows, its arguments go in front of that one's.
  package mutating func link(_ text: String, at offset: UInt32) {
    let at = ByteSpan(start: offset, end: offset)
    let rest = bytes[min(Int(offset), bytes.count)...]
    let blanks = rest.prefix { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }
    if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      let name = text[...open]
      let own = Self.firstCall(of: text)
      let inside = bytes[blanks.endIndex...].dropFirst(name.utf8.count)
      if bytes[blanks.endIndex...].starts(with: name.utf8), let next = inside.first, next > 32,
        next != UInt8(ascii: ")")
      {
        let start = UInt32(inside.startIndex)
        let arguments = own[own.index(after: open)...].dropLast()
        replace(ByteSpan(start: start, end: start), with: "\(arguments), ")
        let others = text[own.endIndex...]
        if !others.isEmpty { link(String(others), at: offset) }
        return
      }
    }
    let next = bytes[blanks.endIndex...].first
    let head = lineHead(before: offset)
    if next == UInt8(ascii: "."), blanks.contains(10) {
      let indent = blanks.lastIndex(of: 10).map { blanks[($0 + 1)...] } ?? []
      replace(at, with: "\n\(String(decoding: indent, as: UTF8.self))\(text)")
    } else if head.text.hasPrefix(".") {
      replace(at, with: "\n\(head.indent)\(text)")
    } else {
      replace(at, with: text)
    }
  }

  /// `.a("x")` of `.a("x").b("y")`.
  private static func firstCall(of text: String) -> Substring {
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      guard text[index] == ")" else { continue }
      depth -= 1
      if depth == 0 { return text[...index] }
    }
    return text[...]
  }

  /// The style of the file.
  package var style: SourceStyle { SourceStyle(bytes[...]) }

  /// The edited text; nil if changes overlap or leave the place.
  package var text: String? {
    var result: [UInt8] = []
    var next = place.span.start
    for change in changes.sorted(by: { $0.span.start < $1.span.start }) {
      guard change.span.start >= next, change.span.end <= place.span.end else { return nil }
      result += slice(ByteSpan(start: next, end: change.span.start))
      result += change.text.utf8
      next = change.span.end
    }
    result += slice(ByteSpan(start: next, end: place.span.end))
    return String(decoding: result, as: UTF8.self)
  }

  /// What the source says at a span of the same file.
  package func source(_ span: ByteSpan) -> String {
    String(decoding: slice(span), as: UTF8.self)
  }

  package func slice(_ span: ByteSpan) -> ArraySlice<UInt8> {
    let end = min(Int(span.end), bytes.count)
    return bytes[min(Int(span.start), end)..<end]
  }

  /// The blanks at the beginning of the line that holds an offset, and what follows them up to the offset.
  package func lineHead(before offset: UInt32) -> (indent: String, text: String) {
    let end = min(Int(offset), bytes.count)
    var start = end
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    let blanks = bytes[start..<end].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return (
      String(decoding: blanks, as: UTF8.self),
      String(decoding: bytes[blanks.endIndex..<end], as: UTF8.self)
    )
  }
}
