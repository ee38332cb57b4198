// Joins the facts of all files: one name table, imports resolved.

import Facts
import Workspace

/// A file's facts before they are linked, with what its reader could already say of the program.
struct ReadFile: Sendable {
  /// Index into `Workspace.files`.
  let file: Int
  let facts: FileFacts
  let index: FileIndex
  /// The names of the file, as numbers of its reader.
  let names: [Name]
  /// What each import leads to.
  let imports: [ReadImport]
  /// Which reader it was.
  var reader = 0
}

/// Where an import leads, before files are units and packages are libraries.
enum ReadImport: Sendable {
  case nothing
  case found(Resolution)
  case files([Int])
}

extension ModuleResolver {
  /// What the imports of a file lead to.
  mutating func imports(of facts: FileFacts, from file: Int) -> [ReadImport] {
    facts.imports.map { fact in
      guard fact.kind != .absent else { return .nothing }
      let specifier = facts.names.string(fact.specifier)
      if fact.isPattern {
        let suffix = facts.names.string(fact.suffix)
        return .files(resolvePattern(prefix: specifier, suffix: suffix, from: file))
      }
      let kind: ImportKind = fact.kind == .require ? .require : .import
      return .found(resolve(specifier, from: file, as: kind))
    }
  }
}

extension PythonModules {
  /// What the imports of a file lead to.
  mutating func imports(of facts: FileFacts, from file: Int) -> [ReadImport] {
    facts.imports.map { fact in
      guard fact.kind != .absent else { return .nothing }
      switch resolve(facts.names.string(fact.specifier), from: file) {
      case .file(let target): return .files([target])
      case .package where fact.kind == .submodule: return .nothing
      case .package(let name, let subpath):
        return .found(.package(name: name, subpath: subpath))
      default: return .nothing
      }
    }
  }
}

/// Makes units of files.
struct Linker {
  private let workspace: Workspace
  /// By index into `Workspace.files`: the unit, or -1.
  private var unitOfFile: [Int]
  private let includesTooling: Bool

  init(_ workspace: Workspace, includesTooling: Bool) {
    self.workspace = workspace
    self.includesTooling = includesTooling
    unitOfFile = Array(repeating: -1, count: workspace.files.count)
  }

  /// By file, in the order of their paths: what its imports lead to.
  mutating func targets(of reading: SourceReading.Result, _ packages: LibraryPackages)
    -> [[Unit.ImportTarget]]
  {
    for (unit, file) in reading.files.enumerated() { unitOfFile[file.file] = unit }
    return reading.files.map { targets(of: $0, packages) }
  }

  private func targets(of file: ReadFile, _ packages: LibraryPackages) -> [Unit.ImportTarget] {
    file.imports.enumerated().map { target(of: $1, at: $0, in: file, packages) }
  }

  /// Links files in the order of their paths.
  func link(
    _ reading: SourceReading.Result,
    _ targets: [[Unit.ImportTarget]],
    _ index: LibraryIndex
  ) -> [Unit] {
    var units: [Unit] = []
    units.reserveCapacity(reading.files.count)
    var functionBase = 0
    let allNames = reading.files.map { reading.translations[$0.reader].names($0.names) }
    let running = runningNames(reading, allNames, index)
    for (position, file) in reading.files.enumerated() {
      let entry = workspace.files[file.file]
      let names = allNames[position]
      units.append(
        Unit(
          path: entry.path,
          role: entry.role,
          isIncludedTool: includesTooling && entry.role == .tooling,
          facts: file.facts,
          index: file.index.counting(
            readsOf: { running.contains(names[$0.index]) },
            in: file.facts
          ),
          names: names,
          targets: targets[position],
          functionBase: functionBase
        )
      )
      functionBase += file.facts.functions.count
    }
    return units
  }

  /// The members that run code when they are read, by what the classes of all files declare.
  private func runningNames(
    _ reading: SourceReading.Result,
    _ names: [[Name]],
    _ index: LibraryIndex
  ) -> Set<Name> {
    var running = RunningNames(index, reading.names)
    for (file, own) in zip(reading.files, names) where file.facts.language == .python {
      running.add(file.facts, names: own)
    }
    return running.names
  }

  private func target(
    of found: ReadImport,
    at position: Int,
    in file: ReadFile,
    _ packages: LibraryPackages
  ) -> Unit.ImportTarget {
    let isPython = file.facts.language == .python
    switch found {
    case .nothing: return .unknown
    case .found(.package(let name, let subpath)) where isPython:
      let library = packages.library(exporting: name, subpath: subpath, in: .python)
      return library.map { .library($0) } ?? .foreign(name)
    case .files(let targets): return units(targets)
    case .found(.file(let target)): return units([target])
    case .found(.package(let name, let subpath)):
      return packages.library(exporting: name, subpath: subpath).map { .library($0) }
        ?? .foreign(name)
    case .found(.builtin(let name)):
      return packages.library(exporting: name, subpath: "").map { .library($0) }
        ?? .foreign(name)
    case .found(.asset): return .unknown
    case .found(.missing):
      let specifier = file.facts.names.string(file.facts.imports[position].specifier)
      return packages.library(endingSpecifier: specifier).map { .library($0) } ?? .unknown
    }
  }

  private func units(_ files: [Int]) -> Unit.ImportTarget {
    let units = files.map { unitOfFile[$0] }.filter { $0 >= 0 }
    return units.isEmpty ? .unknown : .units(units)
  }
}

/// How one reader's numbers of names become those of the program.
struct NameTranslation: Sendable {
  /// Numbers below this are the same for all.
  let shared: Int
  let others: [Name]

  static var none: NameTranslation { NameTranslation(shared: .max, others: []) }

  func names(_ names: [Name]) -> [Name] {
    guard shared != .max else { return names }
    return names.map { Int($0.raw) < shared ? $0 : others[Int($0.raw) - shared] }
  }
}
