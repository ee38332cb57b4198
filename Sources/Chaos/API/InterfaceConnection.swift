// A connection to the control interface.

import Glibc

/// One connection to the control interface.
struct InterfaceConnection {
  var socket: Int32 = -1
  var generation: UInt32 = 0
  var input: [UInt8] = []
  var output: [UInt8] = []
  var isEnding = false

  mutating func end() {
    if socket >= 0 { close(socket) }
    self = InterfaceConnection(generation: generation &+ 1)
  }
}
