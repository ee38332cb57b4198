// The score of an audit with its justification, or the reason why there is none.

/// What was asked of the code; a score says so, because silence proves only what was looked for.
package struct Inquiry: Sendable, Hashable {
  /// Rules that ran.
  package var rules: Int
  /// Categories of the contract that they cover.
  package var categories: Int
  /// Whether the caller left rules out (`--only`).
  package var isPartial: Bool
  /// Routes, jobs, socket handlers and pages from which the code was followed.
  package var entries: Int

  package init(rules: Int, categories: Int, isPartial: Bool, entries: Int) {
    self.rules = rules
    self.categories = categories
    self.isPartial = isPartial
    self.entries = entries
  }
}

extension Audit {
  /// Fills `score` and `summary` from the findings.
  ///
  /// Where too little was asked or understood, there is no score, and `unknowns` says why.
  package mutating func judge(by inquiry: Inquiry) {
    let summary = AuditSummary(of: findings)
    self.summary = summary
    score = nil
    if let unknown = obstacle(of: inquiry) {
      unknowns = (unknowns ?? []) + [unknown]
    } else {
      score = Score(of: self, summary: summary, inquiry: inquiry)
    }
  }

  /// Below this share of resolved calls, silence proves nothing.
  private static var leastResolved: Double { 0.2 }

  private func obstacle(of inquiry: Inquiry) -> Unknown? {
    func unknown(_ reason: String, _ remedy: String) -> Unknown {
      Unknown(fact: "\(Unknown.scoreFact): \(reason)", neededFrom: remedy)
    }
    if inquiry.isPartial {
      return unknown("a part of the rules was asked", "an audit without --only")
    }
    if stats.files == 0 {
      return unknown("no source file could be read", "the files that stats.skipped names")
    }
    if let sites = stats.resolvedCallSites, sites.total > 0,
      Double(sites.resolved) < Self.leastResolved * Double(sites.total)
    {
      return unknown(
        "\(sites.resolved) of \(sites.total) call sites could be resolved",
        "the application's whole folder: package.json, and sources rather than build output"
      )
    }
    if inquiry.entries == 0, !findings.contains(where: { Scoring.weight(of: $0) > 0 }) {
      return unknown(
        "no route, job, socket handler or page was found",
        "the folder that holds the server's start file"
      )
    }
    return nil
  }
}

extension Unknown {
  /// How the unknown begins that stands in place of a score.
  package static var scoreFact: String { "vibe score" }
}

extension Score {
  fileprivate init(of audit: Audit, summary: AuditSummary, inquiry: Inquiry) {
    let value = Scoring.value(of: audit.findings)
    let reasons = Justification(audit: audit, summary: summary, inquiry: inquiry, value: value)
    self.init(
      value: value,
      band: Scoring.band(of: value, users: audit.loadTarget?.users ?? 1_000),
      justification: reasons.sentences
    )
  }
}
