// Calls that set off work: what is read behind them may show what the work did.

extension CallSite {
  private static let work: Set<String> = ["job", "jobs", "enqueue", "queue", "task", "workflow"]

  /// Whether it hands a job over.
  var startsWork: Bool {
    NameSplit.words(of: calleeText).contains(where: Self.work.contains)
  }
}
