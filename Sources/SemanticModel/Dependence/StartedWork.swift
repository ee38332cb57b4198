// Waits that set off work: what is read behind them may show what the work did.

extension AwaitStep {
  private static let words: Set<String> = ["job", "jobs", "enqueue", "queue", "task", "workflow"]

  /// Whether it hands a job over.
  var startsWork: Bool {
    NameSplit.words(of: site.calleeText).contains(where: Self.words.contains)
  }
}
