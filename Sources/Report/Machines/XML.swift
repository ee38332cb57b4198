// Text that XML 1.0 takes for text.

/// Text that XML 1.0 takes for text.
enum XML {
  /// Between two double quotes: one line.
  static func attribute(_ text: String) -> String { escaped(MachineText.line(text)) }

  /// One line between tags; its indent stays.
  static func text(_ line: String) -> String { escaped(Visible.text(line)) }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      // No characters of XML (§2.2); the other forbidden ones are made visible before.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
