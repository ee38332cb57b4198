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
  private let descriptor: Int32

  init(opening path: String) throws(WorkspaceError) {
    self.path = path
    guard !path.isEmpty else {
      throw WorkspaceError(.usage, "the path is empty: name the folder to audit")
    }
    descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      name = ""
      throw Self.refusal(path, errno)
    }
    name = Self.fullName(of: path)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
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

  /// Opens a folder below the root; `errno` of the failure otherwise.
  func openFolder(_ path: [UInt8]) -> Result<OpenDescriptor, SystemError> {
    var current = OpenDescriptor(dup: descriptor)
    for segment in path.split(separator: UInt8(ascii: "/")) {
      let next = current.open(segment, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next.isOpen else { return .failure(SystemError(code: errno)) }
      current = next
    }
    return current.isOpen ? .success(current) : .failure(SystemError(code: errno))
  }

  /// Whether the root directly holds something under a name.
  func has(_ name: String) -> Bool {
    guard case .success(let folder) = openFolder([]) else { return false }
    return FileStatus(of: Array(name.utf8), in: folder) != nil
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
    let slash = path.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { Array(path[..<$0]) } ?? []
    let last = slash.map { path[($0 + 1)...] } ?? path[...]
    let file: OpenDescriptor
    switch openFolder(folder) {
    case .success(let parent):
      file = parent.open(last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      if !file.isOpen { throw Self.unreadable(name, SystemError(code: errno)) }
    case .failure(let error):
      throw Self.unreadable(name, error)
    }
    switch file.contents(padding: padding, limit: limit) {
    case .success(let bytes): return bytes
    case .failure(let error): throw Self.unreadable(name, error)
    }
  }

  private static func unreadable(_ name: String, _ error: SystemError) -> WorkspaceError {
    WorkspaceError(.file, "\(name): cannot be read (\(error.reason))")
  }
}
