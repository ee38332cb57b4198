// What came of a run of fixes.

package import Findings

/// The fixes that hold, and those that do not.
package struct FixResult: Sendable {
  /// The files that change, with all that is in them afterwards.
  package let files: [String: [UInt8]]
  /// The findings that the changes mend, in the order in which they were made.
  package let accepted: [Finding]
  package let withheld: [Withheld]
  /// How many more fixes change what the code does.
  package let needsUnsafe: Int
  /// Whether nothing was left for a second run.
  package let isWhole: Bool

  /// A fix that the gate kept back.
  package struct Withheld: Sendable {
    package let finding: Finding
    package let reason: Reason
  }

  package enum Reason: Sendable, Hashable {
    case cannotBeApplied
    case doesNotParse
    case findingRemains
    /// The rule and place of what would come.
    case newFinding(String)
  }

  /// Each accepted fix as a patch of the files as they were, by the id of its finding among the `findings` before.
  ///
  /// A fix that was made anew behind another one has none: it needs that one.
  package func patches(of findings: [Finding], read: (String) -> [UInt8]?) -> [String: String] {
    let accepted = Set(accepted.map(\.id))
    var patches: [String: String] = [:]
    for finding in findings where accepted.contains(finding.id) {
      let edits = Dictionary(grouping: finding.fix.repair?.edits ?? [], by: \.file)
      let diffs = edits.sorted { $0.key < $1.key }.map { path, edits -> String? in
        let old = read(path)
        return EditedText(old ?? [], edits)
          .flatMap { UnifiedDiff(path: path, old: old, new: $0.new).text }
      }
      guard !diffs.contains(nil) else { continue }
      patches[finding.id] = diffs.compactMap(\.self).joined()
    }
    return patches
  }

  /// One line for standard error: how many fixes were kept back, and why.
  package var note: String? {
    guard !withheld.isEmpty else { return nil }
    var counts: [(text: String, count: Int)] = []
    for reason in withheld.map(\.reason.text) {
      if let known = counts.firstIndex(where: { $0.text == reason }) {
        counts[known].count += 1
      } else {
        counts.append((reason, 1))
      }
    }
    let reasons = counts.map { "\($0.count) \($0.text)" }.joined(separator: "; ")
    return "\(withheld.count) \(withheld.count == 1 ? "fix" : "fixes") withheld: \(reasons)"
  }
}

extension FixResult.Reason {
  fileprivate var text: String {
    switch self {
    case .cannotBeApplied: "could not be applied to the file"
    case .doesNotParse: "would leave code that does not parse"
    case .findingRemains: "would not remove the finding"
    case .newFinding(let what): "would bring a new finding (\(what))"
    }
  }
}
