// The values of TOML: texts, numbers, arrays, inline tables.

extension TOMLReader {
  mutating func readValue(depth: Int) -> ConfigValue? {
    guard depth < 64 else { return nil }
    switch peek {
    case UInt8(ascii: "\""): return .string(readText(UInt8(ascii: "\"")))
    case UInt8(ascii: "'"): return .string(readText(UInt8(ascii: "'")))
    case UInt8(ascii: "["): return readArray(depth: depth)
    case UInt8(ascii: "{"): return readInlineTable(depth: depth)
    default: return readWord()
    }
  }

  private mutating func readArray(depth: Int) -> ConfigValue {
    offset += 1
    var items: [ConfigItem] = []
    while skipBlankLines(), let byte = peek {
      if byte == UInt8(ascii: "]") {
        offset += 1
        break
      }
      if byte == UInt8(ascii: ",") {
        offset += 1
        continue
      }
      let start = (offset: offset, line: line)
      if let value = readValue(depth: depth + 1) {
        items.append(ConfigItem(line: start.line, value: value))
      }
      if offset == start.offset { offset += 1 }
    }
    return .array(items)
  }

  private mutating func readInlineTable(depth: Int) -> ConfigValue {
    offset += 1
    var tree = TOMLTree()
    while skipBlankLines(), let byte = peek {
      if byte == UInt8(ascii: "}") {
        offset += 1
        break
      }
      if byte == UInt8(ascii: ",") {
        offset += 1
        continue
      }
      let start = (offset: offset, line: line)
      if let path = readPath(), peek == UInt8(ascii: "=") {
        offset += 1
        skipBlank()
        if let value = readValue(depth: depth + 1) { tree.set(path, to: value, line: start.line) }
      }
      if offset == start.offset { offset += 1 }
    }
    return tree.value
  }

  /// A text in quotes, of one line or, in three quotes, of many.
  mutating func readText(_ quote: UInt8) -> String {
    let isLong =
      offset + 2 < bytes.count && bytes[offset + 1] == quote && bytes[offset + 2] == quote
    offset += isLong ? 3 : 1
    var text: [UInt8] = []
    while let byte = peek {
      if byte == quote, !isLong || isClosing(quote) {
        offset += isLong ? 3 : 1
        break
      }
      // A text of one line that is not closed ends with its line.
      if byte == UInt8(ascii: "\n") {
        if !isLong { break }
        line += 1
      }
      offset += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), let next = peek {
        offset += 1
        if next == UInt8(ascii: "\n") { line += 1 }
        text.append(Self.escaped(next))
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func isClosing(_ quote: UInt8) -> Bool {
    offset + 2 < bytes.count && bytes[offset + 1] == quote && bytes[offset + 2] == quote
  }

  private static func escaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "r"): 13
    default: byte
    }
  }

  private mutating func readWord() -> ConfigValue? {
    let start = offset
    while let byte = peek,
      Self.isKeyByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: ":")
    { offset += 1 }
    let word = String(decoding: bytes[start..<offset], as: UTF8.self)
    switch word {
    case "": return nil
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      let digits = word.filter { $0 != "_" }
      return ConfigNumber.parse(digits).map(ConfigValue.number) ?? .string(word)
    }
  }
}

/// Tables that grow while a text is read; a flat list of nodes, so that nothing is copied.
struct TOMLTree {
  private struct Node {
    var keys: [String: Int] = [:]
    /// In the order of the text.
    var members: [(key: String, line: Int, node: Int)] = []
    /// The tables of `[[name]]`.
    var tables: [(line: Int, node: Int)] = []
    var leaf: ConfigValue?
  }

  private var nodes = [Node()]
  /// The table that `[name]` has opened.
  private var current = 0

  mutating func open(_ path: [String], isArray: Bool, line: Int) {
    var node = 0
    for (position, key) in path.enumerated() {
      node = child(key, of: node, line: line)
      let isLast = position == path.count - 1
      if isLast, isArray {
        nodes.append(Node())
        nodes[node].tables.append((line, nodes.count - 1))
      }
      if let table = nodes[node].tables.last { node = table.node }
    }
    current = node
  }

  mutating func set(_ path: [String], to value: ConfigValue, line: Int) {
    var node = current
    for key in path { node = child(key, of: node, line: line) }
    nodes[node].leaf = value
  }

  private mutating func child(_ key: String, of node: Int, line: Int) -> Int {
    if let known = nodes[node].keys[key] { return known }
    nodes.append(Node())
    let made = nodes.count - 1
    nodes[node].keys[key] = made
    nodes[node].members.append((key, line, made))
    return made
  }

  /// Everything, as one object.
  var value: ConfigValue { value(of: 0, depth: 0) }

  private func value(of index: Int, depth: Int) -> ConfigValue {
    let node = nodes[index]
    if let leaf = node.leaf { return leaf }
    guard depth < ConfigLimits.depth else { return .null }
    if !node.tables.isEmpty {
      return .array(
        node.tables.map { ConfigItem(line: $0.line, value: value(of: $0.node, depth: depth + 1)) }
      )
    }
    return .object(
      node.members.map {
        ConfigMember(key: $0.key, line: $0.line, value: value(of: $0.node, depth: depth + 1))
      }
    )
  }
}
