// Which packages of the folder can import each other by name.

import ConfigSyntax

/// Finds the members of npm, Yarn, pnpm and Lerna workspaces.
struct WorkspaceMembers {
  let packages: [PackageManifest]
  /// The globs of each workspace, by the folder of the file that declares it.
  private var globs: [(folder: String, patterns: [String])] = []

  init(packages: [PackageManifest]) {
    self.packages = packages
    for manifest in packages where !manifest.workspaces.isEmpty {
      globs.append((manifest.folder, manifest.workspaces))
    }
  }

  /// Adds what a pnpm-workspace.yaml or lerna.json declares.
  mutating func add(_ document: ConfigDocument, at path: String) {
    let patterns = document.value["packages"]?.strings ?? []
    if !patterns.isEmpty { globs.append((PathText.folder(of: path), patterns)) }
  }

  /// The index of the package that each name stands for; of equal names the first path counts.
  func indexByName() -> [String: Int] {
    var indexes: [String: Int] = [:]
    for (index, manifest) in packages.enumerated() {
      guard let name = manifest.name, indexes[name] == nil, isMember(manifest) else { continue }
      indexes[name] = index
    }
    for (name, index) in linked() where indexes[name] == nil { indexes[name] = index }
    return indexes
  }

  private func isMember(_ manifest: PackageManifest) -> Bool {
    globs.contains { workspace in
      guard let path = PathText.path(manifest.folder, relativeTo: workspace.folder), !path.isEmpty
      else { return false }
      return Self.isMatched(path, by: workspace.patterns)
    }
  }

  private static func isMatched(_ path: String, by patterns: [String]) -> Bool {
    guard let segments = PathSegments(path) else { return false }
    var isMatched = false
    for pattern in patterns.prefix(1000) {
      let isNegated = pattern.utf8.first == UInt8(ascii: "!")
      if isMatched != isNegated { continue }
      let text = isNegated ? String(pattern.dropFirst()) : pattern
      guard let normalised = PathText.join("", text) else { continue }
      if GlobPattern(normalised).matches(segments) { isMatched = !isNegated }
    }
    return isMatched
  }

  /// Packages that another one names by their folder: `"file:../shared"`.
  private func linked() -> [(name: String, index: Int)] {
    var byFolder: [String: Int] = [:]
    for (index, manifest) in packages.enumerated() { byFolder[manifest.folder] = index }
    return packages.flatMap { manifest in
      manifest.dependencies.compactMap { dependency in
        guard let colon = dependency.version.utf8.firstIndex(of: UInt8(ascii: ":")),
          ["file", "link", "portal"].contains(dependency.version[..<colon]),
          let folder = PathText.join(
            manifest.folder,
            PathText.text(dependency.version.utf8[colon...].dropFirst())
          ),
          let index = byFolder[folder]
        else { return nil }
        return (dependency.name, index)
      }
    }
  }
}
