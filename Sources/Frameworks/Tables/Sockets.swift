// Sockets: ws and Socket.IO call a listener for each connection and for each message.

import SemanticModel

extension Library {
  /// `ws` and packages with its interface.
  static let ws = Library.module(
    "ws",
    packages: ["ws", "isomorphic-ws", "uWebSockets.js"],
    prefix: "ws",
    LibraryType(
      construct: .gives("ws.Socket"),
      .types("WebSocket", "ws.Socket"),
      .types("WebSocketServer Server", "ws.Server"),
      .each("createWebSocketStream", .gives("node.Stream"))
    ),
    types: [
      "ws.Server": LibraryType(
        .each(
          "on once addListener",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.entry(.socket, .last, receives: [0: "ws.Socket", 1: "http.Incoming"])]
          )
        ),
        .each("handleUpgrade", .calls(.entry(.socket, .last, receives: [0: "ws.Socket"]))),
        .free("close address emit shouldHandle"),
        // Every client that is connected: as many as there are users.
        .values("clients", "ws.Socket")
      ),
      "ws.Socket": LibraryType(
        .each(
          "on once addEventListener addListener",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.entry(.socket, .last)]
          )
        ),
        .each("send ping pong", .calls(.once(.last))),
        .free("close terminate removeListener removeAllListeners off removeEventListener emit")
      ),
    ]
  )

  /// Socket.IO's server; `on("connection", f)` hands each socket to `f`.
  static let socketIO = Library.module(
    "Socket.IO",
    packages: ["socket.io"],
    prefix: "socket-io",
    LibraryType(
      call: .gives("socket-io.Server"),
      construct: .gives("socket-io.Server"),
      .types("Server", "socket-io.Server"),
      .types("Namespace", "socket-io.Namespace"),
      .types("Socket", "socket-io.Socket")
    ),
    types: [
      "socket-io.Server": LibraryType(
        parent: "socket-io.Namespace",
        .each("of", .gives("socket-io.Namespace")),
        .values("sockets engine httpServer", "socket-io.Namespace"),
        .chain("attach listen adapter path serveClient bind")
      ),
      "socket-io.Namespace": LibraryType(
        .each("on once addListener", listens(receiving: [0: "socket-io.Socket"])),
        .each("use", listens(receiving: [0: "socket-io.Socket"])),
        .each("to in", .gives("socket-io.Room")),
        .each(
          "emit send",
          Operation(passesThrough: Operation.receiver).playing(.broadcast)
        ),
        .chain("except compress timeout"),
        .values("volatile local", "socket-io.Namespace"),
        .values("server", "socket-io.Server"),
        .each("fetchSockets", .gives("socket-io.Socket", many: true)),
        .free("close socketsJoin socketsLeave disconnectSockets allSockets removeAllListeners off")
      ),
      // All sockets but one.
      "socket-io.Others": LibraryType(
        .each("to in", .gives("socket-io.Room")),
        .each("emit send", Operation(passesThrough: Operation.receiver).playing(.broadcast)),
        .chain("except compress timeout"),
        .values("volatile local", "socket-io.Others")
      ),
      // Some of the sockets: those that joined a room.
      "socket-io.Room": LibraryType(
        .chain("to in except emit send compress timeout"),
        .values("volatile local", "socket-io.Room"),
        .each("fetchSockets", .gives("socket-io.Socket", many: true)),
        .free("socketsJoin socketsLeave disconnectSockets")
      ),
      "socket-io.Socket": LibraryType(
        .each("on once addListener onAny prependAny onAnyOutgoing", listens(receiving: [:])),
        .each("use", .calls(.entry(.socket, .at(0)))),
        .chain("to in except emit send compress timeout"),
        .values("volatile", "socket-io.Socket"),
        .values("broadcast", "socket-io.Others"),
        .values("nsp server conn", "socket-io.Namespace"),
        .each("emitWithAck", .free),
        .free("join leave disconnect removeListener removeAllListeners off offAny listeners")
      ),
      "socket-io.Client": LibraryType(
        .listeners,
        .each("onAny", .calls(.later(.at(0)))),
        .chain("emit connect open disconnect close send timeout"),
        .free("emitWithAck offAny")
      ),
    ]
  )

  /// Socket.IO's client: its listeners run where the client runs.
  static let socketIOClient = Library(
    "Socket.IO client",
    packages: ["socket.io-client"],
    exports: [
      "default": .call(.gives("socket-io.Client").playing(.opensSocket)),
      "io": .call(.gives("socket-io.Client").playing(.opensSocket)),
      "connect": .call(.gives("socket-io.Client").playing(.opensSocket)),
      "Socket": .type("socket-io.Client"),
      "Manager": .type("socket-io.Client"),
    ]
  )

  private static func listens(receiving parameters: [Int: String]) -> Operation {
    Operation(
      passesThrough: Operation.receiver,
      callbacks: [.entry(.socket, .last, receives: parameters)]
    )
  }
}
