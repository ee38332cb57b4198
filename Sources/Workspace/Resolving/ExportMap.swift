// Reads `exports` and `imports` of a package.json.

import ConfigSyntax

/// The targets that a map of names allows, in the order in which they are tried.
struct ExportMap {
  private let map: ConfigValue
  /// The members that are looked at: each import asks all of them.
  private let members: ArraySlice<ConfigMember>
  private let kind: ImportKind

  /// Conditions that name uncompiled sources: a source is what an audit wants.
  private static let sourceConditions: Set<String> = ["source", "development", "typescript", "ts"]
  private static let runtimeConditions: Set<String> = [
    "node", "default", "module", "module-sync", "browser", "bun", "production",
  ]
  private static let deepest = 16
  private static let mostTargets = 64
  private static let mostMembers = 2000

  init(_ map: ConfigValue, kind: ImportKind) {
    self.map = map
    members = map.members.prefix(Self.mostMembers)
    self.kind = kind
  }

  /// The targets for `.`, `./sub/path` or `#name`, with stars filled in.
  func targets(for name: String) -> [String] {
    guard members.contains(where: { isName($0.key) }) else {
      return name == "." ? targets(in: map) : []
    }
    if let exact = members.last(where: { $0.key == name }) { return targets(in: exact.value) }
    for member in patterns() {
      guard let star = PathMapping(pattern: member.key, targets: ["*"]).targets(for: name).first
      else { continue }
      return targets(in: member.value).map { fill($0, with: star) }
    }
    return []
  }

  /// Keys that begin so are names, all others are conditions.
  private func isName(_ key: String) -> Bool {
    key.utf8.first == UInt8(ascii: ".") || key.utf8.first == UInt8(ascii: "#")
  }

  /// The keys with a star, and the folders of old (`./lib/`), the longest first.
  private func patterns() -> [ConfigMember] {
    let starred = members.compactMap { member -> ConfigMember? in
      if member.key.utf8.contains(UInt8(ascii: "*")) { return member }
      guard member.key.utf8.last == UInt8(ascii: "/") else { return nil }
      return ConfigMember(key: member.key + "*", line: member.line, value: member.value)
    }
    return starred.sorted { $0.key.utf8.count > $1.key.utf8.count }
  }

  private func fill(_ target: String, with star: String) -> String {
    if target.utf8.last == UInt8(ascii: "/") { return target + star }
    return target.split(separator: "*", omittingEmptySubsequences: false).joined(separator: star)
  }

  private func targets(in value: ConfigValue) -> [String] {
    var targets: [String] = []
    collect(value, depth: 0, into: &targets)
    return targets
  }

  private func collect(_ value: ConfigValue, depth: Int, into targets: inout [String]) {
    guard depth < Self.deepest, targets.count < Self.mostTargets else { return }
    switch value {
    case .string(let target):
      targets.append(target)
    case .array(let items):
      for item in items { collect(item.value, depth: depth + 1, into: &targets) }
    case .object(let members):
      // Types come last: they say least about what the code does.
      for rank in 0...2 {
        for member in members where self.rank(of: member.key) == rank {
          collect(member.value, depth: depth + 1, into: &targets)
        }
      }
    case .null, .bool, .number:
      return
    }
  }

  private func rank(of condition: String) -> Int {
    if Self.sourceConditions.contains(condition) { return 0 }
    let wanted = kind == .import ? "import" : "require"
    return condition == wanted || Self.runtimeConditions.contains(condition) ? 1 : 2
  }
}
