// An encoder that keeps the order of keys, as no encoder of Foundation does.

import ConfigSyntax

/// Encodes with keys in the order in which a type writes them: for synthesised conformances the order of
/// declaration, which is the order of the schema.
struct JSONEncoding: Encoder {
  let writer: JSONWriter
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The value as JSON, with a line end behind it.
  static func text(of root: some Encodable) throws -> String {
    // JSON may be read on a terminal too: what could steer it is written as an escape.
    let writer = JSONWriter(escaping: Visible.isSteering)
    try encode(root, with: writer)
    writer.breakLine()
    return writer.text
  }

  /// Writes a value, whole; one that writes nothing is null.
  static func encode(_ value: some Encodable, with writer: JSONWriter) throws {
    let start = writer.place
    try value.encode(to: JSONEncoding(writer: writer))
    writer.endValue(begunAt: start)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    writer.beginObject()
    return KeyedEncodingContainer(JSONObjectContainer(writer: writer))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    writer.beginArray()
    return JSONArrayContainer(writer: writer)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONScalarContainer(writer: writer)
  }
}

struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  private let writer: JSONWriter
  private let depth: Int
  var codingPath: [any CodingKey] { [] }

  init(writer: JSONWriter) {
    self.writer = writer
    depth = writer.depth
  }

  mutating func encodeNil(forKey key: Key) { member(key).put("null") }

  // Most members are texts and numbers: they need no encoder of their own.
  mutating func encode(_ content: String, forKey key: Key) { member(key).put(string: content) }
  mutating func encode(_ content: Bool, forKey key: Key) {
    member(key).put(content ? "true" : "false")
  }
  mutating func encode(_ content: Int, forKey key: Key) { member(key).put(String(content)) }

  mutating func encode(_ content: some Encodable, forKey key: Key) throws {
    try JSONEncoding.encode(content, with: member(key))
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    JSONEncoding(writer: member(key)).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    JSONEncoding(writer: member(key)).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { JSONEncoding(writer: member("super")) }

  mutating func superEncoder(forKey key: Key) -> any Encoder { JSONEncoding(writer: member(key)) }

  private func member(_ key: Key) -> JSONWriter { member(key.stringValue) }

  private func member(_ key: String) -> JSONWriter {
    writer.beginMember(key, at: depth)
    return writer
  }
}

struct JSONArrayContainer: UnkeyedEncodingContainer {
  private let writer: JSONWriter
  private let depth: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(writer: JSONWriter) {
    self.writer = writer
    depth = writer.depth
  }

  mutating func encodeNil() { element().put("null") }

  mutating func encode(_ content: String) { element().put(string: content) }

  mutating func encode(_ content: some Encodable) throws {
    try JSONEncoding.encode(content, with: element())
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    JSONEncoding(writer: element()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    JSONEncoding(writer: element()).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { JSONEncoding(writer: element()) }

  private mutating func element() -> JSONWriter {
    writer.beginItem(at: depth)
    count += 1
    return writer
  }
}
