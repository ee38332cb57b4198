// The services of a repository: what runs as a process of its own, each with its own code.

import Frameworks
import SemanticModel
import Workspace

/// One application that is started on its own.
struct Service: Sendable {
  /// Its folder, relative to the root; empty for the root.
  let folder: String
  /// The name of its package, or of its folder.
  let name: String
  /// Positions in `Program.units` of all files that belong to it or that it imports.
  let units: Set<Int>
  let package: PackageManifest?
  /// The package.json of every package that its files lie in, its own first.
  let packages: [PackageManifest]
  let python: [PythonManifest]
  /// Whether it is the only one: then whatever no other package owns belongs to it.
  var isOnly = true

  /// The names under which configuration may speak of it.
  var names: [String] {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return [folder, name, Paths.name(of: folder), last].filter { !$0.isEmpty }
  }

  /// Whether most of its code is Python.
  let isPython: Bool

  /// The behind-the-name of its aspects: nothing where it is the only service.
  var label: String { isOnly ? "" : " (\(folder.isEmpty ? name : folder))" }
}

/// Finds the services of a repository.
struct ServiceSearch {
  let workspace: Workspace
  let program: Program
  let configuration: ConfigurationFiles
  /// For each unit the folder of the package that it lies in.
  private let owners: [String]
  /// The units in which some path into the code starts.
  private let entered: Set<Int>
  /// The units that another one imports.
  private let imported: Set<Int>

  init(_ workspace: Workspace, _ program: Program, _ configuration: ConfigurationFiles) {
    self.workspace = workspace
    self.program = program
    self.configuration = configuration
    let pythonFolders = Set(configuration.python.filter(\.isProject).map(\.folder))
    entered = Set(program.entries.map { $0.function.unitIndex })
    imported = Set(
      program.units.indices.filter { program.units[$0].isRunning }.flatMap(program.imports)
    )
    // Files of one folder follow one another, and have one owner.
    var last: (folder: Substring, isPython: Bool, owner: String)?
    owners = program.units.map { unit in
      let slash = unit.path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? unit.path.startIndex
      let folder = unit.path[..<slash]
      if let last, last.folder == folder, last.isPython == unit.isPython { return last.owner }
      let owner = Self.owner(of: unit.path, workspace, pythonFolders)
      last = (folder, unit.isPython, owner)
      return owner
    }
  }

  private static func owner(
    of path: String,
    _ workspace: Workspace,
    _ pythonFolders: Set<String>
  ) -> String {
    guard path.hasSuffix(".py") else { return workspace.package(of: path)?.folder ?? "" }
    var folder = path
    while !folder.isEmpty {
      folder = Paths.folder(of: folder)
      if pythonFolders.contains(folder) { return folder }
    }
    return ""
  }

  /// The services in the order of their folders; one for the whole folder where none can be told apart.
  func services() -> [Service] {
    var folders = serving.union(declaredInPython)
    // A package that another service imports is a part of that one.
    folders.subtract(parts(of: folders))
    if folders.isEmpty { folders = [mainFolder] }
    var services = folders.sorted().prefix(40).map(service)
    for position in services.indices { services[position].isOnly = services.count == 1 }
    return services
  }

  /// Folders of packages whose code answers requests or takes jobs.
  private var serving: Set<String> {
    var folders: Set<String> = []
    var timed: Set<String> = []
    for entry in program.entries {
      let unit = entry.function.unitIndex
      guard program.units[unit].isRunning else { continue }
      switch entry.kind {
      case .request, .socket: folders.insert(owners[unit])
      case .job: timed.insert(owners[unit])
      default: continue
      }
    }
    // Pages have timers too: a job counts where something of a server stands beside it.
    return folders.union(timed.intersection(foldersOfServers))
  }

  /// Folders whose code imports what only a server has.
  private var foldersOfServers: Set<String> {
    let kinds: Set<StackPart.Kind> = [.mapper, .driver, .queue, .cache, .webFramework]
    var folders: Set<String> = []
    for found in program.packageImports where !folders.contains(owners[found.unit]) {
      let parts = Stack.parts(ofPackage: found.specifier)
      let isBuiltin =
        found.specifier.hasPrefix("node:")
        || ["fs", "child_process", "net"].contains(found.specifier)
      if isBuiltin || parts.contains(where: { kinds.contains($0.kind) }) {
        folders.insert(owners[found.unit])
      }
    }
    return folders.union(
      foldersImporting(folders)
    )
  }

  /// Folders whose code imports that of others.
  private func foldersImporting(_ others: Set<String>) -> Set<String> {
    var result: Set<String> = []
    for unit in program.units.indices where program.units[unit].isRunning {
      if program.imports(of: unit).contains(where: { others.contains(owners[$0]) }) {
        result.insert(owners[unit])
      }
    }
    return result
  }

  /// Folders of Python projects that declare a web framework or a worker.
  private var declaredInPython: Set<String> {
    let hasPython = workspace.files.contains { $0.language == .python && $0.role == .source }
    guard hasPython else { return [] }
    let serving: Set<String> = [
      "fastapi", "flask", "django", "starlette", "sanic", "tornado", "litestar", "falcon", "quart",
      "aiohttp", "bottle",
    ]
    let manifests = configuration.python.filter { manifest in
      manifest.dependencies.contains { serving.contains($0.name) }
    }
    return Set(manifests.map(\.folder))
  }

  /// The folders that others of them import; of two that import each other, the smaller one.
  private func parts(of folders: Set<String>) -> Set<String> {
    var sizes: [String: Int] = [:]
    var imports: [String: Set<String>] = [:]
    for unit in program.units.indices where program.units[unit].isRunning {
      sizes[owners[unit], default: 0] += 1
      for target in program.imports(of: unit)
      where owners[target] != owners[unit] && folders.contains(owners[target]) {
        imports[owners[unit], default: []].insert(owners[target])
      }
    }
    func rank(_ folder: String) -> (Int, String) { (sizes[folder] ?? 0, folder) }
    var result: Set<String> = []
    for (importer, targets) in imports {
      for target in targets {
        let isMutual = imports[target]?.contains(importer) ?? false
        if !isMutual || rank(target) < rank(importer) { result.insert(target) }
      }
    }
    return result
  }

  /// The folder that holds most of the running code.
  private var mainFolder: String {
    var counts: [String: Int] = [:]
    for unit in program.units.indices where program.units[unit].isRunning {
      counts[owners[unit], default: 0] += 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  private func service(in folder: String) -> Service {
    let package = workspace.packages.first { $0.folder == folder }
    let python = configuration.python.filter { $0.folder == folder && $0.isProject }
    let ownName = package?.name ?? (folder.isEmpty ? workspace.name : Paths.name(of: folder))
    let all = closure(of: folder)
    let inPython = all.filter { program.units[$0].path.hasSuffix(".py") }
    let isPython =
      !python.isEmpty && (package == nil || all.isEmpty || inPython.count * 2 > all.count)
    let units = isPython ? inPython : all
    let own = isPython ? nil : package ?? (python.isEmpty ? strayManifest : nil)
    let inner = Set(units.map { owners[$0] })
    let others = workspace.packages.filter {
      ($0.folder.isEmpty || inner.contains($0.folder)) && $0.folder != own?.folder
    }
    return Service(
      folder: folder,
      name: ownName,
      units: units,
      package: own,
      packages: (own.map { [$0] } ?? []) + (own == nil ? [] : others),
      python: python,
      isPython: isPython
    )
  }

  /// The only package.json that lies where no service does, for code outside of all packages.
  private var strayManifest: PackageManifest? {
    let candidates = workspace.packages.filter { Purpose(path: $0.path) == .main }
    return candidates.count == 1 ? candidates.first : nil
  }

  /// The files of a folder's package, and those that they import.
  ///
  /// A script that nobody imports, and that neither answers nor starts anything, is no part of the service.
  private func closure(of folder: String) -> Set<Int> {
    var pending = program.units.indices.filter { owners[$0] == folder && isRoot($0) }
    var seen = Set(pending)
    while let unit = pending.popLast() {
      for target in program.imports(of: unit) where program.units[target].isRunning {
        if seen.insert(target).inserted { pending.append(target) }
      }
    }
    return seen
  }

  private func isRoot(_ unit: Int) -> Bool {
    let file = program.units[unit]
    guard file.isRunning else { return false }
    let parts = file.path.utf8.split(separator: UInt8(ascii: "/")).dropLast()
    guard
      !parts.contains(where: { part in
        part.count <= 7 && Self.servedFolders.contains(String(Substring(part)).lowercased())
      })
    else { return false }
    if file.path.hasSuffix(".py") || entered.contains(unit) || imported.contains(unit) {
      return true
    }
    let stem = Paths.name(of: file.path).prefix { $0 != "." }
    return Self.mainNames.contains(stem.lowercased())
  }

  /// Folders whose files browsers fetch.
  private static let servedFolders: Set<String> = ["public", "static", "assets", "wwwroot"]
  private static let mainNames: Set<String> = [
    "index", "main", "server", "app", "worker", "instrumentation", "start", "www", "cluster",
    "bootstrap", "entry", "root", "routes", "middleware", "proxy", "hooks",
  ]
}
