// Pages of those who run the application: a handful of people see them.

import SourceText

extension Program {
  /// What says that only administrators see a component: a part of the path of its file, of what it asks for, or its
  /// own name; nil for what users see.
  package func administration(of component: FunctionRef, asking path: RequestPath? = nil)
    -> String?
  {
    let words = libraries.rareWords.paths
    let parts =
      [units[component.unitIndex].path, path?.path ?? ""].flatMap { $0.split(separator: "/") }
    return (parts.map(String.init) + [name(of: component)]).first {
      !words.isDisjoint(with: NameSplit.words(of: $0))
    }
  }
}
