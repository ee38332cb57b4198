// Everything that the folder's own package and TypeScript configuration says.

import ConfigSyntax

/// Packages, workspaces and TypeScript settings, read once when a workspace is opened.
struct ProjectSettings: Sendable {
  private(set) var packages: [PackageManifest] = []
  /// Indexes into `packages`, by folder.
  private(set) var packageByFolder: [String: Int] = [:]
  /// Indexes into `packages`, by the name that other packages of the folder import.
  private(set) var packageByName: [String: Int] = [:]
  private(set) var typeScriptConfigs: [TypeScriptConfig] = []
  /// The settings that count in a folder which has some.
  private(set) var configByFolder: [String: TypeScriptConfig] = [:]
  /// Folders that Prisma writes its client to, relative to the root.
  private(set) var prismaOutputs: [String] = []
  private(set) var diagnostics: [WorkspaceDiagnostic] = []

  /// Reads what the files say, through a closure that gives the text of a path.
  init(files: [WorkspaceFile], read: @escaping (String) -> [UInt8]?) {
    readPackages(files, read: read)
    readTypeScriptConfigs(files, read: read)
    for file in files where file.language == .prisma {
      prismaOutputs += PrismaOutput.folders(of: read(file.path) ?? [], at: file.path)
    }
  }

  private mutating func readPackages(_ files: [WorkspaceFile], read: (String) -> [UInt8]?) {
    for file in files where file.language == .json && file.isNamed("package.json") {
      guard let bytes = read(file.path) else { continue }
      let manifest = PackageManifest(path: file.path, bytes: bytes)
      note(manifest.diagnostics, at: file.path)
      packageByFolder[manifest.folder] = packages.count
      packages.append(manifest)
    }
    var members = WorkspaceMembers(packages: packages)
    for file in files where file.language == .json || file.language == .yaml {
      switch PathText.name(of: file.path) {
      case "pnpm-workspace.yaml":
        guard let bytes = read(file.path) else { continue }
        let document = ConfigDocument(yaml: bytes)
        note(document.diagnostics, at: file.path)
        members.add(document, at: file.path)
      case "lerna.json":
        guard let bytes = read(file.path) else { continue }
        members.add(ConfigDocument(json: bytes), at: file.path)
      default:
        continue
      }
    }
    packageByName = members.indexByName()
  }

  private mutating func readTypeScriptConfigs(
    _ files: [WorkspaceFile],
    read: @escaping (String) -> [UInt8]?
  ) {
    let folders = packageByName.mapValues { packages[$0].folder }
    var reader = TypeScriptConfigReader(packageFolders: folders, read: read)
    var ranks: [String: Int] = [:]
    for file in files where file.language == .json {
      guard let rank = Self.rank(ofConfigNamed: PathText.name(of: file.path)) else { continue }
      let config = reader.config(at: file.path)
      typeScriptConfigs.append(config)
      guard config.mapsNames || !config.rootDirs.isEmpty else { continue }
      if rank < ranks[config.folder] ?? .max {
        ranks[config.folder] = rank
        configByFolder[config.folder] = config
      }
    }
    diagnostics += reader.diagnostics
  }

  /// How much a configuration counts beside others of its folder, 0 most; nil for other files.
  ///
  /// `tsconfig.base.json` and `tsconfig.app.json` count only where `tsconfig.json` maps no names.
  private static func rank(ofConfigNamed name: String) -> Int? {
    switch name {
    case "tsconfig.json": 0
    case "jsconfig.json": 1
    default: name.hasPrefix("tsconfig.") && name.hasSuffix(".json") ? 2 : nil
    }
  }

  private mutating func note(_ problems: [ConfigDiagnostic], at path: String) {
    // The first complaint says where the file goes wrong; those after it often follow from it.
    for problem in problems.prefix(1) {
      diagnostics.append(
        WorkspaceDiagnostic(path: path, line: problem.line, message: problem.message)
      )
    }
  }
}
