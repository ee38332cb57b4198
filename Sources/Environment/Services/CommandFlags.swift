// The flags of a command.

import SourceText

/// The flags of a command.
struct CommandFlags {
  let words: [String]

  func text(_ names: [String]) -> String? {
    for (index, word) in words.enumerated() {
      for name in names {
        if word == name { return index + 1 < words.count ? words[index + 1] : nil }
        if word.hasPrefix(name + "=") { return String(word.dropFirst(name.count + 1)) }
        // `-w4`
        if name.utf8.count == 2, !name.hasPrefix("--"), word.hasPrefix(name) {
          let rest = word.dropFirst(2)
          if !rest.isEmpty, rest.allSatisfy({ $0.isASCII && $0.isNumber }) { return String(rest) }
        }
      }
    }
    return nil
  }

  func number(_ names: [String]) -> Int? { text(names).flatMap(Int.init).flatMap(Self.plausible) }

  /// A count, `max`, or a variable.
  func workers(_ names: [String]) -> ServerProcess.Workers? {
    guard let text = text(names) else { return nil }
    return Self.workers(text)
  }

  static func workers(_ text: String) -> ServerProcess.Workers? {
    if text == "max" || text == "0" || text == "-1" || text == "auto" { return .perProcessor }
    if let number = Int(text), let count = plausible(number) { return .count(count) }
    let inner = Compose.substituted(text)
    if inner != text, let number = Int(inner), let count = plausible(number) {
      return .count(count)
    }
    if text.hasPrefix("$") {
      let name = text.drop { $0 == "$" || $0 == "{" }
        .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      return .variable(String(name))
    }
    return text.contains("nproc") ? .perProcessor : nil
  }

  static func plausible(_ number: Int) -> Int? { number >= 1 && number <= 100_000 ? number : nil }

  /// Whether a file of processes is given: `ecosystem.config.js`.
  var hasFile: Bool {
    words.contains { word in
      let name = Paths.name(of: word)
      return name.contains("ecosystem") || name.hasSuffix(".json") || name.contains("pm2")
    }
  }
}
