// One SQL statement that selects by a key, made to select by many.

/// `SELECT … WHERE column = $1` as the source writes it, quotes included.
struct Statement {
  /// The bare name of the column that is compared.
  let column: String
  /// The same statement for a list of keys, with the column among its results.
  let batched: String

  /// What makes a statement speak of one key's rows as a whole.
  private static let aggregates = [
    "limit", "group by", "union", "(select", "offset", "distinct", "count(", "sum(", "max(",
    "min(", "avg(", "array_agg(", "json_agg(", "${",
  ]

  /// Nil where the statement is no plain selection by one key.
  init?(_ source: String) {
    let bytes = Array(source.utf8)
    let lower = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
    guard !Self.aggregates.contains(where: { Self.find($0, in: lower) != nil }),
      bytes.count(where: { $0 == UInt8(ascii: "$") }) == 1,
      let select = Self.find("select", in: lower), lower[..<select].allSatisfy(Self.isQuoteOrBlank),
      let from = Self.find("from", in: lower, after: select + 6),
      Self.find("where", in: lower, after: from) != nil,
      let comparison = Self.find("= $1", in: lower, after: from),
      comparison + 4 >= bytes.count || !Words.isWord(bytes[comparison + 4])
    else { return nil }
    let operand = Self.operand(endingAt: comparison, in: bytes)
    guard let name = operand.utf8.split(separator: UInt8(ascii: ".")).last else { return nil }
    column = String(decoding: Array(name), as: UTF8.self)
    let results = bytes[(select + 6)..<from].split(separator: UInt8(ascii: ","))
      .map { Self.trimmed($0) }
    let column = column
    let isThere = results.contains { $0 == operand || $0 == column || $0.utf8.last == 42 }
    batched = String(
      decoding: bytes[..<(select + 6)] + (isThere ? "" : " \(operand),").utf8
        + bytes[(select + 6)..<comparison] + "= ANY($1)".utf8 + bytes[(comparison + 4)...],
      as: UTF8.self
    )
  }

  /// The qualified name in front of a comparison.
  private static func operand(endingAt end: Int, in bytes: [UInt8]) -> String {
    let name = bytes[..<end].reversed().drop(while: isQuoteOrBlank)
      .prefix { Words.isWord($0) || $0 == UInt8(ascii: ".") }
    return String(decoding: name.reversed(), as: UTF8.self)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let head = bytes.drop(while: isQuoteOrBlank)
    return String(decoding: head.reversed().drop(while: isQuoteOrBlank).reversed(), as: UTF8.self)
  }

  private static func isQuoteOrBlank(_ byte: UInt8) -> Bool {
    [9, 10, 13, 32, UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`")].contains(byte)
  }

  private static func find(_ text: String, in bytes: [UInt8], after start: Int = 0) -> Int? {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count, start <= bytes.count - wanted.count else { return nil }
    return (start...(bytes.count - wanted.count)).first { position in
      bytes[position..<(position + wanted.count)].elementsEqual(wanted)
    }
  }
}
