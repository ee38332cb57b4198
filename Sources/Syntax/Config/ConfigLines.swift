// Lines of a configuration text, for the formats that are made of lines.

/// One line without its end.
struct ConfigLine {
  /// Counted from 1.
  let number: Int
  let text: Substring

  /// The line without the blanks around it.
  var trimmed: Substring { text.trimmed }
}

/// The lines of a text; a text beyond the bounds gives its first lines.
struct ConfigLines {
  let lines: [ConfigLine]

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.prefix(ConfigLimits.lineBytes), as: UTF8.self)
    var lines: [ConfigLine] = []
    var start = text.utf8.startIndex
    let end = text.utf8.endIndex
    while start < end, lines.count < ConfigLimits.lines {
      let stop = text.utf8[start...].firstIndex(of: UInt8(ascii: "\n")) ?? end
      var line = text[start..<stop]
      if line.utf8.last == UInt8(ascii: "\r") { line = Substring(line.utf8.dropLast()) }
      lines.append(ConfigLine(number: lines.count + 1, text: line))
      start = stop < end ? text.utf8.index(after: stop) : end
    }
    self.lines = lines
  }
}

extension Substring {
  /// Without the blanks at both ends.
  var trimmed: Substring {
    var bytes = utf8
    while let first = bytes.first, first == 32 || first == 9 || first == 13 {
      bytes = bytes.dropFirst()
    }
    while let last = bytes.last, last == 32 || last == 9 || last == 13 { bytes = bytes.dropLast() }
    return Substring(bytes)
  }

  /// Without one pair of quotes around it.
  var unquoted: Substring {
    guard let first = utf8.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
      utf8.count > 1, utf8.last == first
    else { return self }
    return Substring(utf8.dropFirst().dropLast())
  }
}
