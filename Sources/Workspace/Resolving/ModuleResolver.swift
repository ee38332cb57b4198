// Tells which file, package or part of Node.js an import means.

/// What a module name stands for.
package enum Resolution: Hashable, Sendable {
  /// An index into `Workspace.files`.
  case file(Int)
  /// An installed package; the path inside it is empty for its entry.
  case package(name: String, subpath: String)
  /// A part of the runtime, without `node:`.
  case builtin(String)
  /// A file that holds no code: a style sheet, an image.
  case asset
  /// Nothing in the folder under audit.
  case missing
}

/// How a module is asked for; it selects among the conditions of `exports`.
package enum ImportKind: Hashable, Sendable {
  case `import`
  case require
}

/// Resolves module names against the list of files, without touching the disk.
///
/// The answer depends on nothing but the workspace and the arguments. Earlier answers are
/// remembered, which is why resolving mutates; each thread takes a copy of its own.
package struct ModuleResolver: Sendable {
  private let index: ModuleIndex
  /// The folders that imports have come from so far.
  private var scopes: [ModuleScope] = []
  private var scopeByFolder: [String: Int32] = [:]
  /// For each package and configuration, one of the folders that they govern.
  private var scopeByGroup: [ModuleScope.Group: Int32] = [:]
  /// For each file, the index of its folder in `scopes`; -1 when it has not been asked for.
  private var scopeOfFile: [Int32]
  private var answers: [Question: Resolution] = [:]

  private struct Question: Hashable {
    let folder: Int32
    let isTyped: Bool
    let kind: ImportKind
    let specifier: String
  }

  /// Prepares to resolve the imports of a workspace.
  package init(_ workspace: Workspace) {
    index = ModuleIndex(workspace)
    scopeOfFile = Array(repeating: -1, count: workspace.files.count)
  }

  /// What a module name means in a file, given as an index into `Workspace.files`.
  ///
  /// Never reads anything: a name that leads out of the folder is `missing`.
  package mutating func resolve(
    _ specifier: String,
    from file: Int,
    as kind: ImportKind = .import
  ) -> Resolution {
    guard index.files.indices.contains(file) else { return .missing }
    var scope = scope(of: file)
    // Only relative names depend on the folder itself: all others are asked once per package.
    if specifier.utf8.first != UInt8(ascii: ".") { scope = scopes[Int(scope)].representative }
    let isTyped = index.files[file].language.isTyped
    let question = Question(folder: scope, isTyped: isTyped, kind: kind, specifier: specifier)
    if let known = answers[question] { return known }
    let search = ModuleSearch(
      index: index,
      scope: scopes[Int(scope)],
      isTyped: isTyped,
      kind: kind
    )
    let answer = search.resolve(specifier)
    answers[question] = answer
    return answer
  }

  /// The files that a name with a hole may mean, as in `` require(`./drivers/${name}`) ``.
  ///
  /// - Parameters:
  ///   - prefix: What stands before the hole: `./drivers/`.
  ///   - suffix: What stands after it: `.js`, or nothing.
  ///   - file: The importing file, as an index into `Workspace.files`; it is no candidate.
  /// - Returns: At most 50 modules, in the order of their paths.
  package mutating func resolvePattern(prefix: String, suffix: String, from file: Int) -> [Int] {
    guard index.files.indices.contains(file) else { return [] }
    let scope = scopes[Int(scope(of: file))]
    let isTyped = index.files[file].language.isTyped
    let search = ModuleSearch(index: index, scope: scope, isTyped: isTyped, kind: .require)
    return search.candidates(prefix: prefix, suffix: suffix).filter { $0 != file }
  }

  private mutating func scope(of file: Int) -> Int32 {
    if scopeOfFile[file] >= 0 { return scopeOfFile[file] }
    let folder = PathText.folder(of: index.files[file].path)
    let scope = scopeByFolder[folder] ?? addScope(of: folder)
    scopeOfFile[file] = scope
    return scope
  }

  private mutating func addScope(of folder: String) -> Int32 {
    var ancestor = folder
    var package = index.packageByFolder[folder]
    var config = index.configByFolder[folder]
    while !ancestor.isEmpty, package == nil || config == nil {
      ancestor = PathText.folder(of: ancestor)
      package = package ?? index.packageByFolder[ancestor]
      config = config ?? index.configByFolder[ancestor]
    }
    let number = Int32(clamping: scopes.count)
    let group = ModuleScope.Group(package: package, config: config?.path)
    let representative = scopeByGroup[group] ?? number
    scopeByGroup[group] = representative
    scopes.append(
      ModuleScope(
        folder: folder,
        package: package,
        config: config,
        representative: representative
      )
    )
    scopeByFolder[folder] = number
    return number
  }
}

/// What the files of one folder have in common.
struct ModuleScope: Sendable {
  let folder: String
  /// The nearest package.json above, as an index into the packages.
  let package: Int?
  let config: TypeScriptConfig?
  /// The number of the first folder with the same package and configuration.
  let representative: Int32

  struct Group: Hashable {
    let package: Int?
    let config: String?
  }
}

/// All that resolving looks at: nothing of it changes.
struct ModuleIndex: Sendable {
  let files: [WorkspaceFile]
  let table: PathTable
  let packages: [PackageManifest]
  /// Indexes into `packages`, by folder.
  let packageByFolder: [String: Int]
  /// Indexes into `packages`, by the name that other packages of the folder import.
  let packageByName: [String: Int]
  /// The settings for the files of each folder that has any.
  let configByFolder: [String: TypeScriptConfig]
  /// Folders that Prisma writes its client to.
  let prismaOutputs: [String]
  /// What the links inside the folder lead to, by their paths.
  let links: [String: String]

  init(_ workspace: Workspace) {
    files = workspace.files
    table = workspace.table
    packages = workspace.packages
    packageByFolder = workspace.project.packageByFolder
    packageByName = workspace.project.packageByName
    configByFolder = workspace.project.configByFolder
    prismaOutputs = workspace.project.prismaOutputs
    links = workspace.links
  }
}
