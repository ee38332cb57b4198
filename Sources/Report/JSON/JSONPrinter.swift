// JSON as text: indented by two, one member a line.

/// Prints a `JSONValue`; the same value always gives the same bytes.
struct JSONPrinter {
  private var bytes: [UInt8] = []
  private var depth = 0

  static func text(of value: JSONValue) -> String {
    var printer = JSONPrinter()
    printer.print(value)
    printer.bytes.append(0x0A)
    return String(decoding: printer.bytes, as: UTF8.self)
  }

  private mutating func print(_ value: JSONValue) {
    switch value.content {
    case .null: put("null")
    case .bool(let truth): put(truth ? "true" : "false")
    case .number(let text): put(text)
    case .string(let text): print(string: text)
    case .array(let elements):
      print(elements, between: "[", "]") { printer, element in printer.print(element) }
    case .object(let members):
      print(members, between: "{", "}") { printer, member in
        printer.print(string: member.key)
        printer.bytes.append(UInt8(ascii: ":"))
        printer.bytes.append(0x20)
        printer.print(member.value)
      }
    }
  }

  private mutating func print<Item>(
    _ items: [Item],
    between opening: String,
    _ closing: String,
    each: (inout JSONPrinter, Item) -> Void
  ) {
    put(opening)
    guard !items.isEmpty else { return put(closing) }
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine()
      each(&self, item)
    }
    depth -= 1
    breakLine()
    put(closing)
  }

  private mutating func print(string: String) {
    bytes.append(UInt8(ascii: "\""))
    // Nearly all text is plain: only the rest is taken apart.
    let isPlain = unsafe string.utf8.withContiguousStorageIfAvailable { text in
      for position in 0..<text.count {
        let byte = unsafe text[position]
        guard Self.isPlain(byte) else { return false }
      }
      return true
    }
    if isPlain == true { put(string) } else { printScalars(of: string) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func printScalars(of string: String) {
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": put("\\\"")
      case "\\": put("\\\\")
      case "\n": put("\\n")
      case "\r": put("\\r")
      case "\t": put("\\t")
      case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      default: print(scalar)
      }
    }
  }

  /// JSON may be read on a terminal too: what could steer it is written as an escape.
  private mutating func print(_ scalar: Unicode.Scalar) {
    guard Visible.isSteering(scalar) else {
      return bytes.append(contentsOf: UTF8.bytes(of: scalar))
    }
    for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
      let digits = String(unit, radix: 16)
      put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
  }

  private mutating func breakLine() {
    bytes.append(0x0A)
    for _ in 0..<depth {
      bytes.append(0x20)
      bytes.append(0x20)
    }
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

extension UTF8 {
  fileprivate static func bytes(of scalar: Unicode.Scalar) -> [UInt8] {
    encode(scalar).map(Array.init) ?? []
  }
}
