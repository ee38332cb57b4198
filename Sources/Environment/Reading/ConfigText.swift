// Which texts of configuration may be shown.

import ConfigSyntax

/// Texts of configuration that may be shown: short, and of no sign that a secret needs.
enum ConfigText {
  /// A version or range of versions; nil for anything else.
  static func version(_ value: ConfigValue?) -> String? {
    if let number = value?.number { return Int(exactly: number).map { "\($0)" } ?? "\(number)" }
    return value?.string.flatMap(version)
  }

  static func version(_ text: String) -> String? {
    let allowed = text.utf8.allSatisfy { byte in
      0x30...0x39 ~= byte || Self.signs.contains(byte)
    }
    let bare = text.utf8.filter { 0x30...0x39 ~= $0 }
    guard allowed, !bare.isEmpty, bare.count <= 12, text.utf8.count <= 40 else { return nil }
    return text
  }

  private static let signs = Array(".^~<>=|x*, -v!".utf8)
}

extension String {
  /// Whether it is one short word, like the name of a runtime.
  var isPlain: Bool {
    utf8.count <= 40
      && utf8.allSatisfy {
        0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 || 0x41...0x5A ~= $0 || $0 == UInt8(ascii: ".")
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }
}
