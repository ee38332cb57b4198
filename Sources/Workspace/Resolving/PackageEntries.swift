// Which file of a package of the folder its name, or a path inside it, means.

import ConfigSyntax

extension ModuleSearch {
  /// A package of the same workspace, or the importing package under its own name.
  ///
  /// A client that is itself named `react` and depends on `react` means the other one.
  func workspacePackage(_ name: String) -> Resolution? {
    let (package, subpath) = ModuleSpecifier.packageParts(of: name)
    let own = scope.package.flatMap { index.packages[$0].name == package ? $0 : nil }
    guard let number = own ?? index.packageByName[package] else { return nil }
    let manifest = index.packages[number]
    if number == scope.package, manifest.dependency(package) != nil { return nil }
    if let file = file(of: manifest, subpath: subpath, depth: 0) { return .file(file) }
    return AssetNames.isAsset(subpath) ? .asset : nil
  }

  /// Through `imports` of the nearest package.json: `#database`.
  func imported(_ name: String) -> Resolution? {
    guard let manifest, let imports = manifest.imports else { return nil }
    for target in ExportMap(imports, kind: kind).targets(for: name) {
      if target.utf8.first == UInt8(ascii: ".") {
        if let file = self.target(target, of: manifest) { return .file(file) }
      } else if case .builtin(let builtin) = ModuleSpecifier(target) {
        return .builtin(builtin)
      } else if case .bare(let bare) = ModuleSpecifier(target) {
        let parts = ModuleSpecifier.packageParts(of: bare)
        return workspacePackage(bare) ?? .package(name: parts.package, subpath: parts.subpath)
      }
    }
    return nil
  }

  private func file(of manifest: PackageManifest, subpath: String, depth: Int) -> Int? {
    if let exports = manifest.exports {
      let name = subpath.isEmpty ? "." : "./" + subpath
      for target in ExportMap(exports, kind: kind).targets(for: name) {
        if let file = self.target(target, of: manifest) { return file }
      }
    }
    if subpath.isEmpty { return entry(of: manifest, depth: depth + 1) }
    guard let path = PathText.join(manifest.folder, subpath) else { return nil }
    return module(at: path, depth: depth + 1) ?? source(of: path, in: manifest)
      ?? PathText.join(PathText.appending("src", to: manifest.folder), subpath)
      .flatMap { module(at: $0, depth: depth + 1) }
  }

  /// What `require` of the package's folder gives.
  func entry(of manifest: PackageManifest, depth: Int) -> Int? {
    let declared = [manifest.source, manifest.main, manifest.module].compactMap { $0 }
    for main in declared {
      guard let path = PathText.join(manifest.folder, main) else { continue }
      // A `main` that means its own folder would lead back here.
      let found = path == manifest.folder ? nil : module(at: path, depth: depth)
      if let file = preferringSource(found, at: path, in: manifest) { return file }
    }
    for name in ["index", "src/index", "src/main", "lib/index"] {
      let path = PathText.appending(name, to: manifest.folder)
      if let file = index.table.module(at: path, fromTyped: isTyped) { return file }
    }
    return manifest.types.flatMap { target($0, of: manifest) }
  }

  /// A path that `exports` or `imports` names; those that leave the package are refused.
  private func target(_ target: String, of manifest: PackageManifest) -> Int? {
    guard let inside = PathText.join("", target),
      let path = PathText.join(manifest.folder, inside)
    else { return nil }
    let found = index.table.module(at: path, fromTyped: isTyped)
    return preferringSource(found, at: path, in: manifest)
  }

  /// The source of a path when the path is missing or was written by a build.
  private func preferringSource(_ found: Int?, at path: String, in manifest: PackageManifest)
    -> Int?
  {
    if let found, index.files[found].role != .generated,
      index.files[found].role != .declaration
    {
      return found
    }
    return source(of: path, in: manifest) ?? found
  }

  /// `dist/esm/index.js` → `src/index.ts`, where the first is not there.
  ///
  /// With `onlyOutput`, the path must begin with a folder that nothing but builds write.
  func source(
    of path: String,
    in manifest: PackageManifest,
    onlyOutput: Bool = false
  ) -> Int? {
    guard let inside = PathText.path(path, relativeTo: manifest.folder) else { return nil }
    var segments = inside.split(separator: "/")
    if onlyOutput, !segments.starts(with: ["dist"]), !segments.starts(with: ["build"]),
      !segments.starts(with: ["out"])
    {
      return nil
    }
    var removed = 0
    while removed < 3, segments.count > 1, Self.outputFolders.contains(segments[0]) {
      segments.removeFirst()
      removed += 1
    }
    let rest = segments.joined(separator: "/")
    let places = removed == 0 ? ["src"] : ["src", "", "source"]
    for place in places {
      let folder = PathText.appending(place, to: manifest.folder)
      let candidate = PathText.appending(rest, to: folder)
      if let file = index.table.module(at: Self.asScript(candidate), fromTyped: isTyped),
        index.files[file].role != .declaration
      {
        return file
      }
    }
    return nil
  }

  /// `index.d.ts` in an output folder stands for `index.ts`.
  private static func asScript(_ path: String) -> String {
    guard let (stem, known) = ModuleExtension.split(path), known != .json else { return path }
    return String(decoding: path.utf8.prefix(stem), as: UTF8.self)
  }

  private static let outputFolders: Set<Substring> = [
    "dist", "build", "lib", "out", "output", "esm", "cjs", "es", "umd", "types", "module",
    "commonjs", "node", "_esm", "_cjs", "main", "production",
  ]
}
