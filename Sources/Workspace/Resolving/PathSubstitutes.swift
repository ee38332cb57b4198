// What a path means where no file of the folder lies.

extension ModuleSearch {
  /// An installed package, a generated client, or the source of a build's output.
  func substitute(for path: String) -> Resolution? {
    if let package = installed(path) ?? generatedClient(path) { return package }
    return manifest.flatMap { source(of: path, in: $0, onlyOutput: true) }.map(Resolution.file)
  }

  /// The client that Prisma writes when the application is built.
  func generatedClient(_ path: String) -> Resolution? {
    guard let output = index.prismaOutputs.first(where: { PathText.isPath(path, within: $0) })
    else { return nil }
    let rest = PathText.path(path, relativeTo: output) ?? ""
    let isEntry = rest.isEmpty || rest.utf8.starts(with: "client".utf8) || rest == "index"
    return .package(name: "@prisma/client", subpath: isEntry ? "" : rest)
  }

  /// `../node_modules/name/path`, as people write it who distrust the resolution of names.
  private func installed(_ path: String) -> Resolution? {
    let segments = path.utf8.split(separator: UInt8(ascii: "/"))
    guard let place = segments.lastIndex(where: { $0.elementsEqual("node_modules".utf8) }) else {
      return nil
    }
    let name = segments[(place + 1)...].map { PathText.text($0) }.joined(separator: "/")
    let parts = ModuleSpecifier.packageParts(of: name)
    if parts.package.isEmpty { return nil }
    // Prisma's package only re-exports what it writes here.
    if parts.package == ".prisma" { return .package(name: "@prisma/client", subpath: "") }
    return .package(name: parts.package, subpath: parts.subpath)
  }
}
