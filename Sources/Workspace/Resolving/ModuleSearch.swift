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
    for folder in [scope.folder] + twinFolders() {
      guard let path = PathText.join(folder, reference) else { continue }
      if let file = module(at: path, onlyFolder: Self.namesFolder(reference), depth: 0) {
        return .file(file)
      }
    }
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
    if let found = sourceAlias(name) { return .file(found) }
    let isAlias = Self.aliasPrefixes.contains { name.hasPrefix($0) }
    if isAlias { return AssetNames.isAsset(name) ? .asset : .missing }
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
    for path in mappedPaths(name, by: config) {
      if let path = PathText.join("", path), let file = module(at: path, depth: 0) {
        return .file(file)
      }
    }
    return nil
  }

  /// The paths that the configuration allows for a name, in order.
  func mappedPaths(_ name: String, by config: TypeScriptConfig) -> [String] {
    let exact = config.paths.lazy.filter { $0.suffix == nil }.map { $0.targets(for: name) }
    let starred = config.paths.lazy.filter { $0.suffix != nil }.map { $0.targets(for: name) }
    let targets = exact.first { !$0.isEmpty } ?? starred.first { !$0.isEmpty } ?? []
    return targets + (config.baseUrl.map { [PathText.appending(name, to: $0)] } ?? [])
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

  private static let aliasPrefixes = ["@/", "~/", "~~/"]

  /// `@/x` and `~/x` mean the sources in nearly every bundler's configuration.
  private func sourceAlias(_ name: String) -> Int? {
    sourceAliasPaths(name).lazy.compactMap { module(at: $0, depth: 0) }.first
  }

  func sourceAliasPaths(_ name: String) -> [String] {
    guard let prefix = Self.aliasPrefixes.first(where: { name.hasPrefix($0) }) else { return [] }
    let rest = String(name.dropFirst(prefix.count))
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
      if let target = index.links[String(path[..<end])] {
        return PathText.join(target, String(path[end...]))
      }
    }
    return nil
  }

  private static func namesFolder(_ reference: String) -> Bool {
    let bytes = reference.utf8
    if bytes.last == UInt8(ascii: "/") { return true }
    return bytes.suffix(2).elementsEqual("..".utf8) || bytes.elementsEqual(".".utf8)
      || bytes.suffix(2).elementsEqual("/.".utf8)
  }
}
