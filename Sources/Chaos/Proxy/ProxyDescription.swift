// What is known of one proxy.

import LoadEngine

/// A proxy as it is asked for and told of.
package struct ProxyDescription: Sendable, Hashable {
  package let name: String
  /// Where it takes connections, as `HOST:PORT`; port 0 is any that is free.
  package var listen: String
  /// Whom it serves.
  package var upstream: String
  /// A proxy that is not enabled is down: it listens no more, and its connections are gone.
  package var isEnabled: Bool
  package var toxics: [Toxic]

  package init(
    name: String,
    listen: String,
    upstream: String,
    isEnabled: Bool = true,
    toxics: [Toxic] = []
  ) {
    self.name = name
    self.listen = listen
    self.upstream = upstream
    self.isEnabled = isEnabled
    self.toxics = toxics
  }
}

/// What went through a proxy.
package struct ProxyFigures: Encodable, Sendable, Hashable {
  private enum CodingKeys: String, CodingKey {
    case accepted = "connections"
    case name, cut, refused, bytesUpstream, bytesDownstream
  }

  package let name: String
  package var accepted = 0
  /// Connections that a proxy going down has ended.
  package var cut = 0
  /// Connections for which the server took none.
  package var refused = 0
  package var bytesUpstream: UInt64 = 0
  package var bytesDownstream: UInt64 = 0

  /// On one line, without what there was none of.
  var text: String {
    var parts = ["\(Quantity.count(accepted)) connections"]
    if cut > 0 { parts.append("\(Quantity.count(cut)) cut") }
    if refused > 0 { parts.append("\(Quantity.count(refused)) not taken by the server") }
    parts.append("\(Quantity.bytes(Double(bytesUpstream))) up")
    parts.append("\(Quantity.bytes(Double(bytesDownstream))) down")
    return "\(name): " + parts.joined(separator: " · ")
  }
}

/// Why a proxy or a toxic cannot be as it is asked for, with the status that toxiproxy's API gives it.
package struct ControlError: Error, Sendable, Hashable {
  package let status: Int
  package let message: String

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  static let proxyNotFound = ControlError(404, "proxy not found")
  static let proxyExists = ControlError(409, "proxy already exists")
  static let toxicNotFound = ControlError(404, "toxic not found")
  static let toxicExists = ControlError(409, "toxic already exists")
}
