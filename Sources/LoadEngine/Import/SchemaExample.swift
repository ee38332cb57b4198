// Values that a description of data gives, or that follow from it.

import ConfigSyntax

/// Finds or makes examples of schemas; descriptions that refer to themselves end at a depth.
struct SchemaExample {
  let document: ConfigValue

  private static let deepest = 8
  private static let mostReferences = 10
  private static let mostMembers = 200

  /// What a local reference leads to, however many lie between.
  func resolved(_ value: ConfigValue) -> ConfigValue {
    var value = value
    for _ in 0..<Self.mostReferences {
      guard let reference = value["$ref"]?.string, reference.hasPrefix("#/") else { return value }
      var target = document
      for word in reference.dropFirst(2).split(separator: "/") {
        target = target[Self.unescaped(word)] ?? .null
      }
      value = target
    }
    return .null
  }

  /// `~1` is a slash and `~0` a tilde (RFC 6901).
  private static func unescaped(_ word: Substring) -> String {
    var text = String(word)
    for (code, letter) in [("~1", "/"), ("~0", "~")] {
      text = text.split(separator: code, omittingEmptySubsequences: false).joined(separator: letter)
    }
    return text
  }

  /// The value of a parameter as text; `isStrict` takes what somebody has written, and nothing that was made up.
  func text(of parameter: ConfigValue, isStrict: Bool) -> String? {
    if let given = given(by: parameter) { return given.scalarText }
    let schema = resolved(parameter["schema"] ?? .null)
    if let given = given(by: schema) {
      return given.scalarText ?? given.items.first?.value.scalarText
    }
    if isStrict { return nil }
    return simple(schema, isText: false)?.scalarText
  }

  /// The value of a body: its own example, or one that its schema makes.
  func value(of media: ConfigValue) -> ConfigValue? {
    if let given = given(by: media) { return given }
    guard let schema = media["schema"] else { return nil }
    var left = Self.mostMembers
    return example(of: schema, depth: 0, left: &left)
  }

  /// What somebody has written: an example, a constant, a default or the first of a list.
  private func given(by value: ConfigValue) -> ConfigValue? {
    if let example = value["example"] { return example }
    if let examples = value["examples"] {
      if let first = examples.items.first { return first.value }
      if let first = examples.members.first { return resolved(first.value)["value"] }
    }
    return value["const"] ?? value["default"] ?? value["enum"]?.items.first?.value
  }

  private func example(of schema: ConfigValue, depth: Int, left: inout Int) -> ConfigValue? {
    guard depth < Self.deepest, left > 0 else { return nil }
    left -= 1
    let schema = resolved(schema)
    if let given = given(by: schema) { return given }
    if let parts = schema["allOf"]?.items {
      var members: [ConfigMember] = []
      for part in parts {
        members += example(of: part.value, depth: depth + 1, left: &left)?.members ?? []
      }
      return .object(members + (object(schema, depth, &left)?.members ?? []))
    }
    for key in ["oneOf", "anyOf"] {
      for choice in schema[key]?.items ?? [] {
        if let value = example(of: choice.value, depth: depth + 1, left: &left) { return value }
      }
    }
    if Self.type(of: schema) == "array" {
      guard let item = schema["items"], schema["minItems"]?.number ?? 0 > 0 else {
        return .array([])
      }
      return example(of: item, depth: depth + 1, left: &left).map {
        .array([ConfigItem(line: 0, value: $0)])
      }
    }
    if Self.type(of: schema) == "object" || schema["properties"] != nil {
      return object(schema, depth, &left)
    }
    return simple(schema, isText: true)
  }

  /// The members that must be there, and those that somebody has given an example; nil if one has no value.
  private func object(_ schema: ConfigValue, _ depth: Int, _ left: inout Int) -> ConfigValue? {
    let required = Set(schema["required"]?.strings ?? [])
    var members: [ConfigMember] = []
    for property in schema["properties"]?.members ?? [] {
      let inner = resolved(property.value)
      if inner["readOnly"]?.bool == true { continue }
      let isRequired = required.contains(property.key)
      guard isRequired || given(by: inner) != nil else { continue }
      guard let value = example(of: inner, depth: depth + 1, left: &left) else {
        if isRequired { return nil }
        continue
      }
      members.append(ConfigMember(key: property.key, line: 0, value: value))
    }
    return .object(members)
  }

  /// What OpenAPI 3.1 writes as a list of types is the first that is not null.
  private static func type(of schema: ConfigValue) -> String? {
    schema["type"]?.string ?? schema["type"]?.strings.first { $0 != "null" }
  }

  /// A value that follows from type and format.
  private func simple(_ schema: ConfigValue, isText: Bool) -> ConfigValue? {
    switch Self.type(of: schema) {
    case "integer", "number":
      let least = schema["minimum"]?.number ?? schema["exclusiveMinimum"]?.number.map { $0 + 1 }
      return .number(least ?? min(1, schema["maximum"]?.number ?? 1))
    case "boolean": return .bool(true)
    case "string": break
    default: return nil
    }
    if schema["pattern"] != nil { return nil }
    switch schema["format"]?.string {
    case "date": return .string("2026-01-15")
    case "date-time": return .string("2026-01-15T12:00:00Z")
    case "email": return .string("user@example.com")
    case "uuid": return .string("123e4567-e89b-42d3-a456-426614174000")
    case "uri", "url": return .string("https://example.com/")
    case "hostname": return .string("example.com")
    case "ipv4": return .string("192.0.2.1")
    case "binary", "byte", "password": return nil
    default: break
    }
    guard isText else { return nil }
    let least = Int(max(0, min(200, schema["minLength"]?.number ?? 0)))
    let most = Int(max(0, min(200, schema["maxLength"]?.number ?? 200)))
    return .string(String(String(repeating: "text", count: max(1, (least + 3) / 4)).prefix(most)))
  }
}
