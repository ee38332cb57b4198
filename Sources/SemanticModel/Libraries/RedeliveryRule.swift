// When a broker takes a job for lost and delivers it again.

/// The names of the configuration that say how long a job may run, and after which time it is delivered again.
package struct RedeliveryRule: Sendable {
  /// Settings whose entries configure the broker.
  package let waits: Set<String>
  /// The entry that says after how many seconds a job without an answer is delivered again.
  package let key: String
  /// Settings and options by which a job is acknowledged only when it is done.
  package let late: Set<String>
  /// Settings and options that end a job after some seconds.
  package let limits: Set<String>

  package init(waits: Set<String>, key: String, late: Set<String>, limits: Set<String>) {
    self.waits = waits
    self.key = key
    self.late = late
    self.limits = limits
  }
}

extension Library {
  /// The library, whose broker delivers jobs again.
  package func redelivering(by rule: RedeliveryRule) -> Library {
    var result = self
    result.redelivery = rule
    return result
  }
}
