// All that a load test is: at whom, what, how often, and when it ends.

/// How requests are paced.
package enum Pacing: Sendable, Hashable {
  /// The open model: rounds begin at a rate, whatever the answers take.
  case arrivals(Curve, Spacing)
  /// The closed model: users who wait for each answer.
  case users(Curve, Pause)

  package var curve: Curve {
    switch self {
    case .arrivals(let curve, _), .users(let curve, _): curve
    }
  }

  package var isOpen: Bool {
    if case .arrivals = self { true } else { false }
  }
}

/// How long to wait at each step of a request, in seconds.
package struct Timeouts: Sendable, Hashable {
  package var connect: Double
  /// Of TLS.
  package var handshake: Double
  /// From the request until the first byte of its answer.
  package var firstByte: Double
  /// From the request until the last byte of its answer.
  package var total: Double

  package init(
    connect: Double = 10,
    handshake: Double = 10,
    firstByte: Double = 60,
    total: Double = 60
  ) {
    self.connect = connect
    self.handshake = handshake
    self.firstByte = firstByte
    self.total = total
  }
}

/// A load test that has been thought through; to run it is all that is left.
package struct LoadPlan: Sendable {
  package var url: TargetURL
  package var journeys: [Journey]
  /// What the journeys' templates and extractions speak of by number.
  package var variables: [Variable] = []
  package var pacing: Pacing
  /// Connections that may be open at once; with users each has one.
  package var connections: Int
  package var threads: Int
  package var timeouts = Timeouts()
  package var trust = TLSTrust()
  package var limits = ResponseLimits()
  /// Seconds for which answers are waited for after the last round began.
  package var grace = 30.0
  /// Seconds at the start that count in no total.
  package var warmup = 0.0
  /// Rounds after which the test ends before its time.
  package var rounds: Int?
  /// Requests that share a connection at most, over HTTP/2; nil for HTTP/1.1.
  package var streams: Int?
  /// Redirects on the same server that are followed, one after another.
  package var redirects = 0
  /// Whether arrivals go round all connections, as if each were a user's, instead of keeping to
  /// as few as they need.
  package var usesAllConnections = false
  package var seed: UInt64 = 1
  /// Rounds after which each user stops.
  package var roundsOfUser: Int?
  /// Rows that rounds or users take in the place of variables.
  package var data: [DataSet] = []
  /// What each user does once, before the first round; what it extracts is kept for all rounds.
  package var login: Journey?
  /// What is done once before the run, and once behind it; neither is counted.
  package var setup: Journey?
  package var teardown: Journey?
  /// The value of each variable before anything is drawn or extracted; empty for none.
  package var given: [[UInt8]] = []
  /// What the scenario's figures are called where there are several.
  package var name: String?
  /// Scenarios that run beside this one, at the same server and on the same clock.
  package var beside: [LoadPlan] = []
  /// Who sees each failure with what the server said; nil if counting them is enough.
  package var witness: (any FailureWitness)?

  package init(
    url: TargetURL,
    journeys: [Journey],
    pacing: Pacing,
    connections: Int,
    threads: Int
  ) {
    self.url = url
    self.journeys = journeys
    self.pacing = pacing
    self.connections = connections
    self.threads = threads
  }

  /// This scenario and those beside it.
  package var scenarios: [LoadPlan] { [self] + beside }

  /// Threads of all scenarios.
  package var allThreads: Int { scenarios.reduce(0) { $0 + $1.threads } }

  /// Connections of all scenarios that can be open at once.
  package var allSlots: Int { scenarios.reduce(0) { $0 + $1.slots } }

  /// Seconds until no scenario begins anything any more.
  package var seconds: Double { scenarios.map(\.pacing.curve.seconds).max() ?? 0 }

  /// The journeys of which figures are kept: the login stands behind the others.
  var countedJourneys: [Journey] { journeys + [login].compactMap(\.self) }

  /// Connections that can be open at once.
  package var slots: Int {
    switch pacing {
    case .arrivals: connections
    case .users(let curve, _): Int(curve.maximum.rounded(.up))
    }
  }

  /// Takes what a scenario says beside its journeys and its pace.
  package mutating func take(_ scenario: Scenario) {
    variables = scenario.variables
    data = scenario.data
    setup = scenario.setup
    login = scenario.login
    teardown = scenario.teardown
    given = Array(repeating: [], count: variables.count)
  }

  /// Tells the steps of this scenario from those of others.
  mutating func tag(as name: String) {
    for journey in journeys.indices {
      for step in journeys[journey].steps.indices {
        journeys[journey].steps[step].tags["scenario"] = name
      }
    }
    for step in login?.steps.indices ?? 0..<0 { login?.steps[step].tags["scenario"] = name }
  }
}
