// How names of tables are compared.

/// Names of one table as code spells them: `order_items`, `OrderItem`, `public."OrderItem"`.
package enum TableName {
  /// The name behind the last dot, without quotes.
  package static func last(_ name: String) -> String {
    // Every query asks for its table, by bytes: characters cost ten times as much. Most names are plain.
    guard name.utf8.contains(where: { $0 == UInt8(ascii: ".") || isQuote($0) }) else { return name }
    let part = name.utf8.split(separator: UInt8(ascii: ".")).last ?? name.utf8[...]
    guard part.contains(where: isQuote) else { return String(Substring(part)) }
    return String(decoding: part.filter { !isQuote($0) }, as: UTF8.self)
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "]"): true
    default: false
    }
  }

  /// Small letters and digits in the singular: equal for all usual spellings of one table.
  package static func folded(_ name: String) -> String {
    var bytes = name.utf8.compactMap { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "): nil
      default: byte
      }
    }
    singularize(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func singularize(_ bytes: inout [UInt8]) {
    guard bytes.count > 3, bytes.last == UInt8(ascii: "s") else { return }
    let ending = String(decoding: bytes.suffix(4), as: UTF8.self)
    if ending.hasSuffix("ies") {
      bytes.removeLast(3)
      bytes.append(UInt8(ascii: "y"))
    } else if ["sses", "shes", "ches", "uses"].contains(ending) || ending.hasSuffix("xes") {
      bytes.removeLast(2)
    } else if !ending.hasSuffix("ss") && !ending.hasSuffix("us") && !ending.hasSuffix("is") {
      bytes.removeLast()
    }
  }
}
