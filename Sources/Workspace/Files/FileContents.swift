// Where the bytes of a workspace come from.

/// A folder on disk, or texts in memory.
indirect enum FileContents: Sendable {
  case disk(RootFolder)
  case memory([String: String])
  /// Others, with some files changed.
  case edited(FileContents, [String: [UInt8]])

  func read(_ file: WorkspaceFile, padding: Int, limit: Int) throws(WorkspaceError) -> [UInt8] {
    switch self {
    case .disk(let root):
      return try root.read(file.pathOnDisk, named: file.path, padding: padding, limit: limit)
    case .memory(let texts):
      guard let text = texts[file.path] else {
        throw WorkspaceError(.file, "\(file.path): no such file in memory")
      }
      return Array(text.utf8) + [UInt8](repeating: 0, count: padding)
    case .edited(let others, let edited):
      guard let bytes = edited[file.path] else {
        return try others.read(file, padding: padding, limit: limit)
      }
      return bytes + [UInt8](repeating: 0, count: padding)
    }
  }
}
