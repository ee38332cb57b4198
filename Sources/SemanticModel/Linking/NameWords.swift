// Words inside names, found in bytes: names are judged too often for `String`.

import Facts

extension NameTable {
  /// Whether a name holds a word in any case; the word is in small letters.
  func holds(_ word: String, in name: NameID) -> Bool {
    let range = range(of: name)
    let length = word.utf8.count
    guard let first = word.utf8.first, range.count >= length else { return false }
    for start in range.lowerBound...(range.upperBound - length)
    where Self.small(bytes[start]) == first {
      if isWord(word, at: start) { return true }
    }
    return false
  }

  /// Whether a name is a word in any case.
  func isWord(_ word: String, _ name: NameID) -> Bool {
    let range = range(of: name)
    return range.count == word.utf8.count && isWord(word, at: range.lowerBound)
  }

  private func isWord(_ word: String, at start: Int) -> Bool {
    var place = start
    for byte in word.utf8 {
      guard Self.small(bytes[place]) == byte else { return false }
      place += 1
    }
    return true
  }

  private static func small(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
