// The flags that say how a server is spoken to.

import ArgumentParser
import LoadEngine

/// Of `plimsoll load`, `soak` and `chaos`.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Give a request up after so long; default 60s, of chaos 10s.",
      valueName: "time"
    )
  )
  var timeout: String?

  @Option(
    help: ArgumentHelp(
      "Give a connection, or its TLS handshake, up; default 10s.",
      valueName: "time"
    )
  )
  var connectTimeout: String?

  @Option(
    help: ArgumentHelp("Allow a machine that is not this one, by name.", valueName: "host")
  )
  var allowRemote: String?

  @Option(
    help: ArgumentHelp(
      "Believe https:// servers whose certificate this PEM signed.",
      valueName: "file"
    )
  )
  var ca: String?

  @Flag(help: "Believe every https:// server, whatever its certificate.")
  var insecure = false

  @Flag(
    name: .customLong("http2"),
    help: "Speak HTTP/2, many requests on a connection; without TLS from the first byte on."
  )
  var http2 = false

  @Option(
    help: ArgumentHelp("Requests at once on a connection of HTTP/2; default 100.", valueName: "n")
  )
  var streams: Int?

  /// Who may be loaded beside this machine.
  var permission: Permission { Permission(remoteHost: allowRemote) }

  /// Whom https:// connections believe.
  func trust() throws -> TLSTrust {
    guard ca == nil || !insecure else {
      throw Failure.usage("--ca and --insecure exclude each other: give one")
    }
    return TLSTrust(authorities: ca, isVerified: !insecure)
  }
}
