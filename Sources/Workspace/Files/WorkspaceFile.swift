// One file of the folder under audit, and what its path tells of it.

/// A file that plimsoll can read something from.
package struct WorkspaceFile: Hashable, Sendable {
  /// Relative to the root, with forward slashes.
  ///
  /// Bytes of a name that are no UTF-8 are written as `\xE9`.
  package let path: String
  /// In bytes, when the folder was listed.
  package let size: Int
  package let language: FileLanguage
  package let role: FileRole
  /// The name on disk where `path` cannot spell it.
  let rawPath: [UInt8]?

  init(path: String, size: Int, language: FileLanguage, role: FileRole, rawPath: [UInt8]? = nil) {
    self.path = path
    self.size = size
    self.language = language
    self.role = role
    self.rawPath = rawPath
  }

  /// Whether the last part of the path is this name.
  func isNamed(_ name: String) -> Bool {
    let bytes = path.utf8
    guard bytes.suffix(name.utf8.count).elementsEqual(name.utf8) else { return false }
    return bytes.dropLast(name.utf8.count).last.map { $0 == UInt8(ascii: "/") } ?? true
  }

  /// The bytes of the path on disk.
  var pathOnDisk: [UInt8] { rawPath ?? Array(path.utf8) }
}

/// What a file is for, judged by its path alone.
package enum FileRole: String, Hashable, Sendable, CaseIterable {
  /// Part of the running application.
  case source
  /// A test, or what tests stand on.
  case test
  /// Run by people or by a build: scripts, seeds, migrations, build configuration, examples, docs.
  case tooling
  /// Types without code: `.d.ts`.
  case declaration
  /// Written by a program.
  case generated
  /// Somebody else's code, kept in the repository.
  case vendored
}

/// A path that was not read, and why.
package struct SkippedPath: Hashable, Sendable {
  package let path: String
  package let isFolder: Bool
  package let reason: SkipReason

  package init(path: String, isFolder: Bool, reason: SkipReason) {
    self.path = path
    self.isFolder = isFolder
    self.reason = reason
  }
}

/// Why a path was not read.
package enum SkipReason: Hashable, Sendable {
  /// Matched by a line of an ignore file, which is named.
  case ignored(by: String)
  /// Matched by `exclude` of plimsoll.yml.
  case excluded
  /// Installed packages: `node_modules`, `bower_components` …
  case dependencies
  /// Written by a build.
  case buildOutput
  case versionControl
  case virtualEnvironment
  /// A symbolic link to something inside the folder, which is read at its own path.
  case link
  /// A symbolic link that leaves the folder.
  case linkOutside
  /// Larger than the limit; the size is in bytes.
  case tooLarge(Int)
  case unreadable(String)
  /// A pipe, a socket or a device.
  case notRegular
  /// Deeper than the limit, in levels.
  case tooDeep(Int)

  /// One phrase for people.
  package var description: String {
    switch self {
    case .ignored(let file): "ignored by \(file)"
    case .excluded: "excluded by plimsoll.yml"
    case .dependencies: "installed packages"
    case .buildOutput: "build output"
    case .versionControl: "version control"
    case .virtualEnvironment: "Python environment"
    case .link: "a link to a path inside the folder"
    case .linkOutside: "a link that leads out of the folder, not followed"
    case .tooLarge(let size): "too large (\(Self.megabytes(size)) MB)"
    case .unreadable(let why): "cannot be read: \(why)"
    case .notRegular: "a pipe, socket or device, not opened"
    case .tooDeep(let levels): "deeper than \(levels) folders"
    }
  }

  private static func megabytes(_ bytes: Int) -> Int { max(1, bytes / 1_000_000) }
}
