// Secrets within what was recorded: in queries, forms and JSON.

import ConfigSyntax

/// Replaces the values of whatever is called like a secret.
enum SecretText {
  private static let mask = "…"

  /// A path whose query says nothing secret, and whether it did.
  static func masked(query path: String) -> (String, Bool) {
    guard let mark = path.firstIndex(of: "?") else { return (path, false) }
    let (query, isMasked) = masked(form: String(path[path.index(after: mark)...]), mask: "x")
    return (String(path[...mark]) + query, isMasked)
  }

  /// `a=b&password=c` without the last value.
  static func masked(form text: String, mask: String = mask) -> (String, Bool) {
    var isMasked = false
    let fields = text.split(separator: "&", omittingEmptySubsequences: false).map { field in
      guard let mark = field.firstIndex(of: "="), SecretName.isSecret(String(field[..<mark]))
      else { return String(field) }
      isMasked = true
      return String(field[...mark]) + mask
    }
    return isMasked ? (fields.joined(separator: "&"), true) : (text, false)
  }

  /// The same value without secrets at any depth.
  static func masked(_ value: ConfigValue) -> (ConfigValue, Bool) {
    var isMasked = false
    let result = masked(value, &isMasked)
    return (result, isMasked)
  }

  private static func masked(_ value: ConfigValue, _ isMasked: inout Bool) -> ConfigValue {
    switch value {
    case .array(let items):
      return .array(
        items.map { ConfigItem(line: $0.line, value: masked($0.value, &isMasked)) }
      )
    case .object(let members):
      return .object(
        members.map { member in
          if SecretName.isSecret(member.key), member.value.scalarText != nil {
            isMasked = true
            return ConfigMember(key: member.key, line: member.line, value: .string(mask))
          }
          let inner = masked(member.value, &isMasked)
          return ConfigMember(key: member.key, line: member.line, value: inner)
        }
      )
    case .null, .bool, .number, .string: return value
    }
  }
}
