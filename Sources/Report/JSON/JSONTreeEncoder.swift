// An encoder that keeps the order of keys, as no encoder of Foundation does.

/// Encodes into a `JSONValue`, with keys in the order in which a type writes them: for
/// synthesised conformances the order of declaration, which is the order of the schema.
struct JSONTreeEncoder: Encoder {
  let value: JSONValue
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  static func tree(of root: some Encodable) throws -> JSONValue {
    let value = JSONValue()
    try encode(root, into: value)
    return value
  }

  static func encode(_ content: some Encodable, into value: JSONValue) throws {
    try content.encode(to: JSONTreeEncoder(value: value))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    value.content = .object([])
    return KeyedEncodingContainer(JSONObjectContainer(value: value))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    value.content = .array([])
    return JSONArrayContainer(value: value)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONScalarContainer(value: value)
  }
}

struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let value: JSONValue
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil(forKey key: Key) { _ = member(key) }

  // Most members are texts and numbers: they need no encoder of their own.
  mutating func encode(_ content: String, forKey key: Key) { add(.string(content), key) }
  mutating func encode(_ content: Bool, forKey key: Key) { add(.bool(content), key) }
  mutating func encode(_ content: Int, forKey key: Key) { add(.number(String(content)), key) }

  mutating func encode(_ content: some Encodable, forKey key: Key) throws {
    try JSONTreeEncoder.encode(content, into: member(key))
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    JSONTreeEncoder(value: member(key)).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    JSONTreeEncoder(value: member(key)).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { JSONTreeEncoder(value: member("super")) }

  mutating func superEncoder(forKey key: Key) -> any Encoder { JSONTreeEncoder(value: member(key)) }

  private func add(_ content: JSONValue.Content, _ key: Key) {
    value.set(JSONValue(content), for: key.stringValue)
  }

  private func member(_ key: Key) -> JSONValue { member(key.stringValue) }

  private func member(_ key: String) -> JSONValue {
    let place = JSONValue()
    value.set(place, for: key)
    return place
  }
}

struct JSONArrayContainer: UnkeyedEncodingContainer {
  let value: JSONValue
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(value: JSONValue) { self.value = value }

  mutating func encodeNil() { _ = element() }

  mutating func encode(_ content: String) { element().content = .string(content) }

  mutating func encode(_ content: some Encodable) throws {
    try JSONTreeEncoder.encode(content, into: element())
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    JSONTreeEncoder(value: element()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    JSONTreeEncoder(value: element()).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { JSONTreeEncoder(value: element()) }

  private mutating func element() -> JSONValue {
    let place = JSONValue()
    value.append(place)
    count += 1
    return place
  }
}
