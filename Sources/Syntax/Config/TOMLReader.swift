// Reads TOML, tolerantly: what is not understood is named, and the rest is still read.

extension ConfigDocument {
  /// Reads a TOML text.
  ///
  /// Never fails, and takes time in proportion to the text. Dates stay texts.
  package init(toml bytes: [UInt8]) {
    var reader = TOMLReader(bytes: bytes[..<min(bytes.count, ConfigLimits.lineBytes)])
    self = reader.document()
  }
}

/// A reader over bytes; nesting is bounded by `ConfigLimits.depth`.
struct TOMLReader {
  let bytes: ArraySlice<UInt8>
  var offset = 0
  var line = 1
  private var tree = TOMLTree()
  private var diagnostics: [ConfigDiagnostic] = []

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  mutating func document() -> ConfigDocument {
    while skipBlankLines() { readStatement() }
    return ConfigDocument(values: [tree.value], diagnostics: diagnostics)
  }

  var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func complain(_ message: String) {
    if diagnostics.count < ConfigLimits.diagnostics {
      diagnostics.append(ConfigDiagnostic(line: line, message: message))
    }
  }

  private mutating func skipLine() {
    while let byte = peek, byte != UInt8(ascii: "\n") { offset += 1 }
  }

  mutating func skipBlank() {
    while let byte = peek, byte == 32 || byte == 9 || byte == 13 { offset += 1 }
  }

  /// Skips blanks, comments and line ends; false at the end of the text.
  @discardableResult
  mutating func skipBlankLines() -> Bool {
    while let byte = peek {
      switch byte {
      case 32, 9, 13: offset += 1
      case UInt8(ascii: "\n"):
        line += 1
        offset += 1
      case UInt8(ascii: "#"): skipLine()
      default: return true
      }
    }
    return false
  }

  private mutating func readStatement() {
    let start = line
    if peek == UInt8(ascii: "[") {
      readHeader()
    } else if let path = readPath(), peek == UInt8(ascii: "=") {
      offset += 1
      skipBlank()
      if let value = readValue(depth: 0) {
        tree.set(path, to: value, line: start)
      } else {
        complain("a value is missing")
      }
    } else {
      complain("this is no “key = value”")
    }
    // What else stands on the line is not understood, or a comment.
    skipLine()
  }

  private mutating func readHeader() {
    offset += 1
    let isArray = peek == UInt8(ascii: "[")
    if isArray { offset += 1 }
    skipBlank()
    guard let path = readPath(), peek == UInt8(ascii: "]") else {
      return complain("“]” is missing")
    }
    tree.open(path, isArray: isArray, line: line)
  }

  /// The keys that dots part; the offset stands behind the blanks that follow them.
  mutating func readPath() -> [String]? {
    var path: [String] = []
    while path.count < 64 {
      skipBlank()
      guard let key = readKey() else { return nil }
      path.append(key)
      skipBlank()
      guard peek == UInt8(ascii: ".") else { return path }
      offset += 1
    }
    return nil
  }

  private mutating func readKey() -> String? {
    guard let first = peek else { return nil }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return readText(first) }
    let start = offset
    while let byte = peek, Self.isKeyByte(byte) { offset += 1 }
    return offset > start ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
  }

  static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
      true
    default: false
    }
  }
}
