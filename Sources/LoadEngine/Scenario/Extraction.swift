// Values that a later step takes from an answer.

import ConfigSyntax

/// Takes a value out of an answer and keeps it for the rest of the round.
package struct Extraction: Sendable, Hashable {
  enum Source: Sendable, Hashable {
    case json([JSONPlace])
    case header(String)
  }

  /// One step of `items[0].id`.
  enum JSONPlace: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  let variable: Int
  let source: Source

  /// Bytes of a body that are searched.
  static let mostBytes = 1 << 20

  /// Reads `json:items[0].id` or `header:X-Token`.
  init(_ text: String, variable: Int) throws(LoadError) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw .plan("'\(text)': write json:items[0].id or header:X-Token")
    }
    self.variable = variable
    switch parts[0] {
    case "json": source = .json(try Self.places(parts[1]))
    case "header": source = .header(parts[1].lowercased())
    default: throw .plan("'\(text)': '\(parts[0])' is not known; write json: or header:")
    }
  }

  /// The value, or nil if the answer does not hold it.
  func value(head: [UInt8], body: [UInt8]) -> [UInt8]? {
    switch source {
    case .header(let name): Self.header(name, in: head)
    case .json(let places): Self.value(at: places, in: ConfigDocument(json: body).value)
    }
  }

  private static func places(_ text: String) throws(LoadError) -> [JSONPlace] {
    var places: [JSONPlace] = []
    for word in text.split(separator: ".") {
      let parts = word.split(separator: "[", omittingEmptySubsequences: false)
      if let key = parts.first, !key.isEmpty { places.append(.key(String(key))) }
      for part in parts.dropFirst() {
        guard part.hasSuffix("]"), let index = Int(part.dropLast()), index >= 0 else {
          throw .plan("json:\(text): an index is written [0]")
        }
        places.append(.index(index))
      }
    }
    return places
  }

  private static func value(at places: [JSONPlace], in whole: ConfigValue) -> [UInt8]? {
    var value = whole
    for place in places {
      switch place {
      case .key(let key):
        guard let member = value[key] else { return nil }
        value = member
      case .index(let index):
        guard value.items.indices.contains(index) else { return nil }
        value = value.items[index].value
      }
    }
    switch value {
    case .string(let text): return Array(text.utf8)
    case .bool(let flag): return Array("\(flag)".utf8)
    case .number(let number):
      let whole = Int(exactly: number)
      return Array((whole.map(String.init) ?? "\(number)").utf8)
    case .null, .array, .object: return nil
    }
  }

  private static func header(_ name: String, in head: [UInt8]) -> [UInt8]? {
    for line in head.split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: 0x3A) else { continue }
      let found = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      if found == name { return Array(line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }) }
    }
    return nil
  }
}
