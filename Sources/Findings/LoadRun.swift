// What a load test measured, as `plimsoll load --format json` writes it.

/// One run: the parts of its document that a report draws.
package struct LoadRun: Codable, Sendable, Hashable {
  package struct Plan: Codable, Sendable, Hashable {
    /// `open`: requests come when they are due; `closed`: users wait for answers.
    package var model: String
    package var seconds: Double
    /// The highest rate, or number of users, of the plan.
    package var peak: Double
  }

  package struct Requests: Codable, Sendable, Hashable {
    package var sent: Double
    package var answered: Double
    package var failed: Double
    package var unsent: Double
  }

  /// Milliseconds.
  package struct Latency: Codable, Sendable, Hashable {
    package var p50: Double
    package var p95: Double
    package var p99: Double
    package var max: Double
    /// Whether requests that never ended would raise the p95.
    package var p95IsLowerBound: Bool?
  }

  package struct Threshold: Codable, Sendable, Hashable {
    package var threshold: String
    package var measured: Double?
    package var holds: Bool
    package var reason: String?
  }

  /// One second.
  package struct Interval: Codable, Sendable, Hashable {
    package var second: Double
    package var answered: Double
    package var failed: Double
    package var p50: Double
    package var p95: Double
    package var p99: Double
  }

  /// Something that must be true of an answer, and how often it was.
  package struct Check: Codable, Sendable, Hashable {
    package var name: String
    package var passed: Double
    package var failed: Double
  }

  /// What a soak test adds: figures that must not grow.
  package struct Soak: Codable, Sendable, Hashable {
    package struct Growth: Codable, Sendable, Hashable {
      package var name: String
      package var unit: String
      /// `growing`, `uneven`, `flat` or `unknown`.
      package var outcome: String
      /// The median.
      package var level: Double?
      /// Change in an hour, and between what it lies with 95 % confidence.
      package var perHour: Double?
      package var lower: Double?
      package var upper: Double?
      /// Growth in an hour that would have been seen.
      package var detectablePerHour: Double?
    }

    package struct Series: Codable, Sendable, Hashable {
      package var name: String
      package var unit: String
      /// Seconds and values.
      package var points: [[Double]]
    }

    package var process: String?
    package var endedAfterSeconds: Double?
    package var growth: [Growth]
    package var series: [Series]
  }

  /// The file that it was read from; the file itself does not say it.
  package var source: String?
  package var target: String
  package var plan: Plan
  package var seconds: Double
  package var interrupted: Bool
  /// `passed`, `failed` or `invalid`.
  package var verdict: String
  /// Why the generator was the limit.
  package var objection: String?
  package var thresholds: [Threshold]
  package var requests: Requests
  package var requestsPerSecond: Double
  /// nil where nothing was answered.
  package var latency: Latency?
  package var intervals: [Interval]
  package var checks: [Check]?
  package var soak: Soak?
}

/// A search for the highest rate that a server carries, as `plimsoll load --find-limit --format json` writes it.
package struct LoadLimit: Codable, Sendable, Hashable {
  package struct Try: Codable, Sendable, Hashable {
    package var rate: Double
    package var answersPerSecond: Double
    package var p95: Double
    package var p99: Double
    package var failed: Double
    /// `carried`, `not carried` or `invalid`.
    package var verdict: String
  }

  package var source: String?
  package var carried: Double?
  package var broken: Double?
  /// Whether the search came to its end.
  package var whole: Bool
  package var tries: [Try]
}
