// What went through proxies that stood for others to use.

/// The end of a run without a load.
package struct ChaosServing: Encodable, Sendable {
  private let schema = "plimsoll-chaos-serving/1"
  private let proxies: [ProxyFigures]

  package init(of seen: FaultObservations) { proxies = seen.proxies }

  /// A line for each proxy.
  package func text() -> String { proxies.map { "proxy \($0.text)\n" }.joined() }
}
