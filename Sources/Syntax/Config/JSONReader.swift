// Reads JSON as people write it, with comments, trailing commas and mistakes; and as programs write it, which has none.

extension ConfigDocument {
  /// Reads JSON, JSON with comments, and most of JSON5.
  ///
  /// Never fails: what is not understood becomes a diagnostic, and the rest is still read.
  /// Takes time in proportion to the text.
  package init(json bytes: [UInt8]) {
    var reader = JSONReader(bytes: bytes)
    self = reader.document()
  }

  /// Reads JSON as RFC 8259 has it: whatever else stands there is a diagnostic.
  ///
  /// For what a program wrote, which may be cut off or foreign.
  package init(strictJSON bytes: [UInt8]) {
    var reader = JSONReader(bytes: bytes, isStrict: true)
    self = reader.document()
  }
}

/// A recursive-descent reader over bytes, with its depth bounded by `ConfigLimits.depth`.
struct JSONReader {
  let bytes: [UInt8]
  let isStrict: Bool
  var offset = 0
  private var line = 1
  private var depth = 0
  private var diagnostics: [ConfigDiagnostic] = []

  init(bytes: [UInt8], isStrict: Bool = false) {
    self.bytes = bytes
    self.isStrict = isStrict
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  mutating func document() -> ConfigDocument {
    skipBlank()
    guard peek != nil else {
      complain(isStrict ? "the text ends too early" : "the file is empty")
      return ConfigDocument(values: [], diagnostics: diagnostics)
    }
    let value = readValue()
    skipBlank()
    if offset < bytes.count { complain("unexpected text after the value") }
    return ConfigDocument(values: value.map { [$0] } ?? [], diagnostics: diagnostics)
  }

  var peek: UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  mutating func complain(_ message: String) {
    // Of a text that should be whole the first complaint says all, and its end is the commonest one.
    if isStrict, !diagnostics.isEmpty { return }
    let text = isStrict && offset >= bytes.count ? "the text ends too early" : message
    if diagnostics.count < ConfigLimits.diagnostics {
      diagnostics.append(ConfigDiagnostic(line: line, message: text))
    }
  }

  /// Notes what people may write and programs may not.
  private mutating func permitToPeople(_ what: String) {
    if isStrict { complain(what) }
  }

  /// Moves over one byte and counts the line it may end.
  private mutating func advance() {
    if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
    offset += 1
  }

  /// Skips white space and comments.
  private mutating func skipBlank() {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0B,
        0x0C:
        advance()
      case UInt8(ascii: "/"):
        guard skipComment() else { return }
      default:
        return
      }
    }
  }

  private mutating func skipComment() -> Bool {
    guard offset + 1 < bytes.count else { return false }
    permitToPeople("a comment is no JSON")
    switch bytes[offset + 1] {
    case UInt8(ascii: "/"):
      while let byte = peek, byte != UInt8(ascii: "\n") { offset += 1 }
      return true
    case UInt8(ascii: "*"):
      offset += 2
      while offset < bytes.count {
        if bytes[offset] == UInt8(ascii: "*"), offset + 1 < bytes.count,
          bytes[offset + 1] == UInt8(ascii: "/")
        {
          offset += 2
          return true
        }
        advance()
      }
      complain("a comment is not closed")
      return true
    default:
      return false
    }
  }

  /// The value that starts here; nil, with a complaint, when none does.
  private mutating func readValue() -> ConfigValue? {
    switch peek {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return readNested()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return .string(readString())
    case .some(let byte) where Self.isWord(byte):
      return readWord()
    default:
      complain("a value is missing")
      return nil
    }
  }

  private mutating func readNested() -> ConfigValue? {
    guard depth < ConfigLimits.depth else {
      complain("nested deeper than \(ConfigLimits.depth) levels")
      offset = bytes.count
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return peek == UInt8(ascii: "{") ? readObject() : readArray()
  }

  private mutating func readArray() -> ConfigValue {
    var items: [ConfigItem] = []
    offset += 1
    while next(closing: UInt8(ascii: "]"), isFirst: items.isEmpty) {
      let start = (offset: offset, line: line)
      if let value = readValue() { items.append(ConfigItem(line: start.line, value: value)) }
      if offset == start.offset { advance() }
    }
    return .array(items)
  }

  private mutating func readObject() -> ConfigValue {
    var members: [ConfigMember] = []
    offset += 1
    while next(closing: UInt8(ascii: "}"), isFirst: members.isEmpty) {
      let start = (offset: offset, line: line)
      if let key = readKey(), let value = readMemberValue() {
        members.append(ConfigMember(key: key, line: start.line, value: value))
      }
      if offset == start.offset { advance() }
    }
    return .object(members)
  }

  /// Skips to the next element; false once the closing bracket, or the end, has been passed.
  private mutating func next(closing bracket: UInt8, isFirst: Bool) -> Bool {
    skipBlank()
    var commas = 0
    while peek == UInt8(ascii: ",") {
      commas += 1
      offset += 1
      skipBlank()
    }
    if commas != (isFirst || peek == bracket ? 0 : 1) {
      permitToPeople(commas == 0 ? "a comma is missing" : "a comma stands where no value follows")
    }
    guard let byte = peek else {
      complain("“\(Character(UnicodeScalar(bracket)))” is missing at the end")
      return false
    }
    if byte == bracket {
      offset += 1
      return false
    }
    return true
  }

  private mutating func readKey() -> String? {
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return readString()
    case .some(let byte) where Self.isWord(byte):
      permitToPeople("a key stands without quotes")
      return String(decoding: readWordBytes(), as: UTF8.self)
    default:
      complain("a key is missing")
      return nil
    }
  }

  private mutating func readMemberValue() -> ConfigValue? {
    skipBlank()
    guard peek == UInt8(ascii: ":") else {
      complain("“:” is missing after a key")
      return nil
    }
    offset += 1
    skipBlank()
    return readValue()
  }

  mutating func readWordBytes() -> ArraySlice<UInt8> {
    let start = offset
    while let byte = peek, Self.isWord(byte) { offset += 1 }
    return bytes[start..<offset]
  }

  /// Letters, digits and what numbers and bare keys are made of.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
      true
    default:
      false
    }
  }
}
