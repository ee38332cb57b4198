// Reads nginx configuration: directives, and blocks of them.

/// One directive, with the block that it opens.
package struct NginxDirective: Hashable, Sendable {
  package let name: String
  package let arguments: [String]
  package let line: Int
  package fileprivate(set) var block: [NginxDirective] = []

  /// All directives of a name, in this one's block and in the blocks inside it.
  package func all(_ name: String) -> [NginxDirective] {
    block.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
  }
}

/// What an nginx file says.
package struct NginxConfiguration: Hashable, Sendable {
  package let directives: [NginxDirective]

  /// Reads a text; braces that are not closed end with the text, and nesting is bounded.
  package init(_ bytes: [UInt8]) {
    var reader = NginxReader(bytes: bytes[..<min(bytes.count, ConfigLimits.lineBytes)])
    directives = reader.read()
  }

  /// All directives of a name, wherever they stand.
  package func all(_ name: String) -> [NginxDirective] {
    directives.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
  }
}

private struct NginxReader {
  let bytes: ArraySlice<UInt8>
  private var offset = 0
  private var line = 1
  private var count = 0
  /// The directives that are open, the outermost first.
  private var open: [NginxDirective] = []
  private var top: [NginxDirective] = []

  init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  mutating func read() -> [NginxDirective] {
    var words: [String] = []
    var start = 1
    while let token = next() {
      switch token {
      case .word(let word, let line):
        if words.isEmpty { start = line }
        words.append(word)
      case .semicolon:
        if let made = directive(words, start) { add(made) }
        words = []
      case .open:
        let made = directive(words, start)
        open.append(made ?? NginxDirective(name: "", arguments: [], line: start))
        words = []
      case .close:
        words = []
        if let closed = open.popLast() { add(closed) }
      }
      if count > ConfigLimits.lines || open.count > ConfigLimits.depth { break }
    }
    while let left = open.popLast() { add(left) }
    return top
  }

  private mutating func directive(_ words: [String], _ line: Int) -> NginxDirective? {
    guard let name = words.first else { return nil }
    count += 1
    return NginxDirective(name: name, arguments: Array(words.dropFirst()), line: line)
  }

  private mutating func add(_ directive: NginxDirective) {
    if let last = open.indices.last {
      open[last].block.append(directive)
    } else {
      top.append(directive)
    }
  }

  private enum Token {
    case word(String, Int)
    case open, close, semicolon
  }

  private mutating func next() -> Token? {
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case 32, 9, 13: continue
      case UInt8(ascii: "#"):
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      case UInt8(ascii: "{"): return .open
      case UInt8(ascii: "}"): return .close
      case UInt8(ascii: ";"): return .semicolon
      case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(byte)
      default: return word(from: offset - 1)
      }
    }
    return nil
  }

  private mutating func quoted(_ quote: UInt8) -> Token {
    let start = offset
    let first = line
    while offset < bytes.count, bytes[offset] != quote {
      if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
      offset += 1
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    offset = min(offset + 1, bytes.count)
    return .word(text, first)
  }

  private mutating func word(from start: Int) -> Token {
    // A brace inside a word (`${name}`) belongs to it.
    var depth = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "{"), bytes[offset - 1] == UInt8(ascii: "$") {
        depth += 1
      } else if byte == UInt8(ascii: "}"), depth > 0 {
        depth -= 1
      } else if byte <= 32 || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "{")
        || byte == UInt8(ascii: "}")
      {
        break
      }
      offset += 1
    }
    return .word(String(decoding: bytes[start..<offset], as: UTF8.self), line)
  }
}
