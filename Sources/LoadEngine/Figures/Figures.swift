// What is counted of a run, by one thread or by all together.

package import Statistics

/// Everything that is counted; merging loses nothing.
package struct Figures: Sendable, Equatable {
  package internal(set) var steps: [StepFigures]
  package internal(set) var checks: [CheckFigures]
  package internal(set) var statuses: [Int: Int] = [:]
  package internal(set) var errors: [ErrorClass: Int] = [:]
  /// From when a request was really sent: what a tool says that does not know when it was due.
  package internal(set) var service = Histogram()
  /// From the request to the first byte of its answer.
  package internal(set) var waiting = Histogram()
  package internal(set) var connecting = Histogram()
  /// Of TLS, once connected.
  package internal(set) var handshaking = Histogram()
  /// Handshakes that a session of an earlier connection made shorter.
  package internal(set) var resumed = 0
  /// What OpenSSL said of the failures of the class `tls`.
  package internal(set) var tlsReasons: [String: Int] = [:]
  /// Rounds through a journey, of those that came to their end.
  package internal(set) var rounds = Histogram()

  package internal(set) var sent = 0
  /// Requests without an answer when the run ended.
  package internal(set) var unfinished = 0
  /// Rounds that were due and never begun.
  package internal(set) var unsent = 0
  /// Rounds that were due while all connections were busy.
  package internal(set) var queued = 0
  /// Requests sent again because the server had closed an idle connection.
  package internal(set) var resent = 0
  package internal(set) var bytesSent = 0
  package internal(set) var bytesReceived = 0

  init(journeys: [Journey]) {
    steps = journeys.flatMap { $0.steps.map { StepFigures(name: $0.request.name, tags: $0.tags) } }
    checks = journeys.flatMap { $0.steps.flatMap { $0.checks.map { CheckFigures(name: $0.name) } } }
  }

  package var answered: Int { steps.reduce(0) { $0 + $1.answered } }
  package var failed: Int { steps.reduce(0) { $0 + $1.failed } }
  /// Requests that came to an end, good or bad.
  package var ended: Int { steps.reduce(0) { $0 + $1.ended } }

  /// All steps together.
  package var durations: CensoredHistogram {
    steps.reduce(into: CensoredHistogram()) { $0.merge($1.durations) }
  }

  /// The steps that share a tag, gathered; the journeys' names are tags too.
  package var groups: [(key: String, value: String, figures: StepFigures)] {
    var groups: [(key: String, value: String, figures: StepFigures)] = []
    for step in steps {
      for (key, value) in step.tags.sorted(by: { $0.key < $1.key }) {
        let place = groups.firstIndex { $0.key == key && $0.value == value } ?? groups.count
        if place == groups.count {
          groups.append((key, value, StepFigures(name: "\(key) \(value)")))
        }
        groups[place].figures.merge(step)
      }
    }
    return groups
  }

  package var refusals: Histogram { steps.reduce(into: Histogram()) { $0.merge($1.refusals) } }

  mutating func merge(_ other: Figures) {
    for index in steps.indices { steps[index].merge(other.steps[index]) }
    for index in checks.indices {
      checks[index].passed += other.checks[index].passed
      checks[index].failed += other.checks[index].failed
    }
    mergeTotals(other)
  }

  /// Puts the figures of a scenario behind those of another, of whose steps they know nothing.
  mutating func append(_ other: Figures) {
    steps += other.steps
    checks += other.checks
    mergeTotals(other)
  }

  private mutating func mergeTotals(_ other: Figures) {
    statuses.merge(other.statuses, uniquingKeysWith: +)
    errors.merge(other.errors, uniquingKeysWith: +)
    service.merge(other.service)
    waiting.merge(other.waiting)
    connecting.merge(other.connecting)
    handshaking.merge(other.handshaking)
    resumed += other.resumed
    tlsReasons.merge(other.tlsReasons, uniquingKeysWith: +)
    rounds.merge(other.rounds)
    sent += other.sent
    unfinished += other.unfinished
    unsent += other.unsent
    queued += other.queued
    resent += other.resent
    bytesSent += other.bytesSent
    bytesReceived += other.bytesReceived
  }
}
