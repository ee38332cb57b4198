// Rows that a session holds already: who asks for one of them by its key again, asks nobody.

import SemanticModel

extension RepeatedCall {
  private static let keyReads: Set<String> = ["get", "get_or_404", "get_one", "one_or_404"]

  /// Whether all turns ask SQLAlchemy for the same row by its key: from the second turn on, the session answers it
  /// from its own memory, unless a turn commits.
  func isHeldBySession(in program: Program) -> Bool {
    guard path.isEmpty, site.library == "SQLAlchemy" || site.library == "Flask-SQLAlchemy",
      Self.keyReads.contains(site.calledName), isAlike(in: program),
      case .loop(let loop) = repetition.kind
    else { return false }
    return program.commit(in: loop) == nil
  }
}
