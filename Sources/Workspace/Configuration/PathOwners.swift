// Who answers for which path, as plimsoll.yml and CODEOWNERS say.

import ConfigSyntax

/// The owners of paths; of several patterns that match a path the last one counts.
package struct PathOwners: Sendable {
  private struct Rule: Sendable {
    let pattern: IgnoreRules
    /// `docs/*` speaks of the files in a folder, not of those in the folders below it.
    let isShallow: Bool
    /// Empty where a pattern takes the owners away.
    let owner: String
  }

  private var rules: [Rule] = []

  /// More lines than any honest file has.
  private static let mostRules = 5_000
  /// Longer lists of people are cut.
  private static let longestOwner = 200

  /// Nobody is known.
  init() {}

  /// Reads CODEOWNERS where GitHub and GitLab look for it, and then `owners` of plimsoll.yml, which wins.
  init(of root: RootFolder, configuration: AuditConfiguration) {
    let places = ["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"]
    for place in places {
      let bytes = try? root.read(Array(place.utf8), named: place, padding: 0, limit: 1 << 20)
      guard let bytes else { continue }
      read(codeowners: bytes)
      break
    }
    for member in configuration.owners?.members.prefix(Self.mostRules) ?? [] {
      let people = member.value.string.map { [$0] } ?? member.value.strings
      add(member.key, people)
    }
  }

  /// Reads the text of a CODEOWNERS file.
  init(codeowners bytes: [UInt8]) { read(codeowners: bytes) }

  private mutating func read(codeowners bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(Self.mostRules) {
      let text = String(decoding: line, as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace).prefix { !$0.hasPrefix("#") }
      // `[Section] @team` opens a section of GitLab.
      guard let pattern = words.first, !pattern.hasPrefix("["), !pattern.hasPrefix("^[") else {
        continue
      }
      add(String(pattern), words.dropFirst().map(String.init))
    }
  }

  private mutating func add(_ pattern: String, _ people: [String]) {
    let rules = IgnoreRules(source: "owners", patterns: [pattern])
    guard !rules.isEmpty, !pattern.hasPrefix("!") else { return }
    self.rules.append(
      Rule(
        pattern: rules,
        isShallow: pattern.hasSuffix("/*"),
        owner: String(people.joined(separator: " ").prefix(Self.longestOwner))
      )
    )
  }

  /// The owner of a file, by its path relative to the root; nil where nobody is named.
  package func owner(of path: String) -> String? {
    let names = Array(path.utf8).split(separator: UInt8(ascii: "/"))
    guard !names.isEmpty else { return nil }
    let rule = rules.last { rule in
      let first = rule.isShallow ? names.count - 1 : 0
      return (first..<names.count).contains { index in
        let isFolder = index < names.count - 1
        let folder = Array(names[..<index])
        return rule.pattern.verdict(on: names[index], in: folder, isFolder: isFolder) == true
      }
    }
    guard let rule, !rule.owner.isEmpty else { return nil }
    return rule.owner
  }
}
