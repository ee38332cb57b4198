// Values that a later step takes from an answer.

import ConfigSyntax

/// Takes a value out of an answer and keeps it for the rest of the round.
package struct Extraction: Sendable, Hashable {
  enum Source: Sendable, Hashable {
    case json(JSONPath)
    case header(String)
    case cookie(String)
    case regex(BytePattern)
  }

  let variable: Int
  let source: Source
  /// As it was written.
  let text: String

  /// Bytes of a body that are searched.
  static let mostBytes = 1 << 20
  static let forms = "json:items[0].id, header:X-Token, cookie:session or regex:id=([0-9]+)"

  /// Reads `json:items[0].id`, `header:X-Token`, `cookie:session` or `regex:id=([0-9]+)`.
  init(_ text: String, variable: Int) throws(LoadError) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw .plan("'\(text)': write \(Self.forms)")
    }
    self.variable = variable
    self.text = text
    switch parts[0] {
    case "json": source = .json(try JSONPath(parts[1]))
    case "header": source = .header(parts[1].lowercased())
    case "cookie": source = .cookie(parts[1])
    case "regex": source = .regex(try BytePattern(parts[1]))
    default: throw .plan("'\(text)': '\(parts[0])' is not known; write \(Self.forms)")
    }
  }

  /// The value, or nil if the answer does not hold it.
  func value(head: [UInt8], body: [UInt8]) -> [UInt8]? {
    switch source {
    case .header(let name): Self.headers(name, in: head).first
    case .json(let path): path.value(in: ConfigDocument(json: body).value)
    case .cookie(let name): Self.cookie(name, in: head)
    case .regex(let pattern): pattern.firstGroup(in: body)
    }
  }

  private static func headers(_ name: String, in head: [UInt8]) -> [[UInt8]] {
    head.split(separator: 0x0A).compactMap { line in
      guard let colon = line.firstIndex(of: 0x3A) else { return nil }
      let found = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      guard found == name else { return nil }
      return Array(line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 })
    }
  }

  private static func cookie(_ name: String, in head: [UInt8]) -> [UInt8]? {
    let start = Array("\(name)=".utf8)
    return headers("set-cookie", in: head).first { $0.starts(with: start) }
      .map { Array($0.dropFirst(start.count).prefix { $0 != 0x3B && $0 != 0x0D }) }
  }
}

extension ConfigValue {
  /// A text, number or flag as text; nil for anything else.
  var scalarText: String? {
    switch self {
    case .string(let text): text
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    case .bool(let flag): "\(flag)"
    case .null, .array, .object: nil
    }
  }
}
