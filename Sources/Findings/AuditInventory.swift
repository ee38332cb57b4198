// What the code holds, before anything is judged: environment, load target, routes, queries.

/// One fact about where the code runs, and how it is known.
package struct EnvironmentFact: Codable, Sendable, Hashable {
  package enum Status: String, Codable, Sendable, CaseIterable {
    case inferred
    case assumed
    case needsConfirmation = "needs-confirmation"
  }

  package var aspect: String
  package var value: String
  package var status: Status
  package var evidence: [Location]?
  /// Status `needsConfirmation`: exactly which file or setting is needed.
  package var ask: String?

  package init(
    aspect: String,
    value: String,
    status: Status,
    evidence: [Location] = [],
    ask: String? = nil
  ) {
    self.aspect = aspect
    self.value = value
    self.status = status
    self.evidence = evidence.isEmpty ? nil : evidence
    self.ask = ask
  }
}

/// The load that the audit judged by.
package struct LoadTargetFigures: Codable, Sendable, Hashable {
  package var users: Int
  package var requestsPerSecond: Double
  package var durationSeconds: Double
  package var p95Milliseconds: Double
  package var p99Milliseconds: Double
  /// Share of failed requests that is tolerated, 0 to 1.
  package var errorRate: Double

  package init(
    users: Int,
    requestsPerSecond: Double,
    durationSeconds: Double,
    p95Milliseconds: Double,
    p99Milliseconds: Double,
    errorRate: Double
  ) {
    self.users = users
    self.requestsPerSecond = requestsPerSecond
    self.durationSeconds = durationSeconds
    self.p95Milliseconds = p95Milliseconds
    self.p99Milliseconds = p99Milliseconds
    self.errorRate = errorRate
  }
}

/// One route or page, with what one request of it costs.
package struct RouteCost: Codable, Sendable, Hashable {
  package struct Cost: Codable, Sendable, Hashable {
    /// A polynomial in the loop sizes: `2 + 3N`.
    package var queries: String
    package var externalCalls: String
    package var sequentialAwaits: Int?
    package var unboundedReads: Int?
    package var blockingCalls: Int?

    package init(
      queries: String,
      externalCalls: String,
      sequentialAwaits: Int? = nil,
      unboundedReads: Int? = nil,
      blockingCalls: Int? = nil
    ) {
      self.queries = queries
      self.externalCalls = externalCalls
      self.sequentialAwaits = sequentialAwaits
      self.unboundedReads = unboundedReads
      self.blockingCalls = blockingCalls
    }
  }

  package var method: String
  package var path: String
  package var handler: Location
  package var cost: Cost

  package init(method: String, path: String, handler: Location, cost: Cost) {
    self.method = method
    self.path = path
    self.handler = handler
    self.cost = cost
  }
}

/// One query call site of the source.
package struct QuerySite: Codable, Sendable, Hashable {
  package var file: String
  package var line: Int
  package var operation: String
  package var table: String?
  package var orm: String?
  package var route: String?
  /// The innermost loop that repeats it.
  package var loop: Location?
  /// The calls that lead to it.
  package var path: [Location]?

  package init(
    file: String,
    line: Int,
    operation: String,
    table: String? = nil,
    orm: String? = nil,
    route: String? = nil,
    loop: Location? = nil,
    path: [Location] = []
  ) {
    self.file = file
    self.line = line
    self.operation = operation
    self.table = table
    self.orm = orm
    self.route = route
    self.loop = loop
    self.path = path.isEmpty ? nil : path
  }
}
