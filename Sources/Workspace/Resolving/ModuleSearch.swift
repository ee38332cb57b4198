// The order in which the places of a module name are tried.

/// One question to the resolver, with all that its answer depends on.
struct ModuleSearch {
  let index: ModuleIndex
  let scope: ModuleScope
  let isTyped: Bool
  let kind: ImportKind

  /// Packages whose entries name each other end here.
  static let longestChain = 8

  func resolve(_ text: String) -> Resolution {
    switch ModuleSpecifier(text) {
    case .invalid:
      .missing
    case .builtin(let name):
      .builtin(name)
    case .url(let url):
      .package(name: url, subpath: "")
    case .relative(let reference):
      relative(reference)
    case .absolute(let reference):
      absolute(reference)
    case .internal(let name):
      mapped(name) ?? imported(name) ?? .missing
    case .bare(let name):
      named(name)
    }
  }

  private func relative(_ reference: String) -> Resolution {
    let namesFolder = Self.namesFolder(reference)
    let own = PathText.join(scope.folder, reference)
    if let own, let file = module(at: own, onlyFolder: namesFolder, depth: 0) {
      return .file(file)
    }
    for folder in twinFolders() {
      guard let path = PathText.join(folder, reference) else { continue }
      if let file = module(at: path, onlyFolder: namesFolder, depth: 0) { return .file(file) }
    }
    if let own, let found = substitute(for: own) { return found }
    return AssetNames.isAsset(reference) ? .asset : .missing
  }

  /// A path from the root of the site, as Vite writes it.
  private func absolute(_ reference: String) -> Resolution {
    let root = manifest?.folder ?? ""
    for folder in [root, PathText.appending("public", to: root), ""] {
      if let path = PathText.join(folder, reference), let file = module(at: path, depth: 0) {
        return .file(file)
      }
    }
    return AssetNames.isAsset(reference) ? .asset : .missing
  }

  private func named(_ name: String) -> Resolution {
    if let found = mapped(name) ?? aliased(name) ?? workspacePackage(name) { return found }
    if let found = sourceAlias(name) { return found }
    if Self.aliasRest(of: name) != nil { return AssetNames.isAsset(name) ? .asset : .missing }
    let parts = ModuleSpecifier.packageParts(of: name)
    return parts.package.isEmpty
      ? .missing : .package(name: parts.package, subpath: parts.subpath)
  }

  var manifest: PackageManifest? {
    scope.package.map { index.packages[$0] }
  }

  // MARK: Maps of names

  /// Through `paths` and `baseUrl` of the nearest tsconfig.json.
  private func mapped(_ name: String) -> Resolution? {
    guard let config = scope.config else { return nil }
    return place(of: mappedPaths(name, by: config).compactMap { PathText.join("", $0) })
  }

  /// The paths that the configuration allows for a name, in order.
  func mappedPaths(_ name: String, by config: TypeScriptConfig) -> [String] {
    // A name without a star counts before every pattern, and only one of them counts.
    let mapping =
      config.paths.first { $0.suffix == nil && $0.matches(name) }
      ?? config.paths.first { $0.suffix != nil && $0.matches(name) }
    let targets = mapping?.targets(for: name) ?? []
    guard let baseUrl = config.baseUrl else { return targets }
    return targets + [PathText.appending(name, to: baseUrl)]
  }

  /// Through `_moduleAliases` of the nearest package.json.
  private func aliased(_ name: String) -> Resolution? {
    guard let manifest else { return nil }
    for alias in manifest.aliases where PathText.isPath(name, within: alias.name) {
      let rest = String(decoding: name.utf8.dropFirst(alias.name.utf8.count), as: UTF8.self)
      if let path = PathText.join(manifest.folder, alias.target + "/" + rest),
        let file = module(at: path, depth: 0)
      {
        return .file(file)
      }
    }
    return nil
  }

  /// What follows `@/`, `~/` or `~~/`, which is never the name of a package.
  private static func aliasRest(of name: String) -> String? {
    let bytes = name.utf8
    guard let slash = bytes.prefix(3).firstIndex(of: UInt8(ascii: "/")),
      bytes[..<slash].elementsEqual("@".utf8)
        || (slash > bytes.startIndex && bytes[..<slash].allSatisfy { $0 == UInt8(ascii: "~") })
    else { return nil }
    return PathText.text(bytes[slash...].dropFirst())
  }

  /// `@/x` and `~/x` mean the sources in nearly every bundler's configuration.
  private func sourceAlias(_ name: String) -> Resolution? {
    place(of: sourceAliasPaths(name))
  }

  /// The first of some paths at which there is a module, or will be once the client is generated.
  private func place(of paths: [String]) -> Resolution? {
    for path in paths {
      if let file = module(at: path, depth: 0) { return .file(file) }
    }
    return paths.lazy.compactMap(generatedClient).first
  }

  func sourceAliasPaths(_ name: String) -> [String] {
    guard let rest = Self.aliasRest(of: name) else { return [] }
    let root = manifest?.folder ?? ""
    return [PathText.appending("src", to: root), root, PathText.appending("app", to: root)]
      .compactMap { PathText.join($0, rest) }
  }

  /// The folders that `rootDirs` makes one with the importing one.
  private func twinFolders() -> [String] {
    guard let config = scope.config, !config.rootDirs.isEmpty,
      let own = config.rootDirs.first(where: { PathText.isPath(scope.folder, within: $0) }),
      let rest = PathText.path(scope.folder, relativeTo: own)
    else { return [] }
    return config.rootDirs.filter { $0 != own }.map { PathText.appending(rest, to: $0) }
  }

  // MARK: Files and folders

  /// The module at a path: a file, with or without extension, or a folder with an entry.
  func module(at path: String, onlyFolder: Bool = false, depth: Int) -> Int? {
    if !onlyFolder, let file = index.table.module(at: path, fromTyped: isTyped) { return file }
    guard depth < Self.longestChain else { return nil }
    if let package = index.packageByFolder[path],
      let entry = entry(of: index.packages[package], depth: depth + 1)
    {
      return entry
    }
    if let file = index.table.module(at: PathText.appending("index", to: path), fromTyped: isTyped)
    {
      return file
    }
    return linked(path).flatMap { module(at: $0, onlyFolder: onlyFolder, depth: depth + 1) }
  }

  /// The path with its first link replaced by what that leads to; nil when there is none on it.
  private func linked(_ path: String) -> String? {
    guard !index.links.isEmpty else { return nil }
    var end = path.utf8.startIndex
    while end < path.utf8.endIndex {
      let next = path.utf8[end...].dropFirst().firstIndex(of: UInt8(ascii: "/"))
      end = next ?? path.utf8.endIndex
      if let target = index.links[PathText.text(path.utf8[..<end])] {
        return PathText.join(target, PathText.text(path.utf8[end...]))
      }
    }
    return nil
  }

  /// `.`, `..` and what ends in them or in a slash.
  private static func namesFolder(_ reference: String) -> Bool {
    let bytes = reference.utf8
    guard let last = bytes.last else { return false }
    if last == UInt8(ascii: "/") { return true }
    guard last == UInt8(ascii: ".") else { return false }
    let rest = bytes.dropLast()
    let before = rest.last == UInt8(ascii: ".") ? rest.dropLast().last : rest.last
    return before.map { $0 == UInt8(ascii: "/") } ?? true
  }
}
