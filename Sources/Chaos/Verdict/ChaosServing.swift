// What went through proxies that stood for others to use.

import LoadEngine

/// The end of a run without a load.
package struct ChaosServing: Encodable, Sendable {
  private struct Entry: Encodable, Sendable {
    let name: String
    let connections: Int
    let cut: Int
    let refused: Int
    let bytesUpstream: UInt64
    let bytesDownstream: UInt64
  }

  private let schema = "plimsoll-chaos-serving/1"
  private let proxies: [Entry]

  package init(of seen: FaultObservations) {
    proxies = seen.proxies.map { figures in
      Entry(
        name: figures.name,
        connections: figures.accepted,
        cut: figures.cut,
        refused: figures.refused,
        bytesUpstream: figures.bytesUpstream,
        bytesDownstream: figures.bytesDownstream
      )
    }
  }

  /// A line for each proxy.
  package func text() -> String {
    proxies.map { proxy in
      "proxy \(proxy.name): \(Quantity.count(proxy.connections)) connections · "
        + "\(Quantity.count(proxy.cut)) cut · \(Quantity.count(proxy.refused)) not taken · "
        + "\(Quantity.bytes(Double(proxy.bytesUpstream))) up · "
        + "\(Quantity.bytes(Double(proxy.bytesDownstream))) down\n"
    }.joined()
  }
}
