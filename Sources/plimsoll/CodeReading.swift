// What was read of the code, and what the rules find in it.

import Capacity
import Findings
import Frameworks
import Rules
import SemanticModel
import Workspace

struct CodeReading {
  let files: Int
  let bytes: Int
  private let program: Program
  private let target: Capacity.LoadTarget

  init(of workspace: Workspace, jobs: Int, progress: ProgressBar) async {
    let code = workspace.files.filter(\.language.isCode)
    let count = code.count
    files = count
    bytes = code.reduce(0) { $0 + $1.size }
    target = workspace.configuration.capacityTarget
    program = await Program.read(
      workspace,
      knowledge: Libraries.knowledge,
      jobs: jobs,
      progress: { progress.advance(to: $0, of: count) }
    )
  }

  var notUnderstood: [SkippedFile] {
    program.unread.map { SkippedFile(file: $0.path, reason: $0.reason) }
  }

  var resolvedCallSites: ResolvedCallSites? {
    let resolution = program.resolution
    return ResolvedCallSites(resolved: resolution.resolved, total: resolution.total)
  }

  func findings(of rules: RuleSelection) -> [Finding] {
    Examination(of: program, under: target).findings(rules.contains)
  }
}
