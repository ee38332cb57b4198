// Lists as people say them.

import Findings

extension [Location] {
  /// Each place once, in the order of the first.
  var uniqued: [Location] {
    var seen: Set<Location> = []
    return filter { seen.insert($0).inserted }
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var listed: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }

  /// Each text once, in the order of the first.
  var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
