// Fixes that a program can apply, and how a result stands to a baseline.

import Findings

extension SARIFLog {
  struct Fix: Encodable {
    let description: Message
    let artifactChanges: [ArtifactChange]
  }

  struct ArtifactChange: Encodable {
    let artifactLocation: ArtifactLocation
    let replacements: [Replacement]
  }

  struct Replacement: Encodable {
    let deletedRegion: Region
    let insertedContent: Content
  }

  struct Content: Encodable {
    let text: String
  }
}

extension Remedy {
  /// The fix's edits; nil where only words describe it.
  var sarif: SARIFLog.Fix? {
    guard let diff = diff.flatMap(UnifiedDiff.init) else { return nil }
    return SARIFLog.Fix(
      description: SARIFLog.Message(literally: description),
      artifactChanges: diff.files.map { file in
        SARIFLog.ArtifactChange(
          artifactLocation: SARIFLog.ArtifactLocation(uri: Location.reference(to: file.path)),
          replacements: file.replacements.map(\.sarif)
        )
      }
    )
  }
}

extension UnifiedDiff.Replacement {
  /// From the first column of its first line to the first column behind its last one (§3.30.2).
  fileprivate var sarif: SARIFLog.Replacement {
    SARIFLog.Replacement(
      deletedRegion: SARIFLog.Region(
        startLine: start,
        startColumn: 1,
        endLine: start + count,
        endColumn: 1
      ),
      insertedContent: SARIFLog.Content(text: inserted.map { $0 + "\n" }.joined())
    )
  }
}

extension Comparison {
  /// The state of each finding (§3.27.24); what nobody compares, because it is accepted, is as it was.
  var states: [String: String] {
    var states: [String: String] = [:]
    for id in new { states[id] = "new" }
    for finding in worse { states[finding.id] = "updated" }
    return states
  }

  /// What was fixed since the baseline, without a line, because nobody knows where it would stand.
  var absent: [SARIFLog.Result] {
    fixed.map { entry in
      SARIFLog.Result(
        ruleId: entry.rule,
        ruleIndex: nil,
        level: entry.severity.level,
        message: SARIFLog.Message(literally: "Fixed since the baseline: \(entry.title)"),
        locations: [
          SARIFLog.Location(
            physicalLocation: SARIFLog.PhysicalLocation(
              artifactLocation: SARIFLog.ArtifactLocation(uri: Location.reference(to: entry.file))
            )
          )
        ],
        relatedLocations: nil,
        codeFlows: nil,
        partialFingerprints: ["plimsollFinding/v1": entry.id],
        suppressions: [],
        baselineState: "absent",
        fixes: nil,
        properties: nil
      )
    }
  }
}
