// The faults that a proxy puts into a stream of bytes, in toxiproxy's words.

/// One fault in one direction of a proxy's connections.
package struct Toxic: Sendable, Hashable {
  package enum Stream: String, Sendable, CaseIterable {
    /// From the client to the server.
    case upstream
    case downstream
  }

  package enum Kind: String, Sendable, CaseIterable {
    case latency
    case bandwidth
    case slowClose = "slow_close"
    case timeout
    case resetPeer = "reset_peer"
    case slicer
    case limitData = "limit_data"

    /// What can be set of it, in the order in which it is told.
    package var attributes: [String] {
      switch self {
      case .latency: ["latency", "jitter"]
      case .bandwidth: ["rate"]
      case .slowClose: ["delay"]
      case .timeout, .resetPeer: ["timeout"]
      case .slicer: ["average_size", "size_variation", "delay"]
      case .limitData: ["bytes"]
      }
    }
  }

  package let name: String
  package let kind: Kind
  package let stream: Stream
  /// The share of connections that it is in, 0 to 1.
  package var toxicity: Double
  /// Milliseconds, kB/s, bytes, of the slicer's delay microseconds; what is not given is 0.
  package var attributes: [String: Int]

  package init(
    name: String? = nil,
    kind: Kind,
    stream: Stream = .downstream,
    toxicity: Double = 1,
    attributes: [String: Int] = [:]
  ) {
    self.name = name ?? "\(kind.rawValue)_\(stream.rawValue)"
    self.kind = kind
    self.stream = stream
    self.toxicity = toxicity
    self.attributes = attributes
  }

  package subscript(attribute: String) -> Int { max(0, attributes[attribute] ?? 0) }

  /// An attribute in milliseconds, as nanoseconds; an hour at most.
  func nanoseconds(_ attribute: String) -> UInt64 {
    UInt64(min(self[attribute], 3_600_000)) * 1_000_000
  }
}
