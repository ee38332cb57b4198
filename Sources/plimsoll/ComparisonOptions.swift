// The flags that leave an audit what is new: a baseline, and the change since a revision.

import ArgumentParser
import Findings
import Gate
import Workspace

struct ComparisonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "List what this baseline does not know; plimsoll gate writes it.",
      valueName: "file"
    )
  )
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Only findings whose path touches lines changed since a git revision.",
      valueName: "rev"
    )
  )
  var changedSince: String?

  /// Reads what the flags name, before anything is audited.
  ///
  /// Throws a `GateError` or a `WorkspaceError` that says what cannot be read, and what to do.
  func read(in folder: String) throws -> HeldAgainst {
    var held = HeldAgainst()
    if let baseline {
      guard let bytes = try NamedFile.contents(of: baseline) else {
        throw Failure.usage(
          "--baseline \(baseline): no such file; plimsoll gate --update-baseline writes one"
        )
      }
      held.baseline = (baseline, try Baseline(json: bytes, named: baseline))
    }
    if let changedSince {
      held.change = (changedSince, try ChangedLines(of: folder, since: changedSince))
    }
    return held
  }
}

/// What an audit is held against.
struct HeldAgainst {
  var baseline: (name: String, value: Baseline)?
  var change: (revision: String, lines: ChangedLines)?

  /// Compares the audit with the baseline, then leaves it the findings that touch the change.
  func apply(to audit: inout Audit, asked: (String) -> Bool) {
    if let baseline {
      audit.comparison = Comparison(
        of: audit.findings,
        with: baseline.value,
        named: baseline.name,
        asked: asked
      )
    }
    guard let change else { return }
    audit.findings = audit.findings.filter(change.lines.touch)
    audit.summary = AuditSummary(of: audit.findings)
    guard audit.score != nil else { return }
    audit.score = nil
    audit.unknowns =
      (audit.unknowns ?? []) + [
        Unknown(
          fact:
            "\(Unknown.scoreFact): only findings whose path touches the change since \(change.revision) were kept",
          neededFrom: "an audit without --changed-since"
        )
      ]
  }
}

extension ChangedLines {
  /// Whether the place of a finding, or a step of the way that makes it true, is changed.
  func touch(_ finding: Finding) -> Bool {
    ([finding.location] + (finding.related ?? [])).contains { place in
      touches(place.file, place.startLine...max(place.startLine, place.endLine ?? place.startLine))
    }
  }
}
