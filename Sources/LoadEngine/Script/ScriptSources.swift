// The files of a script: its modules, and the data that it opens.

import Synchronization

/// Reads a script's files, each once: a thousand users open the same data.
package final class ScriptSources: Sendable {
  private let read: @Sendable (String) throws(LoadError) -> [UInt8]
  private let kept = Mutex<[String: [UInt8]]>([:])

  /// `read` gives the bytes of a file, or throws why it cannot be read.
  package init(read: @escaping @Sendable (String) throws(LoadError) -> [UInt8]) {
    self.read = read
  }

  func bytes(of path: String) throws(LoadError) -> [UInt8] {
    if let bytes = kept.withLock({ $0[path] }) { return bytes }
    let bytes = try read(path)
    kept.withLock { $0[path] = bytes }
    return bytes
  }

  /// Where a path leads that a file names: from the folder of that file.
  static func path(_ path: String, from file: String) -> String {
    let plain = path.hasPrefix("file://") ? String(path.dropFirst("file://".count)) : path
    guard !plain.hasPrefix("/") else { return plain }
    var parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(
      String.init
    )
    for part in plain.split(separator: "/").map(String.init) where part != "." {
      if part == "..", let last = parts.last, last != "..", last != "" {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
