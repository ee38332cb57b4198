// JSON with its members in the order in which they were given.

/// A value of JSON.
enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// The value, indented; small lists and objects without members within stand on one line.
  var text: String { text(indent: "") }

  private func text(indent: String) -> String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.quoted(value)
    case .array(let values):
      Self.block("[", values.map { $0.text(indent: indent + "  ") }, "]", indent: indent)
    case .object(let members):
      Self.block(
        "{",
        members.map { "\(Self.quoted($0.0)): \($0.1.text(indent: indent + "  "))" },
        "}",
        indent: indent
      )
    }
  }

  private static func block(
    _ open: String,
    _ parts: [String],
    _ close: String,
    indent: String
  ) -> String {
    let line = "\(open) \(parts.joined(separator: ", ")) \(close)"
    if parts.isEmpty { return open + close }
    if line.count <= 160, !line.contains("\n") { return line }
    let lines = parts.map { "\(indent)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(lines)\n\(indent)\(close)"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
