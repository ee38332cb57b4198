// What the first load of a page brings, needed or not.

import Facts
import SourceText
import Workspace

/// A large package that is part of the code that every visitor loads first.
package struct EagerImport: Sendable {
  package let rule: BundleRule
  package let place: SourcePlace
  /// The file where the application begins.
  package let entry: SourcePlace
  /// Further files that import it, the first few.
  package let others: [SourcePlace]
  /// How many files of the first load import it.
  package let importers: Int
  /// The page whose code it is part of; nil where every page loads it.
  package let page: String?
}

extension Program {
  /// The large packages that are loaded before anything is shown, each once.
  package var eagerImports: [EagerImport] {
    guard !libraries.bundles.isEmpty else { return [] }
    let eager = firstLoad
    guard let entry = eager.entry else { return importsOfFilePages }
    return heavyImports(of: eager.units, from: entry, page: nil)
  }

  /// The large packages among what some files import, each once.
  func heavyImports(of files: Set<Int>, from entry: Int, page: String?) -> [EagerImport] {
    var found: [String: [SourcePlace]] = [:]
    var loaded: Set<String> = []
    for item in packageImports where files.contains(item.unit) && !isForTypes(item) {
      if isStatic(item) { loaded.insert(Self.package(of: item.specifier)) }
      guard libraries.bundles[item.specifier] != nil, isStatic(item) else { continue }
      found[item.specifier, default: []].append(item.place)
    }
    let whole = FunctionRef(unit: entry, id: FileFacts.module)
    let begin = SourcePlace(
      unit: entry,
      span: units[entry].facts.functions[whole.id.index].nameSpan
    )
    var seen: Set<Int> = []
    return found.keys.sorted().compactMap { name in
      // A package and its wrapper for components stand in one file, and are one matter.
      guard let rule = libraries.bundles[name], !isKept(rule, by: loaded),
        let first = found[name]?.first,
        seen.insert(first.unit).inserted
      else { return nil }
      return EagerImport(
        rule: rule,
        place: first,
        entry: begin,
        others: Array((found[name] ?? []).dropFirst().prefix(8)),
        importers: Set((found[name] ?? []).map(\.unit)).count,
        page: page
      )
    }
  }

  /// The package of a specifier: `antd` of `antd/lib/select`, `@mui/material` of `@mui/material/Button`.
  private static func package(of specifier: String) -> String {
    specifier.split(separator: "/").prefix(specifier.hasPrefix("@") ? 2 : 1).joined(separator: "/")
  }

  /// Whether another package of the first load needs it in the version that is asked for: it stays in any case.
  private func isKept(_ rule: BundleRule, by loaded: Set<String>) -> Bool {
    rule.keepers.contains { keeper in
      guard loaded.contains(keeper.package) else { return false }
      guard let until = keeper.until else { return true }
      return workspace.packages.contains { manifest in
        let digits = manifest.dependency(keeper.package)?.version.drop { !$0.isNumber }
          .prefix(while: \.isNumber)
        return digits.flatMap { Int($0) }.map { $0 < until } ?? false
      }
    }
  }

  /// Whether TypeScript leaves an import out, because only types of it are used.
  private func isForTypes(_ item: PackageImport) -> Bool {
    let facts = units[item.unit].facts
    guard [".ts", ".tsx"].contains(where: units[item.unit].path.hasSuffix) else { return false }
    let names = Set(
      facts.symbols.indices.filter {
        facts.symbols[$0].kind == .import
          && item.place.span.contains(facts.symbols[$0].declaration)
      }
    )
    guard !names.isEmpty else { return false }
    let types = facts.values.filter { $0.kind == .type }.map(\.span)
    return !facts.values.contains { value in
      value.kind == .symbol && names.contains(Int(value.a))
        && !types.contains { $0.contains(value.span) }
    }
  }

  private func isStatic(_ item: PackageImport) -> Bool {
    units[item.unit].facts.imports.contains {
      $0.span == item.place.span && ($0.kind == .static || $0.kind == .require)
    }
  }

  /// The files that the browser loads before it shows anything, from where an application is put into the page.
  ///
  /// Frameworks that split the code by routes themselves have no such place.
  private var firstLoad: (entry: Int?, units: Set<Int>) {
    let entries = startUnits.sorted()
    var seen = Set(entries)
    var queue = entries
    while let unit = queue.popLast() {
      let file = units[unit]
      for index in file.facts.imports.indices.dropFirst() {
        guard
          file.facts.imports[index].kind == .static || file.facts.imports[index].kind == .require,
          case .units(let targets) = file.targets[index]
        else { continue }
        for target in targets where seen.insert(target).inserted { queue.append(target) }
      }
    }
    return (entries.first, seen)
  }
}
