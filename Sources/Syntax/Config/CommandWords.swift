// The words of a command line, as a shell would part them.

/// Splits commands; nothing is expanded or run.
package enum CommandWords {
  /// The words of a text, quotes taken off; operators between commands are words of their own.
  package static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isOpen = false
    var quote: UInt8 = 0
    func close() {
      if isOpen { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
      isOpen = false
    }
    for byte in text.utf8.prefix(ConfigLimits.instructionBytes) {
      if quote != 0 {
        if byte == quote { quote = 0 } else { word.append(byte) }
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        quote = byte
        isOpen = true
      case 32, 9, 10, 13: close()
      case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"):
        close()
        // `&&` and `||` are one operator.
        if words.last != "&&" || byte != UInt8(ascii: "&") {
          words.append(byte == UInt8(ascii: "&") ? "&&" : byte == UInt8(ascii: "|") ? "|" : ";")
        }
      default:
        word.append(byte)
        isOpen = true
      }
    }
    close()
    return words
  }

  /// The commands among the words, without the operators between them.
  package static func commands(in words: [String]) -> [[String]] {
    words.split { $0 == "&&" || $0 == ";" || $0 == "|" }.map(Array.init)
  }
}
