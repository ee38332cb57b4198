// What the first load of a page brings, needed or not.

import Facts
import SourceText

/// A large package that is part of the code that every visitor loads first.
package struct EagerImport: Sendable {
  package let rule: BundleRule
  package let place: SourcePlace
  /// The file where the application begins.
  package let entry: SourcePlace
  /// Further files that import it.
  package let others: [SourcePlace]
}

extension Program {
  /// The large packages that are loaded before anything is shown, each once.
  package var eagerImports: [EagerImport] {
    guard !libraries.bundles.isEmpty else { return [] }
    let eager = firstLoad
    guard let entry = eager.entry else { return [] }
    var found: [String: [SourcePlace]] = [:]
    for item in packageImports where eager.units.contains(item.unit) {
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
      guard let rule = libraries.bundles[name], let first = found[name]?.first,
        seen.insert(first.unit).inserted
      else { return nil }
      return EagerImport(
        rule: rule,
        place: first,
        entry: begin,
        others: Array((found[name] ?? []).dropFirst().prefix(8))
      )
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
    let entries = Set(calls(playing: [.mount]).map(\.place.unit)).sorted()
      .filter { units[$0].isRunning }
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
