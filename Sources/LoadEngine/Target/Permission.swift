// Whom a load test may be aimed at.

/// Loopback by default: whoever wants to load another machine has to name it.
package struct Permission: Sendable, Hashable {
  /// The one host that may be somewhere else.
  package var remoteHost: String?

  package init(remoteHost: String? = nil) { self.remoteHost = remoteHost }

  /// The addresses of a host that may be loaded.
  ///
  /// Throws an error of the plan if there is none: a name that leads elsewhere is no loopback,
  /// whatever it is called.
  package func allowed(_ endpoints: [Endpoint], of url: TargetURL) throws(LoadError) -> [Endpoint] {
    if remoteHost?.lowercased() == url.host.lowercased() { return endpoints }
    let local = endpoints.filter(\.isLoopback)
    guard local.isEmpty else { return local }
    throw .plan(
      "\(url.host) is not this machine (\(endpoints.first?.text ?? "no address")): load only what is yours, "
        + "and then say so with --allow-remote \(url.host)"
    )
  }
}
