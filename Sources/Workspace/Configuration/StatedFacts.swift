// What the user says of the environment: the answers to “needs confirmation”.

/// `facts` of plimsoll.yml, for the whole repository and for single services of it.
package struct StatedFacts: Hashable, Sendable {
  /// What holds for every service.
  package var everywhere: [StatedFact] = []
  /// What holds for one service, by its folder or name; it wins over what holds everywhere.
  package var services: [String: [StatedFact]] = [:]

  package init() {}

  /// What is said of a key for a service that is known under some names.
  package func fact(_ key: StatedFact.Key, ofService names: [String]) -> StatedFact? {
    for name in names {
      if let fact = services[name]?.last(where: { $0.key == key }) { return fact }
    }
    return everywhere.last { $0.key == key }
  }
}

/// One answer.
package struct StatedFact: Hashable, Sendable {
  package let key: Key
  /// What the user wrote.
  package let text: String
  /// The same as a number, for keys that count something.
  package let number: Int?
  /// The 1-based line of plimsoll.yml.
  package let line: Int

  package enum Key: String, Hashable, Sendable, CaseIterable {
    case framework, database, orm, pool, maxConnections, sessions, cache, deployment, runtime
    case workers, threads, cpus, instances, proxy, cdn, bodyLimit, jobs, logging
    case externalServices

    /// Whether it is a whole number above 0.
    package var isCount: Bool {
      switch self {
      case .pool, .maxConnections, .workers, .threads, .cpus, .instances: true
      default: false
      }
    }
  }
}
