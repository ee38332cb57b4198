// Compose files: services, their images, and how many of each run.

import ConfigSyntax
import SourceText

/// What a compose file says.
struct Compose: Sendable {
  let services: [ComposeService]

  /// What a file's name says beside “compose”; nil for other files.
  static func variant(ofFile name: String) -> String? {
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return nil }
    for start in ["docker-compose", "compose", "podman-compose"] where name.hasPrefix(start) {
      let rest = name.dropFirst(start.count).prefix { $0 != "." }
      let inner = name.dropFirst(start.count + rest.count)
      let words = inner.split(separator: ".").dropLast()
      guard rest.isEmpty || rest.hasPrefix("-") || rest.hasPrefix("_") else { return nil }
      return (rest + words.joined(separator: "."))
    }
    return nil
  }

  init(_ value: ConfigValue) {
    services = (value["services"]?.members ?? []).prefix(200).map(ComposeService.init)
  }

  /// `${NAME:-default}` and `${NAME-default}` as their defaults, in images and numbers.
  static func substituted(_ text: String) -> String {
    guard text.contains("${") else { return text }
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstRange(of: "${"),
      let close = rest[start.upperBound...].firstIndex(of: "}")
    {
      result += rest[..<start.lowerBound]
      let inner = rest[start.upperBound..<close]
      if let dash = inner.firstIndex(of: "-") { result += inner[inner.index(after: dash)...] }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

extension Substring {
  /// Where a short text first stands.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
