// What was left out of an audit, in the order in which a reader should know it.

import Findings
import Workspace

enum SkippedPaths {
  /// What went wrong first, what was meant to be left out after it.
  ///
  /// The folder of the version control holds no source, and is not named.
  static func list(
    of workspace: Workspace,
    notUnderstood: [SkippedFile]
  ) -> [SkippedFile] {
    let complaints = workspace.diagnostics.map {
      SkippedFile(file: $0.path, reason: "line \($0.line): \($0.message)")
    }
    let paths = workspace.skipped.filter { $0.reason != .versionControl }
    let refused = paths.filter { !$0.reason.isIntended }.map(SkippedFile.init(of:))
    let intended = paths.filter(\.reason.isIntended).map(SkippedFile.init(of:))
    return (notUnderstood + complaints + refused).sorted { $0.file < $1.file } + intended
  }
}

extension SkippedFile {
  fileprivate init(of path: SkippedPath) {
    self.init(
      file: path.isFolder ? "\(path.path)/" : path.path,
      reason: path.reason.description
    )
  }
}

extension SkipReason {
  /// Whether somebody wanted the path to be left out.
  fileprivate var isIntended: Bool {
    switch self {
    case .ignored, .excluded, .dependencies, .buildOutput, .versionControl, .virtualEnvironment,
      .link:
      true
    case .linkOutside, .tooLarge, .unreadable, .notRegular, .tooDeep: false
    }
  }
}
