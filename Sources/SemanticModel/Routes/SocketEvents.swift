// The events that listeners of sockets answer.

import Facts

/// A listener of one kind of message.
package struct SocketEvent: Sendable {
  /// The call that registers it: `socket.on("login", …)`.
  package let site: CallSite
  /// What the message is called.
  package let name: String
  package let handler: FunctionRef
}

extension Program {
  /// The listeners of the server whose message has a name, in order of file and place.
  package var socketEvents: [SocketEvent] {
    reachability.entries.compactMap { entry -> SocketEvent? in
      guard entry.kind == .socket, let call = entry.call, let position = position(of: call),
        !isOfBrowsers(entry.function)
      else { return nil }
      let site = self.call(at: position)
      guard site.unit.isRunning, case .text(let name)? = site.arguments.first?.shape else {
        return nil
      }
      return SocketEvent(site: site, name: name, handler: entry.function)
    }
    .sorted { $0.site.place < $1.site.place }
  }
}
