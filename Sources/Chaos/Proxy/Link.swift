// A client's connection through a proxy, and the one to the server that belongs to it.

import Glibc

/// Two sockets and the two directions between them.
struct Link {
  /// Which proxy it came through.
  let proxy: Int
  var client: Int32 = -1
  var server: Int32 = -1
  /// Tells its events from those of the link that was in its place before.
  var generation: UInt32
  var isConnecting = false
  var upstream = Flow()
  var downstream = Flow()
  /// The earliest moment for which it is in the queue of moments.
  var wake = UInt64.max

  var isOpen: Bool { client >= 0 }
  var held: Int { upstream.held + downstream.held }

  mutating func close(byReset: Bool) {
    for socket in [client, server] where socket >= 0 {
      if byReset {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
      }
      Glibc.close(socket)
    }
    client = -1
    server = -1
    generation &+= 1
    upstream = Flow()
    downstream = Flow()
    wake = .max
  }
}
