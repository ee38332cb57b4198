// What must be true of a run, in the words of k6.

/// `http_req_duration{name:GET /}: p(95)<500`.
package struct Threshold: Sendable, Hashable {
  package enum Metric: String, Sendable, Hashable, CaseIterable {
    case duration = "http_req_duration"
    case waiting = "http_req_waiting"
    case connecting = "http_req_connecting"
    case handshaking = "http_req_tls_handshaking"
    case rounds = "iteration_duration"
    case failed = "http_req_failed"
    case checks
    case requests = "http_reqs"
    case iterations
    case dropped = "dropped_iterations"
    case received = "data_received"
    case sent = "data_sent"

    enum Kind {
      /// Values, in milliseconds.
      case trend
      /// A share of events, 0 to 1.
      case rate
      case counter
    }

    var kind: Kind {
      switch self {
      case .duration, .waiting, .connecting, .handshaking, .rounds: .trend
      case .failed, .checks: .rate
      case .requests, .iterations, .dropped, .received, .sent: .counter
      }
    }
  }

  enum Aggregate: Sendable, Hashable {
    case average
    case minimum
    case maximum
    /// From 0 to 100; the median is the fiftieth.
    case percentile(Double)
    case count
    case rate
  }

  enum Comparison: String, Sendable, Hashable, CaseIterable {
    // The longer ones first: a reader takes the first that fits.
    case strictlyEqual = "==="
    case atMost = "<="
    case atLeast = ">="
    case equal = "=="
    case different = "!="
    case below = "<"
    case above = ">"

    func holds(_ value: Double, _ bound: Double) -> Bool {
      switch self {
      case .strictlyEqual, .equal: value == bound
      case .different: value != bound
      case .atMost: value <= bound
      case .atLeast: value >= bound
      case .below: value < bound
      case .above: value > bound
      }
    }

    /// Whether a larger value could break what a smaller one keeps.
    var isUpperBound: Bool { self != .above && self != .atLeast }
  }

  /// `{name:GET /}`: the part of a metric that is meant.
  struct Tag: Sendable, Hashable {
    let key: String
    let value: String
  }

  let metric: Metric
  let tag: Tag?
  let aggregate: Aggregate
  let comparison: Comparison
  let bound: Double
  /// The part of the run's time that is meant; nil for all of it behind the warm-up.
  package let window: Window?
  /// As it was written, with one space between its parts.
  package let text: String
}
