// Looks for a text in another by bytes: texts of code are judged too often for characters.

import Glibc

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
  guard let first = unsafe word.first, text.count >= word.count,
    var next = unsafe UnsafeRawPointer(text.baseAddress),
    let letters = unsafe UnsafeRawPointer(word.baseAddress)
  else { return word.isEmpty }
  let last = unsafe next + (text.count - word.count)
  while unsafe next <= last, let start = unsafe memchr(next, Int32(first), last - next + 1) {
    if unsafe memcmp(start, letters, word.count) == 0 { return true }
    unsafe next = UnsafeRawPointer(start) + 1
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

extension [UInt8] {
  /// Whether the bytes hold those of a text.
  package func holds(_ word: String) -> Bool {
    let found = unsafe withUnsafeBufferPointer { text in
      unsafe word.utf8.withContiguousStorageIfAvailable { word in
        unsafe isFound(word, in: text)
      }
    }
    return found ?? holds(String(decoding: word.utf8, as: UTF8.self))
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
