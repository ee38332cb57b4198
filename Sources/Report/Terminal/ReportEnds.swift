// What stands above the findings and below them.

import Findings

extension Page {
  /// What was read, and how well it was understood.
  mutating func header(of audit: Audit) {
    let stats = audit.stats
    let size = "\(Amount.counted(stats.files, "file")), \(Amount.size(stats.bytes))"
    paragraph(
      "read \(audit.project.caption): \(size), in \(Amount.time(milliseconds: stats.milliseconds))",
      lead: [Span("plimsoll \(audit.tool.version) ", .strong)]
    )
    if let sites = stats.resolvedCallSites, sites.total > 0 {
      let share = Amount.share(sites.resolved, of: sites.total)
      let of = "\(Amount.grouped(sites.resolved)) of \(Amount.grouped(sites.total))"
      line(Span("\(of) call sites resolved (\(share))", .faint))
    }
    blank()
  }

  /// The findings that people accepted, with their reasons.
  mutating func suppressions(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    line(Span("Suppressed", .strong))
    for finding in findings {
      paragraph(
        finding.suppressed?.reason ?? "",
        lead: [
          Span("  \(finding.location.link)", .cyan), Span("  \(finding.rule)  "),
        ]
      )
    }
    blank()
  }

  /// The files that were not read, or not whole; at most `most` of them.
  mutating func skipped(_ files: [SkippedFile], most: Int) {
    guard !files.isEmpty else { return }
    line(Span("Skipped, whole or in part", .strong))
    let shown = files.prefix(most)
    let widest = min(48, shown.map { Visible.width(of: Visible.text($0.file)) }.max() ?? 0)
    for skipped in shown {
      let gap = max(0, widest - Visible.width(of: Visible.text(skipped.file))) + 2
      paragraph(
        skipped.reason,
        lead: [Span("  \(skipped.file)" + String(repeating: " ", count: gap))],
        tint: .faint
      )
    }
    if files.count > most {
      line(Span("  … and \(Amount.grouped(files.count - most)) more: --details", .faint))
    }
    blank()
  }

  /// What is new and what is gone since an earlier audit.
  mutating func changes(_ change: AuditChange) {
    blank()
    paragraph(change.headline, lead: [Span("Changed: ", .strong)])
    if let score = change.score {
      line(Span("  score \(Amount.score(score.before)) before, \(Amount.score(score.after)) now"))
    }
    for finding in change.new {
      paragraph(finding.title, lead: [Span("  new   ", finding.severity.tint)])
      line(Span("        \(finding.location.link)", .cyan))
    }
    for finding in change.gone {
      paragraph(finding.title, lead: [Span("  gone  ", .green)])
      line(Span("        \(finding.location.link)", .cyan))
    }
    blank()
  }

  /// The last line: what it comes to.
  mutating func totals(_ findings: [Finding], suppressed: Int, skipped: Int) {
    let tail = [
      suppressed > 0 ? "\(Amount.grouped(suppressed)) suppressed" : nil,
      skipped > 0 ? "\(Amount.counted(skipped, "path")) skipped" : nil,
    ].compactMap(\.self)
    let rest = tail.isEmpty ? "." : "; \(tail.joined(separator: ", "))."
    guard !findings.isEmpty else { return line(Span("No findings", .strongGreen), Span(rest)) }
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(Amount.grouped(count)) \(severity.rawValue)"
    }
    let doubtful = findings.count { $0.tier == .suspicious }
    let doubt = doubtful > 0 ? " (\(Amount.grouped(doubtful)) to be checked)" : ""
    paragraph(
      "\(counts.joined(separator: ", "))\(doubt)\(rest)",
      lead: [Span("\(Amount.counted(findings.count, "finding")): ", .strong)]
    )
  }
}

extension Page {
  /// What the baseline keeps out of the list, and what it has that is gone.
  mutating func baseline(_ comparison: Comparison?) {
    guard let comparison else { return }
    paragraph(
      "Against \(comparison.baseline): \(Amount.grouped(comparison.new.count)) new, "
        + "\(Amount.grouped(comparison.worse.count)) worse, "
        + "\(Amount.grouped(comparison.known.count)) known and not listed, "
        + "\(Amount.grouped(comparison.fixed.count)) fixed.",
      tint: .faint
    )
  }
}

extension Project {
  /// The folder as the user named it; its name, where that says nothing.
  fileprivate var caption: String { root == "." ? name ?? root : root }
}
