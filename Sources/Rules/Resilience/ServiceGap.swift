// What a service lacks as a whole, said at the place where it would be added.

import Capacity
import Findings
import SemanticModel

/// What a rule says of a service that lacks something.
struct ServiceGap {
  let service: Service
  var place: CallSite
  var title: String
  var problem: String
  var severity = Severity.medium
  var tier = Tier.finding
  var estimate: String
  var fix: Remedy
  var because: [(place: SourcePlace, note: String)] = []
  var confirm: String?
}

extension Rule {
  /// The finding of a gap.
  func finding(_ gap: ServiceGap, in program: Program) -> Finding {
    finding(
      Diagnosis(
        place: gap.place.place,
        because: gap.because,
        function: gap.place.function,
        title: gap.title,
        problem: gap.problem,
        severity: gap.severity,
        tier: gap.tier,
        confidence: gap.tier == .finding ? .high : .medium,
        impact: Impact(estimate: gap.estimate, confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: gap.fix,
        confirm: gap.confirm
      ),
      in: program
    )
  }
}

extension LoadTarget {
  /// `50 requests in flight (100/s × 500 ms)`: what the process holds at any time.
  var inFlight: String {
    LittlesLaw(arrivalsPerSecond: requestsPerSecond, secondsHeld: p95Milliseconds / 1_000)
      .sentence(of: "requests in flight")
  }

  /// `30,000 requests (100/s × 5 min)`: what one run of the target sends.
  var wholeRun: String {
    LittlesLaw(arrivalsPerSecond: requestsPerSecond, secondsHeld: durationSeconds)
      .sentence(of: "requests")
  }
}

/// Questions to names and texts, asked of their bytes.
enum NameWords {
  /// Whether a text holds one of some words, in any case; the words are in small letters.
  static func holds(_ text: ArraySlice<UInt8>, _ words: [String]) -> Bool {
    // Most words begin or end with a letter that the text does not have.
    var letters: UInt32 = 0
    for byte in text { letters |= 1 << UInt32(byte & 31) }
    return words.contains { word in
      guard let first = word.utf8.first, let last = word.utf8.last else { return true }
      guard letters & 1 << UInt32(first & 31) != 0, letters & 1 << UInt32(last & 31) != 0 else {
        return false
      }
      var start = text.startIndex
      while start + word.utf8.count <= text.endIndex {
        if small(text[start]) == first, stands(word, at: start, in: text) { return true }
        start += 1
      }
      return false
    }
  }

  private static func stands(_ word: String, at start: Int, in text: ArraySlice<UInt8>) -> Bool {
    var place = start
    for byte in word.utf8 {
      guard small(text[place]) == byte else { return false }
      place += 1
    }
    return true
  }

  static func small(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
