// The value of a configuration file, whichever language it was written in.

/// What a JSON or YAML text says, with the line of every member and item.
package indirect enum ConfigValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([ConfigItem])
  /// Members in the order of the text; a repeated key is kept and the last one counts.
  case object([ConfigMember])
}

/// One element of an array.
package struct ConfigItem: Hashable, Sendable {
  /// The 1-based line on which the element starts.
  package let line: Int
  package let value: ConfigValue

  package init(line: Int, value: ConfigValue) {
    self.line = line
    self.value = value
  }
}

/// One key of an object, with its value.
package struct ConfigMember: Hashable, Sendable {
  package let key: String
  /// The 1-based line on which the key stands.
  package let line: Int
  package let value: ConfigValue

  package init(key: String, line: Int, value: ConfigValue) {
    self.key = key
    self.line = line
    self.value = value
  }
}

extension ConfigValue {
  /// The text of a string, nil for every other kind.
  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The value of a number, nil for every other kind.
  package var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// The value of a boolean, nil for every other kind.
  package var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  /// The elements of an array, none for every other kind.
  package var items: [ConfigItem] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  /// The members of an object, none for every other kind.
  package var members: [ConfigMember] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  /// The strings among the elements of an array.
  package var strings: [String] {
    items.compactMap(\.value.string)
  }

  /// Whether this is an object, be it empty.
  package var isObject: Bool {
    if case .object = self { true } else { false }
  }

  /// Whether this is an array, be it empty.
  package var isArray: Bool {
    if case .array = self { true } else { false }
  }

  /// The value of a key, nil when this is no object or has no such key.
  ///
  /// Of a key that is written twice the last one counts, as in JavaScript.
  package subscript(key: String) -> ConfigValue? {
    member(key)?.value
  }

  /// The member with a key, with its line.
  package func member(_ key: String) -> ConfigMember? {
    members.last { $0.key == key }
  }

  /// What a person calls this kind of value.
  package var kindName: String {
    switch self {
    case .null: "nothing"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "a mapping"
    }
  }
}
