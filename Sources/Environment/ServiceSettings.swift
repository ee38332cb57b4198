// The environment of one service in numbers.

import Findings

/// One service in numbers; nil where nobody says and nothing can be assumed.
package struct ServiceSettings: Sendable, Hashable {
  /// Relative to the root; empty for the root.
  package let folder: String
  package let name: String
  /// Connections that one process keeps to its database.
  package let poolSize: Int?
  /// Whether code, configuration or the user says the pool's size, rather than a default.
  package let isPoolKnown: Bool
  /// Processes of one instance.
  package let workers: Int?
  package let areWorkersKnown: Bool
  /// Threads of one process that serve requests; nil for event loops.
  package let threads: Int?
  /// Copies that run side by side.
  package let instances: Int?
  /// A worker that does not answer is killed after so long.
  package let workerTimeoutSeconds: Int?
  /// The proxy gives up after so long.
  package internal(set) var proxyTimeoutSeconds: Double?
  /// Larger requests are refused.
  package internal(set) var bodyLimitBytes: Int?
  /// Connections that the database server takes.
  package internal(set) var maxConnections: Int?

  init(_ reading: ServiceReading, _ pool: Pool?, _ processes: Processes, _ instances: Int?) {
    folder = reading.service.folder
    name = reading.service.name
    let processors = reading.processors
    let isPerThread = pool?.isPerThread ?? false
    poolSize = isPerThread ? processes.threads ?? 1 : pool?.size(processors: processors)
    isPoolKnown = pool?.status == .inferred
    workers = processes.count(processors: processors)
    areWorkersKnown = processes.status == .inferred
    threads = processes.threads
    self.instances = instances
    workerTimeoutSeconds = processes.timeoutSeconds
  }
}

extension Environment {
  /// The service that a file of the project belongs to: the one with the longest folder around it.
  package func settings(ofFile path: String) -> ServiceSettings? {
    services.filter { Paths.isInside(path, $0.folder) }
      .max { $0.folder.utf8.count < $1.folder.utf8.count } ?? services.first
  }
}
