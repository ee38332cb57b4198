// What a file is for, judged by its path below the root.

/// Tells the running application from its tests, tools and foreign code.
///
/// Only the path relative to the root counts, so that an application kept in a folder called
/// `examples/test` is still an application. Words that are also trades (“test”, “seed”, “vendor”,
/// “fixture”) lose their meaning below folders that are named after a trade: `routes/test/`.
struct RoleRules: Sendable {
  /// Folders that hold a manifest; the root always counts as one.
  private let packageFolders: Set<String>

  private static let manifests: Set<String> = [
    "package.json", "pyproject.toml", "setup.py", "requirements.txt",
  ]

  init(paths: some Sequence<String>) {
    var folders: Set<String> = [""]
    for path in paths where Self.manifests.contains(PathText.name(of: path)) {
      folders.insert(PathText.folder(of: path))
    }
    packageFolders = folders
  }

  func role(of path: String) -> FileRole {
    let place = Place(path, packageFolders: packageFolders)
    if place.name.hasSuffix(".d.ts") || place.name.hasSuffix(".d.mts")
      || place.name.hasSuffix(".d.cts")
    {
      return .declaration
    }
    if isVendored(place) { return .vendored }
    if isGenerated(place) { return .generated }
    if isTest(place) { return .test }
    return isTooling(place) ? .tooling : .source
  }

  private func isVendored(_ place: Place) -> Bool {
    let isServed = place.folders.contains { Words.served.contains($0.name) }
    if isServed, Words.libraries.contains(where: { place.isNamed(after: $0) }) { return true }
    return place.folders.contains { folder in
      switch folder.name {
      case "bower_components", "jspm_packages", "third_party", "third-party", "3rdparty": true
      case "vendor", "vendors", "plugins":
        folder.parent.map { Words.served.contains($0) } ?? (folder.name != "plugins")
      default: false
      }
    }
  }

  private func isGenerated(_ place: Place) -> Bool {
    if place.folders.contains(where: { $0.name == "generated" || $0.name == "__generated__" }) {
      return true
    }
    if place.words.dropFirst().contains(where: { Words.generatedMarks.contains($0) }) {
      return true
    }
    return Words.generatedEndings.contains { place.stem.hasSuffix($0) }
  }

  private func isTest(_ place: Place) -> Bool {
    if place.words.dropFirst().contains(where: { Words.testMarks.contains($0) }) { return true }
    if place.isPython {
      if place.stem.hasPrefix("test_") || place.stem.hasSuffix("_test") || place.stem == "conftest"
      {
        return true
      }
    } else if Words.testNames.contains(place.stem) {
      return true
    }
    return place.folders.contains { folder in
      if Words.testOnlyFolders.contains(folder.name) { return true }
      guard Words.testFolders.contains(folder.name) else { return false }
      return place.isPython || !folder.isBelowTrade
    }
  }

  private func isTooling(_ place: Place) -> Bool {
    if place.folders.contains(where: isToolFolder) { return true }
    if place.name.hasPrefix("."), place.name.hasSuffix("rc.js") || place.name.hasSuffix("rc.cjs") {
      return true
    }
    let isBelowTrade = place.folders.last.map { Words.trades.contains($0.name) } ?? false
    if Words.toolNames.contains(place.stem), !isBelowTrade { return true }
    if place.words.dropFirst().contains(where: { Words.toolMarks.contains($0) }) { return true }
    if place.words.count > 1,
      place.words.dropFirst().contains("config") || place.words.last == "conf"
    {
      let isTool = place.words.first.map { Words.configuredTools.contains($0) } ?? false
      let isService = place.words.first.map { Words.configuredServices.contains($0) } ?? false
      return isTool || (place.isAtPackageLevel && !isService)
    }
    if place.words.first == "webpack", place.words.count > 1 { return true }
    return place.isAtPackageLevel && Words.topToolNames.contains(place.stem)
  }

  private func isToolFolder(_ folder: Place.Folder) -> Bool {
    if Words.toolOnlyFolders.contains(folder.name) { return true }
    if Words.toolFolders.contains(folder.name) {
      return !folder.isBelowTrade && !folder.isServed
    }
    return folder.isAtPackageLevel && Words.topToolFolders.contains(folder.name)
  }
}

/// A path cut into what the rules ask for, in lower case.
private struct Place {
  struct Folder {
    let name: String
    let parent: String?
    /// Whether it lies directly in the root or beside a manifest.
    let isAtPackageLevel: Bool
    /// Whether the folder above groups code by trade: `routes/`, `models/`.
    let isBelowTrade: Bool
    /// Whether some folder above holds what browsers fetch.
    let isServed: Bool
  }

  let name: String
  /// The name without its last extension.
  let stem: String
  /// The name cut at its dots, without the last extension.
  let words: [String]
  let folders: [Folder]
  let isAtPackageLevel: Bool
  let isPython: Bool

  init(_ path: String, packageFolders: Set<String>) {
    let segments = path.split(separator: "/").map { $0.lowercased() }
    name = segments.last ?? ""
    words = name.split(separator: ".").dropLast(name.contains(".") ? 1 : 0).map(String.init)
    stem = words.joined(separator: ".")
    isPython = name.hasSuffix(".py")
    isAtPackageLevel = packageFolders.contains(PathText.folder(of: path))
    var folders: [Folder] = []
    var prefix = ""
    var isServed = false
    for (original, segment) in zip(path.split(separator: "/"), segments.dropLast()) {
      let parent = folders.last?.name
      folders.append(
        Folder(
          name: segment,
          parent: parent,
          isAtPackageLevel: packageFolders.contains(prefix),
          isBelowTrade: parent.map { Words.trades.contains($0) } ?? false,
          isServed: isServed
        )
      )
      isServed = isServed || Words.served.contains(segment)
      prefix = PathText.appending(String(original), to: prefix)
    }
    self.folders = folders
  }

  /// Whether the name is `library.js`, `library-1.2.js` or `library.min.js`.
  func isNamed(after library: String) -> Bool {
    guard stem.utf8.starts(with: library.utf8) else { return false }
    let rest = stem.utf8.dropFirst(library.utf8.count)
    guard let next = rest.first else { return true }
    let isVersion = rest.dropFirst().first.map { 0x30...0x39 ~= $0 } ?? false
    return next == UInt8(ascii: ".") || (next == UInt8(ascii: "-") && isVersion)
  }
}
