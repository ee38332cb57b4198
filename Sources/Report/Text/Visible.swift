// Text that cannot steer a terminal, and the columns that it takes there.

/// What a reader sees of a text.
package enum Visible {
  /// Whether a scalar moves the cursor, reorders text or hides in it, instead of showing itself.
  static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x200D: false  // The joiner of emoji; without it families fall apart.
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }

  /// The text with every steering scalar made visible: `␛`, `<U+202E>`; so it is one line.
  package static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isSteering) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isSteering(scalar) {
        result.append(contentsOf: picture(of: scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// What stands for a steering scalar.
  static func picture(of scalar: Unicode.Scalar) -> String {
    let value = scalar.value
    let code: UInt32? = value < 0x20 ? 0x2400 + value : value == 0x7F ? 0x2421 : nil
    if let code, let picture = Unicode.Scalar(code) { return String(picture) }
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }

  /// Terminal columns of a text that holds no steering scalars.
  static func width(of text: String) -> Int {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.utf8.count }
    var width = 0
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      width += self.width(of: scalar, after: previous)
      previous = scalar
    }
    return width
  }

  /// Terminal columns that a scalar adds behind another: 0, 1 or 2.
  static func width(of scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Int {
    if scalar.value < 0x300 { return 1 }
    if scalar.value == 0x200D || previous?.value == 0x200D { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if scalar.properties.isEmojiModifier, previous?.properties.isEmojiModifierBase == true {
      return 0
    }
    return isWide(scalar) ? 2 : 1
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
  }

  /// The blocks of East Asian Width W and F (Unicode Standard Annex 11); emoji have a property.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
    0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
