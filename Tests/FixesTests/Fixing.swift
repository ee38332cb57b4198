// Fixes of a project that exists in memory, through the same gate as the command's.

import Capacity
import DataModel
import Findings
import Fixes
import Frameworks
import Rules
import SemanticModel
import Workspace

/// What becomes of a project when the fixes of one rule, or of all, are applied.
func fixed(
  _ files: [String: String],
  rule: String? = nil,
  unsafe: Bool = false
) async -> (files: [String: String], result: FixResult) {
  let workspace = Workspace(files: files)
  let session = FixSession(
    allowsUnsafe: unsafe,
    isWanted: { rule == nil || $0.rule == rule },
    read: { files[$0].map { Array($0.utf8) } },
    audit: { await verdict(workspace.replacing($0)) }
  )
  let result = await session.run(from: await verdict(workspace))
  var texts = files
  for (path, bytes) in result.files { texts[path] = String(decoding: bytes, as: UTF8.self) }
  return (texts, result)
}

private func verdict(_ workspace: Workspace) async -> Verdict {
  let code = await Program.read(workspace, knowledge: Libraries.knowledge, jobs: 1)
  let examination = Examination(of: DataModel.finished(code), under: .standard)
  return Verdict(
    findings: examination.findings { _ in true }.settled(),
    gaps: Dictionary(
      code.unread.map { ($0.path, $0.reason) },
      uniquingKeysWith: { first, _ in first }
    )
  )
}
