// What a tsconfig.json or jsconfig.json says about module names, with what it extends.

/// The settings that decide which file an import means.
///
/// All paths are relative to the root.
package struct TypeScriptConfig: Hashable, Sendable {
  /// The path of the file.
  package let path: String
  /// The folder whose files it governs.
  package let folder: String
  /// The folder that bare names are tried in.
  package var baseUrl: String?
  /// The patterns of `paths`, the longest prefix first.
  package var paths: [PathMapping] = []
  /// Folders that count as one.
  package var rootDirs: [String] = []
  /// Paths of the configurations that it references.
  package var references: [String] = []

  init(path: String) {
    self.path = path
    folder = PathText.folder(of: path)
  }

  /// Whether it says anything about module names.
  var mapsNames: Bool { baseUrl != nil || !paths.isEmpty }
}

/// One pattern of `paths` and the places that it stands for.
package struct PathMapping: Hashable, Sendable {
  /// What stands before the star, or the whole name.
  package let prefix: String
  /// What stands after the star; nil when there is none.
  package let suffix: String?
  /// Paths relative to the root, each with at most one star.
  package let targets: [String]

  init(pattern: String, targets: [String]) {
    (prefix, suffix) = Self.cut(pattern)
    self.targets = targets
  }

  /// The targets for a name, with the star filled in; empty when the pattern does not match.
  func targets(for name: String) -> [String] {
    guard matches(name) else { return [] }
    let star = star(in: name)
    return targets.map { target in
      let (before, after) = Self.cut(target)
      return after.map { before + star + $0 } ?? before
    }
  }

  /// Whether a name fits the pattern.
  func matches(_ name: String) -> Bool {
    guard let suffix else { return name == prefix }
    let bytes = name.utf8
    return bytes.count >= prefix.utf8.count + suffix.utf8.count
      && bytes.starts(with: prefix.utf8)
      && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private func star(in name: String) -> String {
    guard let suffix else { return "" }
    return PathText.text(name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count))
  }

  private static func cut(_ pattern: String) -> (String, String?) {
    guard let star = pattern.utf8.firstIndex(of: UInt8(ascii: "*")) else { return (pattern, nil) }
    return (
      PathText.text(pattern.utf8[..<star]), PathText.text(pattern.utf8[star...].dropFirst())
    )
  }
}
