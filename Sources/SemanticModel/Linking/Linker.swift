// Joins the facts of all files: one name table, imports resolved.

import Facts
import Workspace

/// A file's facts before they are linked.
struct ReadFile: Sendable {
  /// Index into `Workspace.files`.
  let file: Int
  let facts: FileFacts
}

/// Makes units of files.
struct Linker {
  private let workspace: Workspace
  private var resolver: ModuleResolver
  private var pythonModules: PythonModules
  /// By index into `Workspace.files`: the unit, or -1.
  private var unitOfFile: [Int]
  private let includesTooling: Bool

  init(_ workspace: Workspace, includesTooling: Bool) {
    self.workspace = workspace
    self.includesTooling = includesTooling
    resolver = ModuleResolver(workspace)
    pythonModules = PythonModules(workspace)
    unitOfFile = Array(repeating: -1, count: workspace.files.count)
  }

  /// Links files in the order of their paths.
  mutating func link(_ files: [ReadFile], _ index: LibraryIndex, names: inout Names) -> [Unit] {
    for (unit, file) in files.enumerated() { unitOfFile[file.file] = unit }
    var units: [Unit] = []
    units.reserveCapacity(files.count)
    var functionBase = 0
    for file in files {
      let entry = workspace.files[file.file]
      units.append(
        Unit(
          path: entry.path,
          role: entry.role,
          isIncludedTool: includesTooling && entry.role == .tooling,
          facts: file.facts,
          names: names.map(file.facts.names),
          targets: file.facts.imports.map { target(of: $0, in: file, index) },
          functionBase: functionBase
        )
      )
      functionBase += file.facts.functions.count
    }
    return units
  }

  private mutating func target(
    of fact: ImportFact,
    in file: ReadFile,
    _ index: LibraryIndex
  ) -> Unit.ImportTarget {
    guard fact.kind != .absent else { return .unknown }
    let specifier = file.facts.names.string(fact.specifier)
    if file.facts.language == .python {
      return pythonTarget(of: fact, specifier, in: file, index)
    }
    if fact.isPattern {
      let suffix = file.facts.names.string(fact.suffix)
      let found = resolver.resolvePattern(prefix: specifier, suffix: suffix, from: file.file)
      return units(found)
    }
    let kind: ImportKind = fact.kind == .require ? .require : .import
    switch resolver.resolve(specifier, from: file.file, as: kind) {
    case .file(let target): return units([target])
    case .package(let name, let subpath):
      let library = index.library(exporting: name, subpath: subpath)
      return library.map { .library($0) } ?? .foreign(name)
    case .builtin(let name):
      let library = index.library(exporting: name, subpath: "")
      return library.map { .library($0) } ?? .foreign(name)
    case .asset: return .unknown
    case .missing:
      return index.library(endingSpecifier: specifier).map { .library($0) } ?? .unknown
    }
  }

  private mutating func pythonTarget(
    of fact: ImportFact,
    _ specifier: String,
    in file: ReadFile,
    _ index: LibraryIndex
  ) -> Unit.ImportTarget {
    switch pythonModules.resolve(specifier, from: file.file) {
    case .file(let target): return units([target])
    case .package(let name, let subpath) where fact.kind != .submodule:
      let library = index.library(exporting: name, subpath: subpath, in: .python)
      return library.map { .library($0) } ?? .foreign(name)
    default: return .unknown
    }
  }

  private func units(_ files: [Int]) -> Unit.ImportTarget {
    let units = files.map { unitOfFile[$0] }.filter { $0 >= 0 }
    return units.isEmpty ? .unknown : .units(units)
  }
}
