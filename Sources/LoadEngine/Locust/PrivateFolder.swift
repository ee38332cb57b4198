// A folder that nobody else reads and that is gone afterwards.

import Glibc

/// A few files of one run, in the system's folder for such.
struct PrivateFolder: ~Copyable {
  let path: String

  init() throws(LoadError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/plimsoll-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw .environment("\(parent): no folder can be made (\(String(cString: strerror(errno))))")
    }
    path = String(cString: made)
  }

  deinit {
    for name in ["locustfile.py", "report.json", "report.json.part", "log"] {
      unlink("\(path)/\(name)")
    }
    rmdir(path)
  }

  func write(_ text: String, to name: String) throws(LoadError) {
    let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let bytes = Array(text.utf8)
    var done = 0
    while file >= 0, done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      done += count
    }
    if file >= 0 { close(file) }
    guard file >= 0, done == bytes.count else {
      throw .environment("\(path): cannot be written; see whether the disk is full")
    }
  }

  /// The bytes of a file; nil if there is none.
  func bytes(of name: String) -> [UInt8]? {
    let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 256 << 20 {
      let count = read(file, &piece, piece.count)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return bytes
  }

  /// The last line of a text that says something.
  func lastLine(of name: String) -> String {
    let lines = (bytes(of: name) ?? []).split(separator: 0x0A)
    return lines.last.map { String(decoding: $0.prefix(300), as: UTF8.self) } ?? ""
  }
}
