// Which commit is checked out, read from git's own files.

/// Reads `.git` inside the root; no other repository and no other program is asked.
struct GitHead {
  private let root: RootFolder
  private static let limit = 8 << 20

  init(of root: RootFolder) {
    self.root = root
  }

  /// The commit in hexadecimal; nil when there is no repository, or no commit yet.
  var commit: String? {
    guard let head = line(of: ".git/HEAD") else { return nil }
    let prefix = "ref: "
    guard head.hasPrefix(prefix) else { return Self.commit(head) }
    let reference = String(head.dropFirst(prefix.count))
    guard reference.hasPrefix("refs/"), !reference.contains("..") else { return nil }
    return line(of: ".git/" + reference).flatMap(Self.commit) ?? packed(reference)
  }

  private func packed(_ reference: String) -> String? {
    guard let text = text(of: ".git/packed-refs") else { return nil }
    for line in text.split(separator: UInt8(ascii: "\n")) {
      guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
        line[(blank + 1)...].elementsEqual(reference.utf8)
      else { continue }
      return Self.commit(String(decoding: line[..<blank], as: UTF8.self))
    }
    return nil
  }

  private func line(of path: String) -> String? {
    guard let text = text(of: path),
      let first = text.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first
    else { return nil }
    return String(decoding: first.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }

  private func text(of path: String) -> [UInt8]? {
    try? root.read(Array(path.utf8), named: path, padding: 0, limit: Self.limit)
  }

  private static func commit(_ text: String) -> String? {
    let isHexadecimal = text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    return isHexadecimal && (text.utf8.count == 40 || text.utf8.count == 64) ? text : nil
  }
}
