// Tells which file or package a Python import means, without touching the disk.

/// Resolves the dotted names of Python modules against the list of files.
///
/// Nothing says from which folders an application is started, so each folder above a file may be one of them; the
/// outermost that holds the module counts, and folders that are packages themselves do not.
package struct PythonModules: Sendable {
  /// Indices into `Workspace.files` by the path without its ending: `app/models`, `app/models/__init__`.
  private var modules: [String: Int] = [:]
  private var packages: Set<String> = []
  /// The same by the path in small letters; -1 where several files share it.
  private var folded: [String: Int] = [:]
  private let folders: [String]
  private var answers: [Question: Resolution] = [:]

  private struct Question: Hashable {
    let folder: String
    let name: String
  }

  /// Prepares to resolve the imports of a workspace.
  package init(_ workspace: Workspace) {
    folders = workspace.files.map { PathText.folder(of: $0.path) }
    for (index, file) in workspace.files.enumerated() where file.language == .python {
      let stem = String(file.path.dropLast(3))
      modules[stem] = index
      let small = stem.lowercased()
      folded[small] = folded[small] == nil ? index : -1
      if PathText.name(of: stem) == "__init__" { packages.insert(PathText.folder(of: stem)) }
    }
  }

  /// What a dotted name means in a file, given as an index into `Workspace.files`.
  ///
  /// Dots at the beginning lead upwards from the file's own package. A name that no file answers to is an
  /// installed package, by its first part; a relative one is missing.
  package mutating func resolve(_ name: String, from file: Int) -> Resolution {
    let question = Question(folder: folders[file], name: name)
    if let known = answers[question] { return known }
    let answer = search(name, from: folders[file])
    answers[question] = answer
    return answer
  }

  private func search(_ name: String, from folder: String) -> Resolution {
    let dots = name.utf8.prefix { $0 == UInt8(ascii: ".") }.count
    let parts = name.utf8.dropFirst(dots).split(separator: UInt8(ascii: ".")).map {
      String(Substring($0))
    }
    if dots > 0 {
      var base = folder
      for _ in 1..<dots {
        guard !base.isEmpty else { return .missing }
        base = PathText.folder(of: base)
      }
      return module(parts, in: base).map { .file($0) } ?? .missing
    }
    guard let first = parts.first else { return .missing }
    for root in roots(above: folder) {
      if let file = module(parts, in: root) { return .file(file) }
      // The package is the project's own, though this part of it is written nowhere.
      if packages.contains(PathText.appending(first, to: root)) { return .missing }
    }
    // Written where file names know no case (Windows, macOS): `checkout.models` finds `Checkout/models.py` there.
    if parts.count > 1, let file = foldedModule(parts, above: folder) { return .file(file) }
    return .package(name: first, subpath: parts.dropFirst().joined(separator: "/"))
  }

  private func foldedModule(_ parts: [String], above folder: String) -> Int? {
    for root in roots(above: folder) {
      let path = parts.reduce(root) { PathText.appending($1, to: $0) }.lowercased()
      if let file = folded[path] ?? folded[PathText.appending("__init__", to: path)], file >= 0 {
        return file
      }
    }
    return nil
  }

  private func module(_ parts: [String], in folder: String) -> Int? {
    let path = parts.reduce(folder) { PathText.appending($1, to: $0) }
    if !parts.isEmpty, let file = modules[path] { return file }
    return modules[PathText.appending("__init__", to: path)]
  }

  /// The folders from which modules may be named, the outermost first.
  private func roots(above folder: String) -> [String] {
    var roots: [String] = []
    var next = folder
    while true {
      if !packages.contains(next) {
        roots.append(next)
        if !next.isEmpty { roots.append(PathText.appending("src", to: next)) }
      }
      if next.isEmpty { break }
      next = PathText.folder(of: next)
    }
    roots.append("src")
    return roots.reversed()
  }
}
