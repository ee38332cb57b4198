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

  /// Whether names, taken together, hold a word in any case: one look at the bytes before one at each name.
  ///
  /// The word moves on by as much as the byte under its end allows (Horspool), so that most bytes are never looked at.
  func mayHold(_ word: String) -> Bool {
    let letters = Array(word.utf8)
    guard let last = letters.last else { return false }
    var steps = Array(repeating: letters.count, count: 256)
    for (offset, letter) in letters.dropLast().enumerated() {
      steps[Int(letter)] = letters.count - 1 - offset
      if Self.small(letter & ~0x20) == letter {
        steps[Int(letter & ~0x20)] = letters.count - 1 - offset
      }
    }
    var end = letters.count - 1
    while end < bytes.count {
      let byte = bytes[end]
      if Self.small(byte) == last, isWord(word, at: end + 1 - letters.count) { return true }
      end += steps[Int(byte)]
    }
    return false
  }

  /// The ids under which some texts stand.
  func ids(of words: Set<String>) -> Set<NameID> {
    // By first letter, folded: the lengths that a wanted word has. Most names fail here.
    var lengths = Array(repeating: UInt64(0), count: 32)
    for word in words {
      guard let first = word.utf8.first else { continue }
      lengths[Int(first & 31)] |= 1 << UInt64(min(word.utf8.count, 63))
    }
    var result: Set<NameID> = []
    var start = 0
    for (index, end) in ends.enumerated() {
      let range = start..<Int(end)
      start = Int(end)
      guard !range.isEmpty,
        lengths[Int(bytes[range.lowerBound] & 31)] & 1 << UInt64(min(range.count, 63)) != 0
      else { continue }
      if words.contains(where: { isSame($0, range) }) { result.insert(NameID(index)) }
    }
    return result
  }

  private func isSame(_ word: String, _ range: Range<Int>) -> Bool {
    guard word.utf8.count == range.count else { return false }
    var place = range.lowerBound
    for byte in word.utf8 {
      guard bytes[place] == byte else { return false }
      place += 1
    }
    return true
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

/// The words of names.
package enum NameSplit {
  /// Whether two names share a word, in the singular or the plural: `orderRepository` and `orders`.
  package static func haveCommonWord(_ one: String, _ other: String) -> Bool {
    func stems(_ text: String) -> Set<Substring> {
      Set(words(of: text).map { ($0.hasSuffix("s") ? $0.dropLast() : $0[...]).prefix(4) })
    }
    return !stems(one).isDisjoint(with: stems(other))
  }

  /// The words of a name in any style, in small letters: `acquireLock` and `acquire_lock` are two.
  package static func words(of text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasLower = false
    for byte in text.utf8 {
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      if !isUpper && !isLower || isUpper && wasLower {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
      }
      if isUpper { word.append(byte + 32) } else if isLower { word.append(byte) }
      wasLower = isLower
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// The parts of a look-up between double underscores: `order__user` are two.
  package static func steps(of key: String) -> [String] {
    var steps: [[UInt8]] = [[]]
    var previous: UInt8 = 0
    for byte in key.utf8 {
      if byte == UInt8(ascii: "_"), previous == byte, let last = steps.last, last.count > 1 {
        steps[steps.count - 1].removeLast()
        steps.append([])
        previous = 0
      } else {
        steps[steps.count - 1].append(byte)
        previous = byte
      }
    }
    return steps.map { String(decoding: $0, as: UTF8.self) }
  }
}
