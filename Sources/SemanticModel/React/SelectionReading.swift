// Reads which fields a GraphQL document asks for, with their places.

import SourceText

/// Reads the first operation of a document out of the bytes of a file.
struct SelectionReading {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  private var depth = 0

  init(_ bytes: [UInt8], _ span: ByteSpan) {
    self.bytes = bytes
    position = Int(span.start)
    end = Int(span.end)
  }

  mutating func document() -> (GraphQLDocument.Kind, [SelectedField])? {
    skip()
    var kind = GraphQLDocument.Kind.query
    if peek != UInt8(ascii: "{") {
      guard let found = GraphQLDocument.Kind(rawValue: name()) else { return nil }
      kind = found
      while position < end, peek != UInt8(ascii: "{") {
        if peek == UInt8(ascii: "(") {
          pass(UInt8(ascii: "("), UInt8(ascii: ")"))
        } else {
          position += 1
        }
      }
    }
    let fields = selection()
    return fields.isEmpty ? nil : (kind, fields)
  }

  private var peek: UInt8 { position < end ? bytes[position] : 0 }

  /// What stands between braces.
  private mutating func selection() -> [SelectedField] {
    guard peek == UInt8(ascii: "{"), depth < 24 else { return [] }
    depth += 1
    defer { depth -= 1 }
    position += 1
    var result: [SelectedField] = []
    while position < end {
      skip()
      if peek == UInt8(ascii: "}") {
        position += 1
        break
      }
      if peek == UInt8(ascii: ".") {
        result += spread()
      } else if Self.isName(peek) {
        result.append(field())
      } else {
        position += 1
      }
    }
    return result
  }

  /// `...Parts` names a fragment that stands elsewhere; `... on Order { id }` is read.
  private mutating func spread() -> [SelectedField] {
    while peek == UInt8(ascii: ".") { position += 1 }
    skip()
    if name() == "on" {
      skip()
      _ = name()
    }
    directives()
    return peek == UInt8(ascii: "{") ? selection() : []
  }

  private mutating func field() -> SelectedField {
    let start = position
    var own = name()
    var last = position
    skip()
    if peek == UInt8(ascii: ":") {
      position += 1
      skip()
      own = name()
      last = position
      skip()
    }
    let hasArguments = peek == UInt8(ascii: "(")
    if hasArguments {
      pass(UInt8(ascii: "("), UInt8(ascii: ")"))
      last = position
      skip()
    }
    directives()
    var fields: [SelectedField] = []
    if peek == UInt8(ascii: "{") {
      fields = selection()
      last = position
    }
    return SelectedField(
      name: own,
      span: ByteSpan(start: UInt32(start), end: UInt32(last)),
      hasArguments: hasArguments,
      fields: fields
    )
  }

  private mutating func directives() {
    skip()
    while peek == UInt8(ascii: "@") {
      position += 1
      _ = name()
      skip()
      if peek == UInt8(ascii: "(") { pass(UInt8(ascii: "("), UInt8(ascii: ")")) }
      skip()
    }
  }

  /// Passes over what stands between two signs, with such pairs in it.
  private mutating func pass(_ open: UInt8, _ close: UInt8) {
    var level = 0
    while position < end {
      if bytes[position] == open { level += 1 }
      if bytes[position] == close { level -= 1 }
      position += 1
      if level == 0 { return }
    }
  }

  private mutating func name() -> String {
    let start = position
    while position < end, Self.isName(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Passes over spaces, commas, comments, quotes and what is written into the text from elsewhere.
  private mutating func skip() {
    while position < end {
      switch bytes[position] {
      case 32, 9, 10, 13, UInt8(ascii: ","), UInt8(ascii: "`"), UInt8(ascii: "\""),
        UInt8(ascii: "'"):
        position += 1
      case UInt8(ascii: "#"):
        while position < end, bytes[position] != 10 { position += 1 }
      case UInt8(ascii: "$"):
        position += 1
        if peek == UInt8(ascii: "{") { pass(UInt8(ascii: "{"), UInt8(ascii: "}")) }
      default: return
      }
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
