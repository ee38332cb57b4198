// What was read of the code, and what the rules find in it.

import Findings
import Workspace

struct CodeReading {
  let files: Int
  let bytes: Int
  let notUnderstood: [SkippedFile] = []
  let resolvedCallSites: ResolvedCallSites? = nil

  init(of workspace: Workspace, jobs: Int, progress: ProgressBar) async {
    let code = workspace.files.filter(\.language.isCode)
    files = code.count
    bytes = code.reduce(0) { $0 + $1.size }
  }

  func findings(of rules: RuleSelection) -> [Finding] { [] }
}
