// A decoder of values that were read.

import ConfigSyntax

/// Decodes from a value of JSON.
struct JSONTreeDecoder: Decoder {
  let value: ConfigValue
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(value: ConfigValue, codingPath: [any CodingKey] = []) {
    self.value = value
    self.codingPath = codingPath
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw mismatch("an object") }
    return KeyedDecodingContainer(
      JSONMembers(
        members: Dictionary(members.map { ($0.key, $0.value) }) { _, last in last },
        codingPath: codingPath
      )
    )
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard value.isArray else { throw mismatch("a list") }
    return JSONElements(elements: value.items, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    JSONSingle(decoder: self)
  }

  func mismatch(_ expected: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath, debugDescription: "must be \(expected)"))
  }
}

private struct JSONSingle: SingleValueDecodingContainer {
  let decoder: JSONTreeDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool {
    decoder.value == .null
  }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard let truth = decoder.value.bool else {
      throw decoder.mismatch("true or false")
    }
    return truth
  }

  func decode(_ type: String.Type) throws -> String {
    guard let text = decoder.value.string else { throw decoder.mismatch("a text") }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard let number = decoder.value.number else {
      throw decoder.mismatch("a number")
    }
    return number
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { try integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

  func decode<Content: Decodable>(_ type: Content.Type) throws -> Content {
    try Content(from: decoder)
  }

  private func integer<Number: FixedWidthInteger>() throws -> Number {
    guard let number = decoder.value.number.flatMap({ Number(exactly: $0) }) else {
      throw decoder.mismatch("a whole number")
    }
    return number
  }
}

private struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [String: ConfigValue]
  let codingPath: [any CodingKey]
  var allKeys: [Key] { members.keys.compactMap(Key.init) }

  func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

  func decodeNil(forKey key: Key) throws -> Bool {
    try decoder(key).singleValueContainer().decodeNil()
  }

  func decode<Content: Decodable>(_ type: Content.Type, forKey key: Key) throws -> Content {
    try decoder(key).singleValueContainer().decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try decoder(named: "super", codingPath) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func decoder(_ key: Key) throws -> JSONTreeDecoder {
    try decoder(named: key.stringValue, codingPath + [key])
  }

  private func decoder(named name: String, _ path: [any CodingKey]) throws -> JSONTreeDecoder {
    guard let value = members[name] else {
      throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "is missing"))
    }
    return JSONTreeDecoder(value: value, codingPath: path)
  }
}

private struct JSONElements: UnkeyedDecodingContainer {
  let elements: [ConfigItem]
  let codingPath: [any CodingKey]
  private(set) var currentIndex = 0
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  init(elements: [ConfigItem], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  mutating func decodeNil() throws -> Bool {
    guard try current().singleValueContainer().decodeNil() else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Content: Decodable>(_ type: Content.Type) throws -> Content {
    let content = try current().singleValueContainer().decode(type)
    currentIndex += 1
    return content
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let decoder = try current()
    currentIndex += 1
    return decoder
  }

  private func current() throws -> JSONTreeDecoder {
    let path = codingPath + [ElementKey(index: currentIndex)]
    guard currentIndex < elements.count else {
      throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "is missing"))
    }
    return JSONTreeDecoder(value: elements[currentIndex].value, codingPath: path)
  }
}

/// A place in a list.
private struct ElementKey: CodingKey {
  let index: Int
  var stringValue: String { "\(index)" }
  var intValue: Int? { index }

  init(index: Int) { self.index = index }
  init?(stringValue: String) { return nil }
  init?(intValue: Int) { self.init(index: intValue) }
}
