// The files in which Linux tells of processes.

import Glibc

/// Reads below `/proc`, or below a folder that looks like it.
package struct ProcessFiles: Sendable {
  private let root: String

  package init(root: String = "/proc") { self.root = root }

  /// No file of a process that is read here is larger.
  private static let largest = 1 << 16

  /// The text of a file of a process; nil if it is not there or not for us.
  func text(of process: Int, _ name: String) -> String? {
    let file = open("\(root)/\(process)/\(name)", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4_096)
    while bytes.count < Self.largest {
      let count = read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All processes there are.
  func processes() -> [Int] { (names(in: root) ?? []).compactMap { Int($0) } }

  /// How many descriptors a process has open; nil if that is not for us to know.
  func descriptors(of process: Int) -> Int? { names(in: "\(root)/\(process)/fd")?.count }

  private func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
