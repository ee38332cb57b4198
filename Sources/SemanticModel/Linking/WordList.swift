// Words that a file must mention before it is worth a closer look.

package import Facts

/// Some words, ready to be looked for among the names of files.
package struct WordList: Sendable {
  /// By length, up to 63 bytes.
  private var words: [[[UInt8]]] = []
  private var lengths: UInt64 = 0

  package init(_ texts: some Sequence<String>) {
    for text in texts {
      let word = Array(text.utf8)
      while words.count <= word.count { words.append([]) }
      words[word.count].append(word)
      lengths |= 1 << UInt64(word.count)
    }
  }

  /// Whether any text of a file is one of the words.
  package func isMentioned(in names: NameTable) -> Bool {
    // Most files have none of them, which their marks tell.
    guard words.contains(where: { $0.contains(where: names.mayHave) }) else { return false }
    let ends = names.ends
    let bytes = names.bytes
    var start = 0
    for end in ends {
      let length = Int(end) - start
      if length < 64, lengths & (1 << UInt64(length)) != 0, holds(bytes, start, length) {
        return true
      }
      start = Int(end)
    }
    return false
  }

  private func holds(_ bytes: [UInt8], _ start: Int, _ length: Int) -> Bool {
    for word in words[length] where word.first == bytes[start] {
      var offset = 1
      while offset < length, word[offset] == bytes[start + offset] { offset += 1 }
      if offset >= length { return true }
    }
    return false
  }
}
