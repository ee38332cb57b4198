// Files that nothing asks for.

import Facts
import SourceText
import Workspace

extension Program {
  /// Whether a component's effect is the only way to a call, and nobody imports the file that holds it.
  ///
  /// An effect runs when its component is shown; a component that no file takes is never shown.
  package func isInUnusedFile(_ site: CallSite) -> Bool {
    let kinds = reachability.kinds[Int(units.number(site.function))]
    guard kinds.isDisjoint(with: [EntryKinds(.request), EntryKinds(.socket)]) else { return false }
    return isUnused(site.place.unit)
  }

  /// Whether nobody imports a file of the browser, and no framework loads it by its place.
  package func isUnused(_ unit: Int) -> Bool {
    // Nearly every file is imported, which is told at once.
    guard !importedUnits.contains(unit) else { return false }
    let own = FunctionRef(unit: unit, id: FileFacts.module)
    let isForBrowser = saysBrowser(units[unit].facts)
    let isEntered = units[unit].facts.functions.indices.contains { position in
      let number = units.number(FunctionRef(unit: unit, id: FunctionID(position)))
      let own = (entriesByFunction[number] ?? []).filter { $0.call == nil }
      // Whatever returns markup counts as a page; one that a framework loads by its place counts twice. A file that
      // says that it runs in the browser counts once more for that, and is not loaded because of it.
      return own.count > (isForBrowser ? 2 : 1) || own.contains { $0.kind != .render }
    }
    let shows = calls(in: own).contains {
      let site = call(at: $0)
      return site.plays(.mount) || ["render", "mount", "hydrate"].contains(site.calleeName)
    }
    return !isEntered && !shows
  }

  /// Whether `"use client"` is among the directives with which a file begins.
  func saysBrowser(_ facts: FileFacts) -> Bool {
    let body = facts.functions[FileFacts.module.index]
    for position in body.firstValue.index..<max(body.firstValue.index, body.endValue.index) {
      let value = facts.values[position]
      if value.kind == .absent { continue }
      guard value.kind == .string else { return false }
      if facts.names.isText("use client", NameID(value.a)) { return true }
    }
    return false
  }

  /// The files that others import, but for lists of exports that nobody asks.
  package var importedUnits: Set<Int> {
    answers.importedUnits.value {
      let all = imported(except: [])
      let lists = units.indices.filter { !all.contains($0) && isListOfExports($0) }
      return lists.isEmpty ? all : imported(except: Set(lists))
    }
  }

  private func imported(except lists: Set<Int>) -> Set<Int> {
    var isImported = Array(repeating: false, count: units.count)
    for (position, unit) in units.enumerated() where !lists.contains(position) {
      for case .units(let found) in unit.targets { for one in found { isImported[one] = true } }
    }
    return Set(units.indices.filter { isImported[$0] })
  }

  /// Whether a file does nothing but hand on what others export; the one of a whole package may be asked from outside.
  private func isListOfExports(_ position: Int) -> Bool {
    let unit = units[position]
    guard table.calls(of: position).isEmpty,
      unit.facts.functions.count <= FileFacts.module.index + 1, unit.path.holds("index.")
    else { return false }
    let parts = unit.path.split(separator: "/")
    guard parts.last?.hasPrefix("index.") ?? false, !unit.path.hasSuffix(".py") else {
      return false
    }
    let folder = parts.dropLast().joined(separator: "/")
    let package = workspace.package(of: unit.path)?.folder ?? ""
    return folder != package && folder != (package.isEmpty ? "src" : package + "/src")
      && folder != (package.isEmpty ? "lib" : package + "/lib")
  }
}
