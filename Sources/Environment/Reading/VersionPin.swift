// Files that fix the version of a runtime.

/// A version that a file of its own fixes for a runtime.
struct VersionPin: Sendable {
  /// `Node.js` or `Python`.
  let runtime: String
  let version: String
  let line: Int

  /// The pins of a file; nil for files that pin nothing.
  static func all(inFile name: String, _ bytes: @autoclosure () -> [UInt8]) -> [VersionPin]? {
    switch name {
    case ".nvmrc", ".node-version": single("Node.js", bytes())
    case ".python-version": single("Python", bytes())
    case "runtime.txt": single("Python", bytes())
    case ".tool-versions": tools(bytes())
    default: nil
    }
  }

  private static func single(_ runtime: String, _ bytes: [UInt8]) -> [VersionPin] {
    let text = String(decoding: bytes.prefix(200), as: UTF8.self)
    guard let line = text.split(whereSeparator: \.isNewline).first else { return [] }
    return pin(runtime, String(line.filter { !$0.isWhitespace }), 1)
  }

  private static func pin(_ runtime: String, _ text: String, _ line: Int) -> [VersionPin] {
    let lower = text.lowercased()
    for start in ["python-", "node-", "v"] where lower.hasPrefix(start) {
      return pin(runtime, String(text.dropFirst(start.count)), line)
    }
    if lower.hasPrefix("lts"), lower.utf8.count < 20, text.isPlain || lower.hasPrefix("lts/") {
      return [VersionPin(runtime: runtime, version: "LTS", line: line)]
    }
    return ConfigText.version(text).map {
      [VersionPin(runtime: runtime, version: $0, line: line)]
    } ?? []
  }

  private static func tools(_ bytes: [UInt8]) -> [VersionPin] {
    let text = String(decoding: bytes.prefix(20_000), as: UTF8.self)
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .flatMap { index, line -> [VersionPin] in
        let words = line.split(separator: " ")
        guard words.count > 1 else { return [] }
        switch words[0] {
        case "nodejs", "node": return pin("Node.js", String(words[1]), index + 1)
        case "python": return pin("Python", String(words[1]), index + 1)
        default: return []
        }
      }
  }
}
