// Statements that give one row to one route: short work, wherever it is done.

import SemanticModel

extension CallSite {
  /// The name of the call, where it reads one row by its key for one route only.
  var rowOfOneRoute: String? {
    guard Self.oneRowReads.contains(calledName), let approach,
      program.routes(of: approach).count == 1
    else { return nil }
    return calledName
  }

  private static let oneRowReads: Set<String> = [
    "get", "get_one", "get_by_id", "get_by_slug", "get_or_none", "find_one", "find_by_id", "first",
    "one", "one_or_none", "scalar_one", "scalar_one_or_none", "scalar",
  ]
}
