// One fault of a timeline: what happens, when, and for how long.

/// What is done to a proxy or a process for some time.
package struct Fault: Sendable, Hashable {
  package enum Action: Sendable, Hashable {
    /// The proxy listens no more, and its connections are gone.
    case down(proxy: String)
    case toxic(Toxic, proxy: String)
    /// The process does nothing, and its connections stay.
    case stop(process: String)
    /// The process is killed, and started again at the end.
    case kill(process: String)
  }

  /// Seconds after the start of the load.
  package let at: Double
  package let seconds: Double
  package let action: Action

  package init(at: Double, seconds: Double, action: Action) {
    self.at = at
    self.seconds = seconds
    self.action = action
  }

  package var end: Double { at + seconds }

  /// Whether what fails is a process, which cannot answer for itself.
  package var isOfProcess: Bool {
    switch action {
    case .down, .toxic: false
    case .stop, .kill: true
    }
  }

  /// Whether the end of one would lift the other, which is in at the same time.
  func excludes(_ other: Fault) -> Bool {
    guard at < other.end, other.at < end else { return false }
    return switch (action, other.action) {
    case (.down(let one), .down(let two)): one == two
    case (.stop(let one), .stop(let two)), (.stop(let one), .kill(let two)),
      (.kill(let one), .stop(let two)), (.kill(let one), .kill(let two)):
      one == two
    default: false
    }
  }

  /// What it is called in reports.
  package var text: String {
    switch action {
    case .down(let proxy): return "\(proxy) down"
    case .stop(let process): return "\(process) stopped"
    case .kill(let process): return "\(process) killed"
    case .toxic(let toxic, let proxy):
      let parts = toxic.kind.attributes.filter { toxic[$0] > 0 }.map { "\($0) \(toxic[$0])" }
      let share = toxic.toxicity < 1 ? ["toxicity \(toxic.toxicity)"] : []
      return (["\(proxy) \(toxic.kind.rawValue) \(toxic.stream.rawValue)"] + parts + share)
        .joined(separator: ", ")
    }
  }
}

/// What became of a fault.
package struct FaultRecord: Sendable, Hashable {
  package let fault: Fault
  /// Seconds after the start of the load; nil if it did not come to that.
  package var began: Double?
  package var ended: Double?
  /// Why it could not be done; nil if it could.
  package var problem: String?

  package init(fault: Fault, began: Double? = nil, ended: Double? = nil, problem: String? = nil) {
    self.fault = fault
    self.began = began
    self.ended = ended
    self.problem = problem
  }
}
