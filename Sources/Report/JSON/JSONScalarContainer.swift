// Single values: strings, numbers and truth.

import ConfigSyntax

struct JSONScalarContainer: SingleValueEncodingContainer {
  let writer: JSONWriter
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() { writer.put("null") }
  mutating func encode(_ content: Bool) { writer.put(content ? "true" : "false") }
  mutating func encode(_ content: String) { writer.put(string: content) }
  mutating func encode(_ content: Double) { writer.put(number: content) }
  mutating func encode(_ content: Float) { writer.put(number: Double(content)) }
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
    try JSONEncoding.encode(content, with: writer)
  }

  private func encode(integer: some BinaryInteger) { writer.put(String(integer)) }
}
