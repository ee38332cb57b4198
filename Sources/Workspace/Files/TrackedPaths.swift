// Which paths git has under version control, read from its own index.

/// The files of git's index, and the folders that lead to them.
struct TrackedPaths {
  private let paths: Set<[UInt8]>

  /// What the index may weigh; Linux's own has 10 MB.
  static let limit = 64 << 20

  /// Reads the versions 2 to 4; nil for any other text.
  init?(index: [UInt8]) {
    var reader = Reader(bytes: index)
    guard let found = reader.read() else { return nil }
    var paths: Set<[UInt8]> = []
    for path in found {
      paths.insert(path)
      var end = path.lastIndex(of: UInt8(ascii: "/"))
      while let slash = end, paths.insert(Array(path[..<slash])).inserted {
        end = path[..<slash].lastIndex(of: UInt8(ascii: "/"))
      }
    }
    self.paths = paths
  }

  /// Whether a file, or something in a folder, is under version control.
  func contains(_ path: [UInt8]) -> Bool { paths.contains(path) }

  /// Walks over the entries, which are as long as their names.
  private struct Reader {
    let bytes: [UInt8]
    private var position = 12

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> [[UInt8]]? {
      guard bytes.count >= 32, bytes.starts(with: Array("DIRC".utf8)) else { return nil }
      let version = number(at: 4)
      guard (2...4).contains(version) else { return nil }
      var result: [[UInt8]] = []
      for _ in 0..<number(at: 8) {
        guard let path = entry(version, after: result.last ?? []) else { return nil }
        result.append(path)
      }
      return result
    }

    private func number(at start: Int) -> Int {
      bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Times, owner, size and the hash of 20 bytes come first, then flags, then the name.
    private mutating func entry(_ version: Int, after last: [UInt8]) -> [UInt8]? {
      let start = position
      guard start + 62 < bytes.count else { return nil }
      let isExtended = bytes[start + 60] & 0x40 != 0
      position += isExtended ? 64 : 62
      var kept = 0
      if version == 4 {
        guard let dropped = length(), dropped <= last.count else { return nil }
        kept = last.count - dropped
      }
      guard position < bytes.count, let end = bytes[position...].firstIndex(of: 0) else {
        return nil
      }
      let path = Array(last[..<kept]) + bytes[position..<end]
      // Entries of the older versions are filled up to whole words of eight bytes.
      position = version == 4 ? end + 1 : start + (end - start) / 8 * 8 + 8
      return path
    }

    /// A length in as many bytes as it needs.
    private mutating func length() -> Int? {
      var value = 0
      for step in 0..<5 {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        value = (step == 0 ? 0 : (value + 1) << 7) | Int(byte & 0x7F)
        if byte & 0x80 == 0 { return value }
      }
      return nil
    }
  }
}
