// What must be true of an answer.

/// Something that must be true of an answer.
package enum Check: Sendable, Hashable {
  case status(Set<Int>)
  case bodyContains(String)
  /// A value of the answer is this text.
  case value(Extraction, is: String)
  /// The answer came within so many seconds after the request was due.
  case within(Double)
  /// The answer holds what a variable is to be filled with.
  case found(String)

  /// What the summary calls it.
  package var name: String {
    switch self {
    case .status(let codes):
      "status is \(codes.sorted().map(String.init).joined(separator: " or "))"
    case .found(let name): "found \(name)"
    case .bodyContains(let text): "body contains \"\(text)\""
    case .value(let extraction, let text): "\(extraction.text) is \"\(text)\""
    case .within(let seconds): "answered within \(Quantity.duration(Nanoseconds.of(seconds)))"
    }
  }

  /// Bytes of the body that are needed for the answer; the head is kept with them.
  var bytesOfBody: Int {
    switch self {
    case .bodyContains, .value: Extraction.mostBytes
    case .status, .within, .found: 0
    }
  }

  func holds(_ answer: Answer) -> Bool {
    switch self {
    case .status(let codes): codes.contains(answer.status)
    case .bodyContains(let text): answer.body.holds(Array(text.utf8))
    case .value(let extraction, let text):
      extraction.value(head: answer.head, body: answer.body) == Array(text.utf8)
    case .within(let seconds): answer.duration <= Nanoseconds.of(seconds)
    case .found: false
    }
  }
}

/// An answer as checks see it.
struct Answer {
  let status: Int
  let head: [UInt8]
  let body: [UInt8]
  /// Nanoseconds since the request was due.
  let duration: UInt64
}

extension [UInt8] {
  /// Whether the bytes hold others somewhere, in linear time for words that do not repeat.
  fileprivate func holds(_ word: [UInt8]) -> Bool {
    guard let first = word.first, word.count <= count else { return word.isEmpty }
    for start in 0...(count - word.count) where self[start] == first {
      if self[start..<start + word.count].elementsEqual(word) { return true }
    }
    return false
  }
}
