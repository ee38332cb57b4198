// The findings that a project lives with for now: what later audits are held against.

/// The open findings of one audit, without line numbers.
package struct Baseline: Codable, Sendable, Hashable {
  /// One finding, by what outlives edits elsewhere.
  package struct Entry: Codable, Sendable, Hashable {
    package var id: String
    package var rule: String
    package var severity: Severity
    package var file: String
    package var title: String
    /// The rule and the code of the place, wherever it stands; see `Finding.placeKey`.
    package var place: String

    package init(
      id: String,
      rule: String,
      severity: Severity,
      file: String,
      title: String,
      place: String
    ) {
      self.id = id
      self.rule = rule
      self.severity = severity
      self.file = file
      self.title = title
      self.place = place
    }

    package init(of finding: Finding) {
      self.init(
        id: finding.id,
        rule: finding.rule,
        severity: finding.severity,
        file: finding.location.file,
        title: finding.title,
        place: finding.placeKey
      )
    }
  }

  /// The only format that there is so far.
  package static var currentFormat: Int { 1 }

  package var format: Int
  package var tool: Tool
  /// By file, rule and id, so that two branches seldom change the same lines.
  package private(set) var findings: [Entry]

  package init(tool: Tool, findings: [Entry]) {
    format = Self.currentFormat
    self.tool = tool
    self.findings = findings.sorted { ($0.file, $0.rule, $0.id) < ($1.file, $1.rule, $1.id) }
  }

  /// The open findings of an audit.
  package init(of audit: Audit) {
    let open = audit.findings.filter { $0.suppressed == nil }
    self.init(tool: audit.tool, findings: open.map(Entry.init(of:)))
  }
}

extension Finding {
  /// A hash of the rule, the title and the whole lines of the place, white space apart.
  ///
  /// Neither file nor function goes in, so it is the same after the code was moved.
  package var placeKey: String {
    FindingFingerprint(rule: rule, file: "", symbol: title, code: Array(placeText.utf8)).id
  }

  private var placeText: String {
    guard let excerpt = location.excerpt else { return "" }
    let first = location.startLine - excerpt.startLine
    let last = (location.endLine ?? location.startLine) - excerpt.startLine
    return excerpt.lines.enumerated().filter { $0.offset >= first && $0.offset <= last }
      .map(\.element).joined(separator: "\n")
  }
}
