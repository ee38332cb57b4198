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
    words.contains { word in
      let length = word.utf8.count
      guard text.count >= length else { return false }
      return (text.startIndex...(text.endIndex - length)).contains { start in
        var place = start
        return word.utf8.allSatisfy { byte in
          defer { place += 1 }
          return small(text[place]) == byte
        }
      }
    }
  }

  static func small(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
