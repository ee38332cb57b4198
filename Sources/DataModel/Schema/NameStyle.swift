// How mappers make names of tables and columns.

import Queries

/// Changes of a name's style.
enum NameStyle {
  /// `OrderItem` as `order_item`; a run of capitals counts as one word.
  static func underscored(_ name: String) -> String {
    let bytes = Array(name.utf8)
    var result: [UInt8] = []
    for (position, byte) in bytes.enumerated() {
      let isCapital = Self.isCapital(byte)
      if isCapital, position > 0 {
        let before = bytes[position - 1]
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0
        let startsWord = !Self.isCapital(before) || (next >= 97 && next <= 122)
        if startsWord, before != UInt8(ascii: "_") { result.append(UInt8(ascii: "_")) }
      }
      result.append(isCapital ? byte | 0x20 : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The name with a capital at its start.
  static func capitalized(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
  }
}

extension ForeignKey.Action {
  /// The action of a name as mappers and SQL spell it: `CASCADE`, `SetNull`, `set null`.
  init(named name: String) {
    let letters = name.lowercased().filter(\.isLetter)
    switch letters {
    case "cascade": self = .cascade
    case "restrict", "protect": self = .restrict
    case "setnull": self = .setNull
    case "setdefault": self = .setDefault
    default: self = .none
    }
  }
}
