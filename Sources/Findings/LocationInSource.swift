// Places and excerpts cut from the bytes of a file.

package import SourceText

extension Location {
  /// The place of a byte span, with the lines around it.
  ///
  /// Offsets beyond the end of `bytes` are moved to the end, and invalid UTF-8 is read as U+FFFD,
  /// so hostile input yields a place and never a trap. An empty span marks one position; `lines`
  /// is the line index of `bytes`; `context` lines are shown before and after the place.
  package init(
    file: String,
    span: ByteSpan,
    in bytes: [UInt8],
    lines: LineIndex,
    context: Int = 1,
    note: String? = nil
  ) {
    let text = SourceLines(bytes: bytes, index: lines)
    let start = min(Int(span.start), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    let first = text.line(at: start)
    let last = text.line(at: max(start, end - 1))
    self.init(
      file: file,
      startLine: first,
      endLine: last,
      startColumn: text.column(of: start, inLine: first),
      endColumn: text.column(of: end, inLine: last),
      note: note,
      excerpt: text.excerpt(from: first, through: last, context: context)
    )
  }
}

/// The lines of one file, cut out of its bytes on demand.
///
/// Of an array, not of any collection: in another room's type every byte would be a call.
private struct SourceLines {
  let bytes: [UInt8]
  let index: LineIndex

  /// Longer lines are cut in an excerpt, which is made to be read.
  private static var longestLine: Int { 500 }
  /// Longer places show their head only.
  private static var mostLines: Int { 16 }

  func line(at offset: Int) -> Int { index.line(at: UInt32(clamping: offset)) }

  func column(of offset: Int, inLine line: Int) -> Int {
    let start = min(offset, Int(index.starts[line - 1]))
    return text(from: start, to: offset).utf16.count + 1
  }

  func excerpt(from first: Int, through last: Int, context: Int) -> Excerpt {
    let top = max(1, first - context)
    let bottom = min(index.lineCount, last + context, top + Self.mostLines - 1)
    return Excerpt(startLine: top, lines: (top...max(top, bottom)).map(contents))
  }

  private func contents(ofLine line: Int) -> String {
    let start = min(Int(index.starts[line - 1]), bytes.count)
    var end = line < index.lineCount ? min(Int(index.starts[line]), bytes.count) : bytes.count
    while end > start, isLineEnd(bytes[end - 1]) { end -= 1 }
    guard end - start > Self.longestLine else { return text(from: start, to: end) }
    end = start + Self.longestLine
    while end > start, isContinuation(bytes[end]) { end -= 1 }
    return text(from: start, to: end) + "…"
  }

  private func text(from start: Int, to end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
