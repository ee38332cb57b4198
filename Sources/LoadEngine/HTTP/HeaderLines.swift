// The header lines of an answer that were kept.

/// Finds headers by name among kept lines.
struct HeaderLines {
  private let head: [UInt8]

  init(_ head: [UInt8]) { self.head = head }

  /// The values of all lines of a name, which is given in small letters.
  func values(of name: StaticString) -> [[UInt8]] {
    head.withUnsafeBytes { bytes in
      bytes.split(separator: 0x0A).compactMap { line in
        guard line.count > name.utf8CodeUnitCount,
          line[line.startIndex + name.utf8CodeUnitCount] == 0x3A,
          ResponseParser.equal(line.prefix(name.utf8CodeUnitCount), name)
        else { return nil }
        return Array(ResponseParser.trimmed(line.dropFirst(name.utf8CodeUnitCount + 1)))
      }
    }
  }

  /// The last of them.
  func value(of name: StaticString) -> [UInt8]? { values(of: name).last }
}
