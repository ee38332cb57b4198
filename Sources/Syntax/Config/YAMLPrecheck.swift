// Refuses the few YAML texts that would keep the YAML library busy for ever.

/// A scan of the bytes before Yams sees them.
///
/// Yams shares what an alias stands for, so that composing a text is cheap; but it hashes the keys
/// of every mapping, and a key that is itself a nest of aliases takes exponential time to hash.
/// With fewer than `harmlessAliases` the worst nest stays small, and with scalar keys there is none.
enum YAMLPrecheck {
  private static let harmlessAliases = 12

  static func refusal(of bytes: [UInt8]) -> ConfigDiagnostic? {
    guard bytes.count <= ConfigLimits.yamlBytes else {
      return ConfigDiagnostic(
        line: 1,
        message: "larger than \(ConfigLimits.yamlBytes >> 20) MB, not read"
      )
    }
    guard aliasCount(bytes) >= harmlessAliases, let line = lineOfComplexKey(bytes) else {
      return nil
    }
    return ConfigDiagnostic(
      line: line,
      message: "a mapping key that is no plain word, in a text full of aliases"
    )
  }

  /// How many `*name` there may be; those inside strings and comments are counted too, but no `**bold**`.
  private static func aliasCount(_ bytes: [UInt8]) -> Int {
    bytes.indices.count { bytes[$0] == UInt8(ascii: "*") && isAlias($0, in: bytes) }
  }

  /// Whether a star stands where a value may begin, before what may be a name.
  private static func isAlias(_ index: Int, in bytes: [UInt8]) -> Bool {
    guard index + 1 < bytes.count else { return false }
    let before = index > 0 ? bytes[index - 1] : UInt8(ascii: " ")
    let begins = before <= UInt8(ascii: " ") || "[{,:".utf8.contains(before) || before >= 0x80
    switch bytes[index + 1] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      return begins
    default: return false
    }
  }

  /// The line of the first key that may be an alias or a collection: `? …`, `*a : …`, `[…]: …`.
  private static func lineOfComplexKey(_ bytes: [UInt8]) -> Int? {
    var line = 1
    var word = Word.none
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        word = .none
      case UInt8(ascii: "?") where isFollowedByBlank(index, in: bytes):
        return line
      case UInt8(ascii: ":") where word == .alias || word == .bracket:
        return line
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        if word == .plain { word = .none }
      case UInt8(ascii: "*") where isAlias(index, in: bytes):
        word = .alias
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        word = .bracket
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"):
        word = .none
      default:
        if word != .alias || bytes[index - 1] <= UInt8(ascii: " ") { word = .plain }
      }
    }
    return nil
  }

  private enum Word { case none, plain, alias, bracket }

  private static func isFollowedByBlank(_ index: Int, in bytes: [UInt8]) -> Bool {
    guard index + 1 < bytes.count else { return true }
    return bytes[index + 1] <= UInt8(ascii: " ")
  }
}
