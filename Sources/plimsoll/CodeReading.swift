// What was read of the code, and what the rules find in it.

import Capacity
import DataModel
import Environment
import Findings
import Frameworks
import Rules
import SemanticModel
import Workspace

struct CodeReading {
  private let program: Program
  /// What the code runs on.
  let environment: Environment
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
    program = DataModel.finished(code)
    environment = Environment(of: workspace, program: program)
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

  /// Every query call site; `nil` where there is none.
  var queries: [QuerySite]? {
    let sites = QueryListing(of: program).sites
    return sites.isEmpty ? nil : sites
  }

  /// Every route, with what one request costs; `nil` where there is none.
  var routes: [RouteCost]? {
    let routes = RouteListing(of: program).routes
    return routes.isEmpty ? nil : routes
  }

  /// What the selected rules find under a load, in no particular order.
  func findings(of rules: RuleSelection, under target: LoadTarget) -> [Finding] {
    Examination(of: program, under: target).findings(rules.contains).compactMap(rules.adjusted)
  }
}
