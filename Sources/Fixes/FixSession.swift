// Chooses the fixes of a program that hold: each is applied, audited again, and kept only if all is well.

package import Findings

/// One run of `plimsoll fix` over the findings of a program.
///
/// Fixes that do not touch one another are tried together; what overlaps is made anew from the edited files in the next
/// round, by the rules themselves.
package struct FixSession: Sendable {
  /// Which fixes are wanted.
  private let isWanted: @Sendable (Finding) -> Bool
  private let allowsUnsafe: Bool
  /// The bytes of a file as it is on disk.
  private let read: @Sendable (String) -> [UInt8]?
  /// The audit of the program with the files that were changed.
  private let audit: @Sendable ([String: [UInt8]]) async -> Verdict

  /// Audits are what costs: after so many the rest is left for a second run.
  private let mostAudits: Int

  package init(
    allowsUnsafe: Bool,
    mostAudits: Int = 60,
    isWanted: @escaping @Sendable (Finding) -> Bool,
    read: @escaping @Sendable (String) -> [UInt8]?,
    audit: @escaping @Sendable ([String: [UInt8]]) async -> Verdict
  ) {
    self.allowsUnsafe = allowsUnsafe
    self.mostAudits = mostAudits
    self.isWanted = isWanted
    self.read = read
    self.audit = audit
  }

  /// Finds the fixes that hold, starting from the audit of the program as it is.
  package func run(from first: Verdict) async -> FixResult {
    var state = State(verdict: first)
    state.needsUnsafe = first.findings.count { finding in
      !allowsUnsafe && isWanted(finding) && finding.suppressed == nil
        && finding.fix.repair?.safety == .unsafe
    }
    while state.audits < mostAudits {
      let batch = nextBatch(state)
      guard !batch.isEmpty else { return result(state, isWhole: true) }
      await judge(batch, &state)
    }
    return result(state, isWhole: nextBatch(state).isEmpty)
  }

  private struct State {
    var verdict: Verdict
    /// Files with the fixes that were accepted.
    var files: [String: [UInt8]] = [:]
    var accepted: [Finding] = []
    var withheld: [FixResult.Withheld] = []
    var refused: Set<String> = []
    var needsUnsafe = 0
    var audits = 0
  }

  private func result(_ state: State, isWhole: Bool) -> FixResult {
    FixResult(
      files: state.files,
      accepted: state.accepted,
      withheld: state.withheld,
      needsUnsafe: state.needsUnsafe,
      isWhole: isWhole
    )
  }

  /// Fixes that can be applied together, in the order of the findings.
  private func nextBatch(_ state: State) -> [Finding] {
    var batch: [Finding] = []
    var edits: [String: [Repair.Edit]] = [:]
    for finding in state.verdict.findings {
      guard finding.suppressed == nil, isWanted(finding), let repair = finding.fix.repair,
        allowsUnsafe || repair.safety == .safe, !repair.edits.isEmpty,
        !state.refused.contains(finding.id)
      else { continue }
      // What is inserted at one place is made anew from the text with the other, so that both stand well beside
      // each other.
      let isShared = repair.edits.contains { edit in
        edits[edit.file]?.contains {
          $0.start == edit.start && $0.end == edit.end && $0.text != edit.text
            && !isNew(edit.file, state)
        } ?? false
      }
      guard !isShared else { continue }
      var tried = edits
      for edit in repair.edits { tried[edit.file, default: []].append(edit) }
      let files = Set(repair.edits.map(\.file))
      guard files.allSatisfy({ EditedText.areCompatible(tried[$0] ?? []) }) else { continue }
      edits = tried
      batch.append(finding)
    }
    return batch
  }

  /// Whether a file is one that fixes make: what goes into it follows one another.
  private func isNew(_ path: String, _ state: State) -> Bool {
    state.files[path] == nil && read(path) == nil
  }

  /// Audits a batch and takes what holds; at least one fix is taken or refused.
  private func judge(_ batch: [Finding], _ state: inout State) async {
    var batch = batch
    while !batch.isEmpty, state.audits < mostAudits {
      guard let texts = texts(of: batch, state) else {
        refuse(batch, .cannotBeApplied, &state)
        return
      }
      var files = state.files
      for (path, text) in texts { files[path] = text.new }
      let verdict = await audit(files)
      state.audits += 1
      let failures = failures(of: batch, texts, state.verdict, verdict)
      if failures.isEmpty {
        state.files = files
        state.accepted += batch
        state.verdict = verdict
        return
      }
      let failed = failures.map(\.position)
      let isSure = failures.allSatisfy(\.isSure)
      guard batch.count > 1, !isSure || failed.count < batch.count else {
        for failure in failures { refuse([batch[failure.position]], failure.reason, &state) }
        return
      }
      // What is left out here comes again in the next round, made anew from the edited files.
      let left = Set(isSure ? failed : failed.suffix(max(1, failed.count / 2)))
      let rest = batch.indices.filter { !left.contains($0) }.map { batch[$0] }
      batch = rest.isEmpty ? [batch[0]] : rest
    }
  }

  private func refuse(_ fixes: [Finding], _ reason: FixResult.Reason, _ state: inout State) {
    for finding in fixes {
      state.refused.insert(finding.id)
      state.withheld.append(FixResult.Withheld(finding: finding, reason: reason))
    }
  }

  private func texts(of batch: [Finding], _ state: State) -> [String: EditedText]? {
    var edits: [String: [Repair.Edit]] = [:]
    for edit in batch.flatMap({ $0.fix.repair?.edits ?? [] }) {
      edits[edit.file, default: []].append(edit)
    }
    var texts: [String: EditedText] = [:]
    for (path, edits) in edits {
      let old = state.files[path] ?? read(path) ?? []
      guard let text = EditedText(old, edits) else { return nil }
      texts[path] = text
    }
    return texts
  }

  /// Why one fix of a batch does not hold, or may be the reason that the batch does not.
  private struct Failure {
    let position: Int
    let reason: FixResult.Reason
    let isSure: Bool
  }

  private func failures(
    of batch: [Finding],
    _ texts: [String: EditedText],
    _ before: Verdict,
    _ after: Verdict
  ) -> [Failure] {
    let broken = Set(after.gaps.filter { before.gaps[$0.key] != $0.value }.keys)
    guard broken.isEmpty else { return suspects(broken, in: batch, .doesNotParse) }
    let comparison = Comparison(before.findings, after.findings, texts)
    let remaining = batch.indices.filter { position in
      before.findings.firstIndex(of: batch[position]).map { !comparison.gone.contains($0) } ?? true
    }
    guard remaining.isEmpty else {
      return remaining.map { Failure(position: $0, reason: .findingRemains, isSure: true) }
    }
    guard let new = comparison.new.first else { return [] }
    let what = "\(new.rule) at \(new.location.file):\(new.location.startLine)"
    let touched = Set([new.location.file] + (new.related ?? []).map(\.file))
    return suspects(touched, in: batch, .newFinding(what))
  }

  /// The fixes that change one of some files; all where none does.
  private func suspects(_ files: Set<String>, in batch: [Finding], _ reason: FixResult.Reason)
    -> [Failure]
  {
    let near = batch.indices.filter { !files.isDisjoint(with: batch[$0].editedFiles) }
    return (near.isEmpty ? Array(batch.indices) : near)
      .map { Failure(position: $0, reason: reason, isSure: false) }
  }
}

extension Finding {
  /// The files that its fix changes.
  fileprivate var editedFiles: Set<String> { Set((fix.repair?.edits ?? []).map(\.file)) }
}
