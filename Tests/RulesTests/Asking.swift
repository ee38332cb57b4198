// Asks the rules of a project that exists in memory.

import Capacity
import DataModel
import Findings
import Frameworks
import Rules
import SemanticModel
import Workspace

/// What one rule says of a project, and what is wrong with the project's suppressions.
func findings(of rule: String, in files: [String: String]) async -> [Finding] {
  let program = await Program.read(
    Workspace(files: files),
    knowledge: Libraries.knowledge,
    jobs: 1
  )
  return Examination(of: DataModel.finished(program), under: .standard).findings { $0 == rule }
}

extension [Finding] {
  /// Where they start, in order.
  var spots: [Spot] {
    map {
      Spot(
        file: $0.location.file,
        line: $0.location.startLine,
        column: $0.location.startColumn ?? 0
      )
    }
    .sorted()
  }
}
