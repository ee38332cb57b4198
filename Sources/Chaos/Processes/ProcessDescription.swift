// A process that faults are put into.

/// A process that is there, or one that is started for the run.
package struct ProcessDescription: Sendable, Hashable {
  package let name: String
  /// The process that is there; nil if `start` makes it.
  package var pid: Int32?
  /// The shell command that starts it for the run; it ends with the run.
  package var start: String?
  /// The shell command that starts it again after it was killed.
  package var restart: String?

  package init(name: String, pid: Int32? = nil, start: String? = nil, restart: String? = nil) {
    self.name = name
    self.pid = pid
    self.start = start
    self.restart = restart
  }

  /// What starts it again.
  package var command: String? { restart ?? start }
}
