// The encoding that a file declares in its first two lines.

extension Parser {
  /// Notes an encoding in which the bytes of the file mean something else than they seem to.
  mutating func noteEncoding() {
    if source[0] == 0xFF && source[1] == 0xFE || source[0] == 0xFE && source[1] == 0xFF {
      return note(.unknownEncoding, at: 0)
    }
    var place = position
    for _ in 0..<2 {
      while source[place] == 0x20 || source[place] == 0x09 || source[place] == 0x0C { place += 1 }
      if source[place] == 0x23 {
        let from = place
        while place < count && !isLineEnd(place) { place += 1 }
        if let name = declaredEncoding(from, place) {
          if !Self.isASCIICompatible(name) { note(.unknownEncoding, at: from) }
          return
        }
      }
      // Only a blank line may stand before the declaration.
      guard isLineEnd(place) else { return }
      place = endOfLineBreak(place)
    }
  }

  /// The lowercase name behind `coding:` or `coding=` of a comment.
  private mutating func declaredEncoding(_ start: Int, _ end: Int) -> String? {
    let word = Array("coding".utf8)
    var place = start
    while place + word.count < end {
      let mark = source[place + word.count]
      if mark == 0x3A || mark == 0x3D,
        word.indices.allSatisfy({ source[place + $0] == word[$0] })
      {
        break
      }
      place += 1
    }
    place += word.count + 1
    while place < end && (source[place] == 0x20 || source[place] == 0x09) { place += 1 }
    var name: [UInt8] = []
    while place < end, isPartOfEncoding(source[place]) {
      name.append(source[place] == 0x5F ? 0x2D : source[place])
      place += 1
    }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self).lowercased()
  }

  private func isPartOfEncoding(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte == 0x5F || byte == 0x2E
  }

  /// Whether the bytes below 128 mean ASCII wherever they stand.
  private static func isASCIICompatible(_ name: String) -> Bool {
    [
      "utf-8", "utf8", "ascii", "us-ascii", "latin", "iso-8859", "iso8859", "cp125", "windows-125",
      "koi8", "euc", "cp437", "cp85", "cp86", "mac",
    ].contains { name.hasPrefix($0) }
  }
}
