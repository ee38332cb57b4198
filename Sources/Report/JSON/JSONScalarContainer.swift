// Single values: strings, numbers and truth.

struct JSONScalarContainer: SingleValueEncodingContainer {
  let value: JSONValue
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() { value.content = .null }
  mutating func encode(_ content: Bool) { value.content = .bool(content) }
  mutating func encode(_ content: String) { value.content = .string(content) }
  mutating func encode(_ content: Double) { encode(number: content) }
  mutating func encode(_ content: Float) { encode(number: Double(content)) }
  mutating func encode(_ content: Int) { encode(integer: content) }
  mutating func encode(_ content: Int8) { encode(integer: content) }
  mutating func encode(_ content: Int16) { encode(integer: content) }
  mutating func encode(_ content: Int32) { encode(integer: content) }
  mutating func encode(_ content: Int64) { encode(integer: content) }
  mutating func encode(_ content: UInt) { encode(integer: content) }
  mutating func encode(_ content: UInt8) { encode(integer: content) }
  mutating func encode(_ content: UInt16) { encode(integer: content) }
  mutating func encode(_ content: UInt32) { encode(integer: content) }
  mutating func encode(_ content: UInt64) { encode(integer: content) }

  mutating func encode(_ content: some Encodable) throws {
    try JSONTreeEncoder.encode(content, into: value)
  }

  private func encode(integer: some BinaryInteger) { value.content = .number(String(integer)) }

  /// JSON has no infinity: what is not a number becomes null.
  private func encode(number: Double) {
    guard number.isFinite else { return value.content = .null }
    let text = number.description
    value.content = .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }
}
