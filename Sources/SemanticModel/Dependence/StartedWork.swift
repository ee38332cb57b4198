// Calls that set off work or change something: what is read behind them may show it.

extension CallSite {
  private static let work: Set<String> = ["job", "jobs", "enqueue", "queue", "task", "workflow"]

  /// Whether nobody knows what it does, or it hands a job over.
  var mayChangeAnything: Bool {
    resolved.status == .unresolved
      || NameSplit.words(of: calleeText).contains(where: Self.work.contains)
  }

  private static let changes: Set<String> = [
    "add", "clear", "create", "delete", "increment", "insert", "mark", "remove", "reset", "save",
    "set", "store", "toggle", "update", "upsert",
  ]

  /// Whether its name says that it changes something, and the query behind it does not say that it only reads.
  var changesByName: Bool {
    guard let first = NameSplit.words(of: calledName).first, Self.changes.contains(first) else {
      return false
    }
    return resolved.targets.contains { target in
      let way = program.path(from: program.units.number(target), kinds: [.query])
      return way.last?.effects.contains { $0.kind == .query && $0.verb == "query" } ?? false
    }
  }
}
