// Finds words in bytes, in any case, in one pass however many words there are.

/// An automaton that looks at every byte once (Aho and Corasick).
struct WordSearch: Sendable {
  /// By byte: its column; 0 stands for all bytes that no word has.
  private var columns = Array(repeating: UInt8(0), count: 256)
  private var width = 1
  /// By state and column: the next state.
  private var next: [UInt16] = []
  /// By state: the words that end there, as bits.
  private var ends: [UInt32] = []

  /// Looks for some words, at most 32, in small letters; each has the bit of its position.
  init(_ words: [String]) {
    for word in words { for byte in word.utf8 { addColumn(byte) } }
    addState()
    for (position, word) in words.enumerated() {
      var state = 0
      for byte in word.utf8 {
        let cell = state * width + Int(columns[Int(byte)])
        if next[cell] == 0 {
          next[cell] = UInt16(truncatingIfNeeded: ends.count)
          addState()
        }
        state = Int(next[cell])
      }
      ends[state] |= 1 << UInt32(position)
    }
    linkFailures()
  }

  private mutating func addColumn(_ byte: UInt8) {
    guard columns[Int(byte)] == 0 else { return }
    columns[Int(byte)] = UInt8(truncatingIfNeeded: width)
    if byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z") {
      columns[Int(byte) - 32] = columns[Int(byte)]
    }
    width += 1
  }

  private mutating func addState() {
    next += Array(repeating: 0, count: width)
    ends.append(0)
  }

  /// Where a byte leads nowhere, it leads where it would from the longest end of what was read that begins a word.
  private mutating func linkFailures() {
    var failures = Array(repeating: 0, count: ends.count)
    var queue = (0..<width).map { Int(next[$0]) }.filter { $0 != 0 }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      ends[state] |= ends[failures[state]]
      for column in 0..<width {
        let other = next[failures[state] * width + column]
        let cell = state * width + column
        if next[cell] == 0 {
          next[cell] = other
        } else {
          failures[Int(next[cell])] = Int(other)
          queue.append(Int(next[cell]))
        }
      }
    }
  }

  /// The words that stand in the bytes, as bits.
  func words(in bytes: ArraySlice<UInt8>) -> UInt32 {
    var state = 0
    var found: UInt32 = 0
    for byte in bytes {
      state = Int(next[state * width + Int(columns[Int(byte)])])
      found |= ends[state]
    }
    return found
  }

  /// Whether any of the words stands in the bytes.
  func isAny(in bytes: ArraySlice<UInt8>) -> Bool {
    var state = 0
    for byte in bytes {
      state = Int(next[state * width + Int(columns[Int(byte)])])
      if ends[state] != 0 { return true }
    }
    return false
  }
}
