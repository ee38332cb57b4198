// Whether a file speaks of something by name.

import Facts

extension Program {
  /// Whether one of some words is a name in the code of a file.
  package func isNamed(oneOf words: Set<String>, in unit: Int) -> Bool {
    !units[unit].facts.names.ids(of: words).isEmpty
  }
}
