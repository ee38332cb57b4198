// The audit for code scanning.

package import Findings

/// An audit as one SARIF 2.1.0 log.
package struct SARIFReport: Sendable {
  private let audit: Audit
  private let rules: [RulePage]
  private let indexes: [String: Int]
  /// The states of the findings that a baseline does not know as they are.
  private let states: [String: String]

  /// Takes the pages of the rules that ran, for their help.
  package init(of audit: Audit, rules: [RulePage]) {
    self.audit = audit
    self.rules = rules
    states = audit.comparison?.states ?? [:]
    indexes = Dictionary(rules.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in
      first
    }
  }

  /// The log, indented and with a line end behind it.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of this room throw nothing.
  package func text() throws -> String {
    try JSONEncoding.text(of: log)
  }

  private var log: SARIFLog {
    let driver = SARIFLog.Driver(
      name: audit.tool.name,
      semanticVersion: audit.tool.version,
      rules: rules.map(\.descriptor)
    )
    return SARIFLog(runs: [
      SARIFLog.Run(
        tool: SARIFLog.Tool(driver: driver),
        invocations: [
          SARIFLog.Invocation(toolExecutionNotifications: audit.stats.skipped.map(\.notification))
        ],
        results: audit.findings.map(result) + (audit.comparison?.absent ?? []),
        properties: SARIFLog.RunProperties(score: audit.score?.value, band: audit.score?.band)
      )
    ])
  }

  private func result(_ finding: Finding) -> SARIFLog.Result {
    let steps = finding.related ?? []
    let related = steps.enumerated().map { $0.element.sarif(id: $0.offset + 1) }
    return SARIFLog.Result(
      ruleId: finding.rule,
      ruleIndex: indexes[finding.rule],
      level: finding.level,
      message: SARIFLog.Message(literally: finding.annotation),
      locations: [finding.location.sarif(id: nil)],
      relatedLocations: related.isEmpty ? nil : related,
      codeFlows: steps.isEmpty ? nil : [Self.flow(through: steps + [finding.location])],
      partialFingerprints: ["plimsollFinding/v1": finding.id],
      suppressions: finding.suppressed.map {
        [SARIFLog.Suppression(justification: Visible.text($0.reason))]
      } ?? [],
      baselineState: audit.comparison.map { _ in states[finding.id] ?? "unchanged" },
      fixes: finding.fix.sarif.map { [$0] },
      properties: SARIFLog.ResultProperties(
        id: finding.id,
        severity: finding.severity.rawValue,
        tier: finding.tier.rawValue,
        confidence: finding.confidence.rawValue,
        category: finding.category.id,
        routes: finding.routes?.map(Visible.text)
      )
    )
  }

  /// From the entry to the place that is reported.
  private static func flow(through places: [Location]) -> SARIFLog.CodeFlow {
    let locations = places.map { SARIFLog.ThreadFlowLocation(location: $0.sarif(id: nil)) }
    return SARIFLog.CodeFlow(threadFlows: [SARIFLog.ThreadFlow(locations: locations)])
  }
}

extension SARIFLog.Message {
  /// A message that is shown as it is: braces would be placeholders (§3.11.5), and brackets with a
  /// target behind them a link (§3.11.6).
  init(literally text: String) {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in Visible.text(text.split(whereSeparator: \.isNewline).joined(separator: " "))
      .unicodeScalars
    {
      if previous == "]", scalar == "(" { result.append(" ") }
      result.append(scalar)
      if scalar == "{" || scalar == "}" { result.append(scalar) }
      previous = scalar
    }
    self.init(text: String(result))
  }
}

extension Location {
  fileprivate func sarif(id: Int?) -> SARIFLog.Location {
    SARIFLog.Location(
      id: id,
      physicalLocation: SARIFLog.PhysicalLocation(
        artifactLocation: SARIFLog.ArtifactLocation(uri: Self.reference(to: file)),
        region: SARIFLog.Region(
          startLine: startLine,
          startColumn: startColumn,
          endLine: endLine,
          endColumn: endColumn
        )
      ),
      message: note.map { SARIFLog.Message(literally: $0) }
    )
  }

  /// A path as a relative URI reference (RFC 3986).
  static func reference(to path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension SkippedFile {
  fileprivate var notification: SARIFLog.Notification {
    let place = SARIFLog.PhysicalLocation(
      artifactLocation: SARIFLog.ArtifactLocation(uri: Location.reference(to: file))
    )
    return SARIFLog.Notification(
      message: SARIFLog.Message(literally: "Not read, whole or in part: \(reason)"),
      locations: [SARIFLog.Location(physicalLocation: place)]
    )
  }
}

extension RulePage {
  fileprivate var descriptor: SARIFLog.Rule {
    let help = (["\(problem)"] + sections.map { "\($0.heading): \($0.words)" }).joined(
      separator: "\n\n"
    )
    return SARIFLog.Rule(
      id: name,
      shortDescription: SARIFLog.Message(text: title),
      fullDescription: SARIFLog.Message(text: problem),
      help: SARIFLog.MarkdownMessage(text: help, markdown: markdown),
      defaultConfiguration: SARIFLog.Configuration(level: worst >= .high ? "error" : "warning"),
      properties: SARIFLog.RuleProperties(
        tags: ["performance", category.slug, category.risk.rawValue],
        precision: "high",
        worst: worst >= .high ? "error" : "warning",
        category: category.id
      )
    )
  }
}
