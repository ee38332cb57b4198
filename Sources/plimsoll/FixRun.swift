// The story of a run of fixes: audit, try, audit again, hand over what holds.

import Capacity
import DataModel
import Findings
import Fixes
import Frameworks
import Glibc
import Report
import Rules
import SemanticModel
import Workspace

struct FixRun {
  private let folder: String
  private let workspace: Workspace
  private let rules: RuleSelection
  private let wanted: RuleSelection
  private let ids: [String]
  private let allowsUnsafe: Bool
  private let target: LoadTarget
  private let includesTooling: Bool

  /// Opens the folder; throws a `Failure` for a rule that there is none of, or a `WorkspaceError`.
  init(path: String, rules names: [String], ids: [String], allowsUnsafe: Bool) throws {
    folder = path
    workspace = try Workspace(opening: path)
    let catalog = Catalog.rules.map { $0.about }
    rules = try RuleSelection(only: [], configuration: workspace.configuration, catalog: catalog)
    wanted = try RuleSelection(
      only: names,
      configuration: workspace.configuration,
      catalog: catalog,
      flag: "--rule"
    )
    self.ids = ids
    self.allowsUnsafe = allowsUnsafe
    target = LoadTarget(of: [workspace.configuration.loadTarget].compactMap(\.self))
    includesTooling = false
  }

  /// The fixes of an audit that has been made already.
  init(_ workspace: Workspace, _ rules: RuleSelection, _ target: LoadTarget, includesTooling: Bool)
  {
    folder = ""
    self.workspace = workspace
    self.rules = rules
    wanted = rules
    ids = []
    allowsUnsafe = true
    self.target = target
    self.includesTooling = includesTooling
  }

  /// A report takes no more than a few times as long as its audit.
  private static let mostAuditsOfReport = 5

  /// A patch for each finding of an audit whose fix holds, by its id.
  func patches(of findings: [Finding], in program: Program) async -> [String: String] {
    let session = FixSession(
      allowsUnsafe: true,
      mostAudits: Self.mostAuditsOfReport,
      isWanted: { _ in true },
      read: { bytes(of: $0) },
      audit: { await verdict($0) }
    )
    let result = await session.run(
      from: Verdict(findings: findings, gaps: Self.gaps(of: program))
    )
    let patches = result.patches(of: findings) { bytes(of: $0) }
    // What is masked elsewhere in the report is not shown as the context of a patch.
    return patches.filter { SecretMask.masked($0.value) == $0.value }
  }

  func fix() async throws(Failure) -> FixedFolder {
    let first = await verdict([:])
    if let id = ids.first(where: { id in !first.findings.contains { $0.id.hasPrefix(id) } }) {
      throw .usage(
        "--id \(id): no finding of this folder begins so; see plimsoll audit --format json"
      )
    }
    // Equal places of one function share their id but for its number, which their fixes change.
    let chosen = Set(first.findings.filter(isChosen).map(\.id))
    let session = FixSession(
      allowsUnsafe: allowsUnsafe,
      isWanted: { wanted.contains($0.rule) && (ids.isEmpty || chosen.contains($0.id)) },
      read: { bytes(of: $0) },
      audit: { await verdict($0) }
    )
    let result = await session.run(from: first)
    return try FixedFolder(folder, result, read: { bytes(of: $0) })
  }

  private func isChosen(_ finding: Finding) -> Bool {
    ids.contains { finding.id.hasPrefix($0) }
  }

  private func bytes(of path: String) -> [UInt8]? {
    workspace.index(of: path).flatMap { try? workspace.read(workspace.files[$0]) }
  }

  /// What all rules say of the folder with some files changed.
  private func verdict(_ files: [String: [UInt8]]) async -> Verdict {
    let jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let edited = workspace.replacing(files)
    let code = await Program.read(
      edited,
      knowledge: Libraries.knowledge,
      jobs: jobs,
      includesTooling: includesTooling
    )
    let program = DataModel.finished(code, jobs: jobs)
    let examination = Examination(of: program, under: target)
    let pieces = Examination.pieces(rules.contains)
    let found = await sideBySide(jobs: jobs, count: pieces.count) {
      examination.findings(ofPiece: pieces[$0])
    }
    return Verdict(
      findings: examination.judged(found.flatMap { $0 }).settled(),
      gaps: Self.gaps(of: program)
    )
  }

  /// Files that were not read, or not whole.
  private static func gaps(of program: Program) -> [String: String] {
    Dictionary(
      program.unread.map { ($0.path, $0.reason) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
