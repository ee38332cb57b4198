// What was read of the code, before anything is judged.

import DataModel
import Findings
import Frameworks
import SemanticModel
import Workspace

struct CodeReading {
  let program: Program
  let files: Int
  let bytes: Int

  init(
    of workspace: Workspace,
    jobs: Int,
    includesTooling: Bool,
    progress: ProgressBar
  ) async {
    let scripts = workspace.files.count(where: \.language.isScript)
    let code = await Program.read(
      workspace,
      knowledge: Libraries.knowledge,
      jobs: jobs,
      includesTooling: includesTooling
    ) { done in
      progress.advance(to: done, of: scripts)
    }
    program = DataModel.finished(code, jobs: jobs)
    // The process ends soon after its report: freeing a million facts first would only take time.
    _ = unsafe Unmanaged.passRetained(program)
    files = program.units.count
    bytes = Self.size(of: program.units, in: workspace)
  }

  /// The bytes of the files that were read, which lie in the order of the folder's.
  private static func size(of units: [Unit], in workspace: Workspace) -> Int {
    var next = 0
    var size = 0
    for file in workspace.files where next < units.count && file.path == units[next].path {
      size += file.size
      next += 1
    }
    return size
  }

  /// Files that were not read, or not whole.
  var notUnderstood: [SkippedFile] {
    program.unread.map { SkippedFile(file: $0.path, reason: $0.reason) }
  }

  /// Where the load comes in.
  var entries: Int { program.servingEntries }

  var resolvedCallSites: ResolvedCallSites {
    ResolvedCallSites(resolved: program.resolution.resolved, total: program.resolution.total)
  }
}
