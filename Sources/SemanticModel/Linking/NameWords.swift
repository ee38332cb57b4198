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

  /// Whether one of some words stands in any case right before an equals sign, in one name or across two.
  func mayHoldSetting(of words: [String]) -> Bool {
    let equals = UInt64(UInt8(ascii: "=")) &* 0x0101_0101_0101_0101
    return unsafe bytes.withUnsafeBytes { all in
      var start = 0
      while start < all.count {
        // Eight bytes at a time: hardly any of them is the sign.
        if start + 8 <= all.count {
          let other = unsafe all.loadUnaligned(fromByteOffset: start, as: UInt64.self) ^ equals
          if (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080 == 0 {
            start += 8
            continue
          }
        }
        let end = min(start + 8, all.count)
        for sign in start..<end where unsafe all[sign] == UInt8(ascii: "=") {
          let isSetting = words.contains { word in
            sign >= word.utf8.count && isWord(word, at: sign - word.utf8.count)
          }
          if isSetting { return true }
        }
        start = end
      }
      return false
    }
  }

  /// The ids under which some texts stand.
  func ids(of words: Set<String>) -> Set<NameID> {
    // Most files have none of them, which their marks tell.
    guard words.contains(where: mayHave) else { return [] }
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
    var text = text
    return text.withUTF8 { bytes in
      var words: [String] = []
      var start = 0
      var wasLower = false
      for position in 0..<bytes.count {
        let byte = unsafe bytes[position]
        let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        if !isUpper && !isLower || isUpper && wasLower {
          if start < position { words.append(unsafe small(bytes[start..<position])) }
          start = isUpper ? position : position + 1
        }
        wasLower = isLower
      }
      if start < bytes.count { words.append(unsafe small(bytes[start...])) }
      return words
    }
  }

  /// Letters of ASCII, made small.
  private static func small(_ letters: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let count = unsafe letters.count
    return unsafe String(unsafeUninitializedCapacity: count) { buffer in
      for offset in 0..<count {
        unsafe buffer[offset] = letters[letters.startIndex + offset] | 0x20
      }
      return count
    }
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
