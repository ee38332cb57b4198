// Where the bytes of a workspace come from.

/// A folder on disk, or texts in memory.
enum FileContents: Sendable {
  case disk(RootFolder)
  case memory([String: String])

  func read(_ file: WorkspaceFile, padding: Int, limit: Int) throws(WorkspaceError) -> [UInt8] {
    switch self {
    case .disk(let root):
      return try root.read(file.pathOnDisk, named: file.path, padding: padding, limit: limit)
    case .memory(let texts):
      guard let text = texts[file.path] else {
        throw WorkspaceError(.file, "\(file.path): no such file in memory")
      }
      return Array(text.utf8) + [UInt8](repeating: 0, count: padding)
    }
  }
}
