// Reads from a Prisma schema which database it speaks to.

/// The `datasource` block of a Prisma schema.
package struct PrismaSource: Hashable, Sendable {
  /// The dialect, like `postgresql` or `mongodb`.
  package let provider: String
  package let line: Int
  /// The environment variable that holds its address.
  package let urlVariable: String?

  /// Reads a schema; nil when it has no datasource with a provider.
  package init?(_ bytes: [UInt8]) {
    var isInside = false
    var provider: (name: String, line: Int)?
    var variable: String?
    for line in ConfigLines(bytes).lines {
      let text = line.trimmed
      if text.hasPrefix("datasource "), text.contains("{") {
        isInside = true
      } else if text.hasPrefix("}") {
        isInside = false
      } else if isInside, let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
        let value = text[equals...].dropFirst().trimmed
        switch text[..<equals].trimmed {
        case "provider": provider = (String(value.unquoted), line.number)
        case "url": variable = Self.variable(in: value)
        default: break
        }
      }
    }
    guard let provider, provider.name.utf8.count < 40 else { return nil }
    self.provider = provider.name
    line = provider.line
    urlVariable = variable
  }

  /// The name in `env("NAME")`.
  private static func variable(in value: Substring) -> String? {
    guard value.hasPrefix("env("), let close = value.lastIndex(of: ")") else { return nil }
    return String(value[..<close].dropFirst(4).trimmed.unquoted)
  }
}
