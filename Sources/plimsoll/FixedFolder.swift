// The files that fixes change: as a patch, or written.

import Findings
import Fixes
import Report

struct FixedFolder {
  private let folder: String
  private let result: FixResult
  private let files: [File]
  private let read: (String) -> [UInt8]?
  /// The changes of all files as one patch.
  let patch: String

  private struct File {
    let path: String
    /// Nil for a new file.
    let old: [UInt8]?
    let text: String
  }

  /// Throws a `Failure` for a file that cannot be shown as text.
  init(_ folder: String, _ result: FixResult, read: @escaping (String) -> [UInt8]?) throws(Failure)
  {
    self.folder = folder
    self.result = result
    self.read = read
    var files: [File] = []
    var patch = ""
    for (path, new) in result.files.sorted(by: { $0.key < $1.key }) {
      let old = read(path)
      guard let text = String(validating: new, as: UTF8.self),
        let diff = UnifiedDiff(path: path, old: old, new: new).text
      else {
        throw .environment("\(path): is no UTF-8, in which a patch is written; convert it first")
      }
      files.append(File(path: path, old: old, text: text))
      patch += diff
    }
    self.files = files
    self.patch = patch
  }

  /// Writes all files or none, each by putting a new one in its place.
  ///
  /// Throws a `Failure` that names the first file that could not be written.
  func write() throws(Failure) {
    for file in files {
      guard read(file.path) == file.old else {
        throw .environment("\(file.path): was changed meanwhile; run plimsoll fix again")
      }
    }
    try ArtifactFolder(path: folder).write(files.map { ($0.path, $0.text) })
  }

  /// One line for each finding that was mended.
  var lines: String {
    result.accepted.map { finding in
      "\(finding.location.file):\(finding.location.startLine): \(finding.rule): \(Visible.text(finding.title))\n"
    }
    .joined()
  }

  /// What is said beside the patch.
  func notes(isApplied: Bool) -> [String] {
    var notes: [String] = []
    let count = result.accepted.count
    if count == 0 {
      notes.append("nothing to fix mechanically")
    } else {
      let fixes =
        "\(count) \(count == 1 ? "fix" : "fixes") in \(files.count) \(files.count == 1 ? "file" : "files")"
      notes.append(
        isApplied ? "\(fixes), written" : "\(fixes); apply with git apply, or again with --apply"
      )
    }
    if let note = result.note { notes.append(note) }
    if result.needsUnsafe > 0 {
      notes.append("\(result.needsUnsafe) more with --unsafe, which change what the code does")
    }
    if !result.isWhole { notes.append("some fixes are left for a second run") }
    return notes
  }
}
