// Where in a JSON text a value stands.

import ConfigSyntax

/// The way to one value of a JSON text: `items[0].id`.
struct JSONPath: Sendable, Hashable {
  enum Place: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  let places: [Place]

  /// Reads a path, with or without `$.` before it.
  init(_ text: String) throws(LoadError) {
    var places: [Place] = []
    let isRooted = text.hasPrefix("$.") || text.hasPrefix("$[")
    for word in text.dropFirst(isRooted ? 1 : 0).split(separator: ".") {
      let parts = word.split(separator: "[", omittingEmptySubsequences: false)
      if let key = parts.first, !key.isEmpty { places.append(.key(String(key))) }
      for part in parts.dropFirst() {
        guard part.hasSuffix("]"), let index = Int(part.dropLast()), index >= 0 else {
          throw .plan("json:\(text): an index is written [0]")
        }
        places.append(.index(index))
      }
    }
    self.places = places
  }

  /// The text of a scalar, or nil if there is none at this place.
  func value(in whole: ConfigValue) -> [UInt8]? {
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
    return value.scalarText.map { Array($0.utf8) }
  }
}
