// Reads the one file that the user may name outside the folder under audit.

import Glibc

/// The file of `--config`.
enum ConfigurationFile {
  /// - Throws: A `WorkspaceError` of kind `usage` when the file is not there or cannot be read.
  static func contents(of path: String, limit: Int) throws(WorkspaceError) -> [UInt8] {
    let file = OpenDescriptor(opening: path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    do throws(SystemError) {
      guard file.isOpen else { throw SystemError.last }
      return try file.contents(padding: 0, limit: limit)
    } catch {
      throw WorkspaceError(
        .usage,
        "--config \(path): cannot be read (\(error.reason)); name a plimsoll.yml"
      )
    }
  }
}
