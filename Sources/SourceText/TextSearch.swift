// Looks for a text in another by bytes: texts of code are judged too often for characters.

extension StringProtocol {
  /// Whether the text holds another, byte for byte.
  package func holds(_ word: some StringProtocol) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { text in
      word.utf8.withContiguousStorageIfAvailable { word in
        unsafe isFound(word, in: text)
      }
    }
    // Texts that are kept in another form than UTF-8 are rare.
    return found.flatMap(\.self) ?? contains(word)
  }
}

private func isFound(
  _ word: UnsafeBufferPointer<UInt8>,
  in text: UnsafeBufferPointer<UInt8>
) -> Bool {
  guard let first = unsafe word.first, text.count >= word.count else { return word.isEmpty }
  for start in 0...(text.count - word.count) where unsafe text[start] == first {
    var offset = 1
    while unsafe offset < word.count && text[start + offset] == word[offset] { offset += 1 }
    if offset == word.count { return true }
  }
  return false
}

// Most texts are whole strings: for these the search is compiled once, and asks nobody how to walk them.
extension String {
  /// Whether the text holds another, byte for byte.
  package func holds(_ word: String) -> Bool {
    let found = unsafe utf8.withContiguousStorageIfAvailable { text in
      unsafe word.utf8.withContiguousStorageIfAvailable { word in
        unsafe isFound(word, in: text)
      }
    }
    return found.flatMap(\.self) ?? self[...].holds(word[...])
  }
}

// The standard library cuts a text at characters, each of which it must find the end of first.
extension String {
  /// What stands between some bytes of ASCII, without empty pieces.
  package func pieces(between separator: Unicode.Scalar) -> [Substring] {
    self[...].pieces(between: separator)
  }
}

extension Substring {
  /// What stands between some bytes of ASCII, without empty pieces.
  package func pieces(between separator: Unicode.Scalar) -> [Substring] {
    utf8.split(separator: UInt8(ascii: separator)).map { Substring($0) }
  }
}

// The standard library finds a text in another by characters, at a hundred times the price of bytes.
extension String {
  /// Whether the text holds another, byte for byte.
  package func contains(_ word: String) -> Bool { holds(word) }
}

extension Substring {
  /// Whether the text holds another, byte for byte.
  package func contains(_ word: String) -> Bool { holds(word) }
}
