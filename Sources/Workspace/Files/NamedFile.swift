// Reads a file that the user names, which may stand outside of the folder under audit.

import Glibc

package enum NamedFile {
  /// The bytes of a regular file; nil when there is nothing of that name.
  ///
  /// - Throws: A `WorkspaceError` of kind `usage` when it cannot be read, or is too large.
  package static func contents(
    of path: String,
    limit: Int = 64 << 20
  ) throws(WorkspaceError) -> [UInt8]? {
    let file = OpenDescriptor(opening: path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    do throws(SystemError) {
      guard file.isOpen else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw SystemError.last
      }
      return try file.contents(padding: 0, limit: limit)
    } catch {
      throw WorkspaceError(.usage, "\(path): cannot be read (\(error.reason))")
    }
  }
}
