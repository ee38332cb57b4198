// What a user does: requests one after another, and what must be true of the answers.

/// Something that must be true of an answer.
package enum Check: Sendable, Hashable {
  case status(Set<Int>)
  case bodyContains(String)
  /// The answer holds what a variable is to be filled with.
  case found(String)

  /// What the summary calls it.
  package var name: String {
    switch self {
    case .status(let codes):
      "status is \(codes.sorted().map(String.init).joined(separator: " or "))"
    case .found(let name): "found \(name)"
    case .bodyContains(let text): "body contains \"\(text)\""
    }
  }

  /// Bytes of the body that are needed for the answer.
  var bytesOfBody: Int {
    if case .bodyContains = self { 1 << 20 } else { 0 }
  }

  func holds(status: Int, body: [UInt8]) -> Bool {
    switch self {
    case .status(let codes): codes.contains(status)
    case .bodyContains(let text): body.holds(Array(text.utf8))
    case .found: false
    }
  }
}

/// One request of a journey.
package struct Step: Sendable, Hashable {
  package var request: PreparedRequest
  /// Fills in the request anew for each round; nil if it is always the same.
  package var template: RequestTemplate?
  package var checks: [Check]
  /// What later steps need of the answer; each has a check `found` of its own, in this order.
  package var extractions: [Extraction] = []
  /// How long the user waits before the next step.
  package var pause: Spread?

  package init(request: PreparedRequest, checks: [Check] = [], pause: Spread? = nil) {
    self.request = request
    self.checks = checks
    self.pause = pause
  }
}

/// Steps that one user takes in their order, and how often users take this way and not another.
package struct Journey: Sendable, Hashable {
  package var name: String
  package var weight: Double
  package var steps: [Step]

  package init(name: String, weight: Double = 1, steps: [Step]) {
    self.name = name
    self.weight = weight
    self.steps = steps
  }
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
