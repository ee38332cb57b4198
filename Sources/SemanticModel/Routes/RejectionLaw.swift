// What a framework does with a rejected promise of a handler, by its version and its patches.

import Workspace

/// Says per file what becomes of rejections.
struct RejectionLaw {
  /// By library name: the first major version that looks after them; absent where all do.
  private let firstForwarding: [String: Int]
  private let isPatched: Bool
  private let units: [Unit]
  /// Folders with their dependencies on frameworks that once lost rejections, deepest first.
  private let versions: [(folder: String, library: String, major: Int)]

  init(_ units: [Unit], _ index: LibraryIndex, _ workspace: Workspace) {
    self.units = units
    var first: [String: Int] = [:]
    var patches: Set<Int> = []
    var versions: [(folder: String, library: String, major: Int)] = []
    for (position, library) in index.libraries.enumerated() {
      if library.importRole == .asyncErrors { patches.insert(position) }
      guard let rule = library.losesRejectionsBefore else { continue }
      first[library.name] = rule.major
      for manifest in workspace.packages {
        guard let major = manifest.dependency(rule.package)?.major
        else { continue }
        versions.append((manifest.folder, library.name, major))
      }
    }
    firstForwarding = first
    self.versions = versions.sorted { $0.folder.utf8.count > $1.folder.utf8.count }
    isPatched = units.contains { unit in
      unit.isRunning
        && unit.targets.contains { target in
          if case .library(let library) = target { return patches.contains(library) }
          return false
        }
    }
  }

  func rejections(in unit: Int, of framework: String) -> Rejections {
    guard let first = firstForwarding[framework], !isPatched else { return .forwarded }
    let path = units[unit].path
    let version = versions.first {
      $0.library == framework && ($0.folder.isEmpty || path.hasPrefix($0.folder + "/"))
    }
    guard let version else { return .unknown }
    return version.major >= first ? .forwarded : .lost
  }
}
