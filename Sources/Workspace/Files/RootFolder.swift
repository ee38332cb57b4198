// The one door through which the folder under audit is read.

import Glibc

/// An open folder; every path is opened step by step beneath it, and no link is ever followed.
///
/// Its only state is a descriptor that never changes, so threads may share it.
final class RootFolder: Sendable {
  /// What the user called it.
  let path: String
  /// The last part of its full path.
  let name: String
  private let beneath: OpenDescriptor

  init(opening path: String) throws(WorkspaceError) {
    self.path = path
    guard !path.isEmpty else {
      throw WorkspaceError(.usage, "the path is empty: name the folder to audit")
    }
    beneath = OpenDescriptor(opening: path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard beneath.isOpen else { throw Self.refusal(path, errno) }
    name = Self.fullName(of: path)
  }

  private static func refusal(_ path: String, _ code: Int32) -> WorkspaceError {
    switch code {
    case ENOENT:
      WorkspaceError(.usage, "\(path): no such folder; name the folder that holds the application")
    case ENOTDIR:
      WorkspaceError(.usage, "\(path): not a folder; name the folder that holds the application")
    default:
      WorkspaceError(
        .environment,
        "\(path): cannot be read (\(SystemText.reason(code))); check its permissions"
      )
    }
  }

  private static func fullName(of path: String) -> String {
    guard let full = realpath(path, nil) else { return PathText.name(of: path) }
    defer { free(full) }
    let name = PathText.name(of: String(cString: full))
    return name.isEmpty ? "root" : name
  }

  /// The root itself, opened once more.
  func openRoot() -> OpenDescriptor { OpenDescriptor(dup: beneath.number) }

  /// Whether the root directly holds something under a name.
  func has(_ name: String) -> Bool {
    FileStatus(of: Array(name.utf8), in: openRoot()) != nil
  }

  /// The bytes of a regular file below the root, and zero bytes after them.
  ///
  /// `O_NONBLOCK` keeps a pipe that has taken the place of the file from stopping the audit.
  func read(
    _ path: [UInt8],
    named name: String,
    padding: Int,
    limit: Int
  ) throws(WorkspaceError) -> [UInt8] {
    let file = beneath.open(beneath: path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    do throws(SystemError) {
      guard file.isOpen else { throw SystemError.last }
      return try file.contents(padding: padding, limit: limit)
    } catch {
      throw WorkspaceError(.file, "\(name): cannot be read (\(error.reason))")
    }
  }
}
