// Reads files of environment variables: names, and values for whoever must not print them.

/// One variable of an environment file.
package struct EnvironmentVariable: Hashable, Sendable {
  package let name: String
  /// What stands behind the equals sign, without quotes; a secret for all that is known.
  package let value: String
  package let line: Int

  package init(name: String, value: String, line: Int) {
    self.name = name
    self.value = value
    self.line = line
  }
}

/// A text of lines `NAME=value`.
package struct EnvironmentText: Hashable, Sendable {
  package let variables: [EnvironmentVariable]

  /// Reads `NAME=value`, `export NAME=value` and `NAME = value`; all else is passed over.
  package init(_ bytes: [UInt8]) {
    variables = ConfigLines(bytes).lines.compactMap { line in
      Self.variable(in: line.trimmed, line: line.number)
    }
  }

  /// The variable that one line sets.
  package static func variable(in line: Substring, line number: Int) -> EnvironmentVariable? {
    var text = line
    if text.hasPrefix("export ") { text = text.dropFirst(7).trimmed }
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = text[..<equals].trimmed
    guard !name.isEmpty, name.utf8.count <= 200, name.utf8.allSatisfy(isNameByte) else {
      return nil
    }
    var value = text[equals...].dropFirst().trimmed
    if value.utf8.first != UInt8(ascii: "\""), value.utf8.first != UInt8(ascii: "'"),
      let comment = value.firstRange(of: " #")
    {
      value = value[..<comment.lowerBound].trimmed
    }
    return EnvironmentVariable(name: String(name), value: String(value.unquoted), line: number)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}

extension Substring {
  /// Where a short text first stands.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while let found = self[start...].utf8.firstIndex(of: text.utf8.first ?? 0) {
      if self[found...].hasPrefix(text) {
        return found..<utf8.index(found, offsetBy: text.utf8.count)
      }
      start = utf8.index(after: found)
    }
    return nil
  }
}
