// Other tools' results beside our findings: what both found is told once.

package import Findings

extension Audit {
  /// Takes in what another tool found: what we found too becomes its evidence, the rest findings to be checked.
  ///
  /// `folder` is the absolute path of the audited folder, where that is at hand; `serves` tells the files that
  /// users wait for from tests and tools.
  package mutating func join(
    _ log: ForeignLog,
    folder: String? = nil,
    serves: (String) -> Bool = { _ in true }
  ) {
    let paths = ForeignPath(in: self, folder: folder, paths: log.results.map(\.path))
    var joining = ForeignJoining(findings)
    for result in log.results {
      joining.take(result, at: paths.file(result.path), serves: serves)
    }
    findings = joining.findings.settled()
    let tools = Set(log.results.map(\.tool)).sorted().joined(separator: ", ")
    func add(_ count: Int, _ what: String, _ needed: String) {
      guard count > 0 else { return }
      let fact = "\(Amount.counted(count, "result")) of \(tools) \(what)"
      unknowns = (unknowns ?? []) + [Unknown(fact: fact, neededFrom: needed)]
    }
    add(joining.meaningless, "say nothing of load, and were left out", "\(tools) itself shows them")
    add(joining.elsewhere, "lie outside the folder, and were left out", "a log made in the folder")
    add(
      joining.idle,
      "lie in tests and tools, which no user waits for, and were left out",
      "an audit with --include-tooling"
    )
    add(log.dropped, "were too many, and were left out", "a log with fewer rules")
  }
}

/// Joins results one by one, in time that grows with their number alone.
private struct ForeignJoining {
  private(set) var findings: [Finding]
  /// Results of rules that are no matter of load.
  private(set) var meaningless = 0
  /// Results outside the folder.
  private(set) var elsewhere = 0
  /// Results in files that serve nobody.
  private(set) var idle = 0
  private var byLine: [Line: [Int]] = [:]

  private struct Line: Hashable {
    let file: String
    let number: Int
  }

  /// Of a long place only the beginning says where it is.
  private static let mostLines = 12
  /// More evidence of one kind says nothing more.
  private static let mostEvidence = 4

  init(_ findings: [Finding]) {
    self.findings = findings
    for index in findings.indices { note(index) }
  }

  private mutating func note(_ index: Int) {
    let finding = findings[index]
    for place in [finding.location] + (finding.related ?? []) {
      for line in Self.lines(place.startLine, place.endLine) {
        byLine[Line(file: place.file, number: line), default: []].append(index)
      }
    }
  }

  private static func lines(_ start: Int, _ end: Int?) -> ClosedRange<Int> {
    start...max(start, min(end ?? start, start + mostLines))
  }

  mutating func take(_ result: ForeignResult, at file: String?, serves: (String) -> Bool) {
    let meaning = ForeignMeaning.categories(of: result)
    guard let category = meaning.first else {
      meaningless += 1
      return
    }
    guard let file else {
      elsewhere += 1
      return
    }
    guard serves(file) else {
      idle += 1
      return
    }
    let finding = Finding(of: result, category: category, file: file)
    for line in Self.lines(result.startLine, result.endLine) {
      let same = byLine[Line(file: file, number: line)]?.first { index in
        let known = findings[index]
        return known.rule == finding.rule
          || (category != .other && meaning.contains(known.category))
      }
      guard let same else { continue }
      return addEvidence(of: result, to: same)
    }
    findings.append(finding)
    note(findings.count - 1)
  }

  private mutating func addEvidence(of result: ForeignResult, to index: Int) {
    var evidence = findings[index].evidence ?? []
    let proof = Evidence(
      kind: .static,
      verdict: .confirmed,
      figures: ["\(result.rule): \(result.message)"],
      source: "\(result.caption), line \(result.startLine)"
    )
    guard evidence.count < Self.mostEvidence, !evidence.contains(proof),
      findings[index].rule != result.name
    else { return }
    evidence.append(proof)
    findings[index].evidence = evidence
  }
}

extension ForeignResult {
  /// `ruff 0.9.1`.
  fileprivate var caption: String { version.isEmpty ? tool : "\(tool) \(version)" }

  /// The rule as findings name it: `ruff/S113`.
  fileprivate var name: String {
    let parts = [tool, rule].map { text in
      let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      return words.joined(separator: "-")
    }
    return "\(parts[0].lowercased())/\(parts[1])"
  }
}

extension Finding {
  fileprivate init(of result: ForeignResult, category: Category, file: String) {
    let message = MachineText.line(result.message, most: 300)
    let words = message.isEmpty ? "\(result.rule) of \(result.tool)" : message
    let isMild = result.level == "note" || result.level == "none" || category == .other
    self.init(
      id: FindingFingerprint(
        rule: result.name,
        file: file,
        symbol: "",
        code: result.message.utf8
      ).id,
      rule: result.name,
      category: category,
      severity: isMild ? .monitor : .medium,
      tier: .suspicious,
      confidence: .low,
      location: Location(file: file, startLine: result.startLine, endLine: result.endLine),
      title: MachineText.line(words, most: 120),
      problem:
        "\(result.tool) reports \(result.rule): \(words) It judges the place alone: how often it runs, "
        + "and for whom, this audit could not confirm.",
      impact: Impact(estimate: "not computed: \(result.tool) names no cost", confidence: .low),
      verify: Verify(
        steps:
          "Follow the place to the route or job that reaches it, and measure that one under load."
      ),
      fix: Remedy("What \(result.tool) asks for under \(result.rule)."),
      tradeOff: "None that \(result.tool) names.",
      confirm: "whether requests reach the place, and how often it runs for each",
      monitorThreshold: isMild ? "as soon as a request waits for it" : nil,
      effortHours: Effort(low: 0.5, high: 2)
    )
  }
}
