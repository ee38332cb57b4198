// Node's HTTP modules: servers that call handlers, and requests without a time limit.

import SemanticModel

extension Library {
  /// `http` and `https`.
  ///
  /// Requests have no limit of their own: `timeout` is unset by default, and sockets of the agent wait for ever
  /// (nodejs.org/api/http.html).
  static let nodeHTTP = Library.module(
    "Node.js http",
    packages: node("http", "https", "http2"),
    prefix: "http",
    LibraryType(
      .each("request get", sends),
      .each(
        "createServer createSecureServer",
        .calls(.entry(.request, .last, receives: handled), gives: "http.Server")
      ),
      .types("Server", "http.Server"),
      .types("Agent", "builtin.Pure"),
      .types("IncomingMessage", "http.Incoming"),
      .types("ServerResponse", "http.Response")
    ),
    types: [
      "http.Server": LibraryType(
        .listeners,
        .each(
          "listen",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.entry(.startup, .last)]
          )
          .playing(.listener)
        ),
        .each("close", Operation.calls(.later(.last)).playing(.shutdown)),
        .free("address setTimeout ref unref closeAllConnections closeIdleConnections")
      ),
      "http.ClientRequest": LibraryType(
        .listeners,
        .free("write end destroy abort setTimeout setHeader")
      ),
      "http.Incoming": LibraryType(parent: "node.Stream"),
      "http.Response": LibraryType(
        parent: "node.Stream",
        .free("writeHead setHeader getHeader removeHeader flushHeaders")
      ),
    ]
  )

  private static let handled = [0: "http.Incoming", 1: "http.Response"]

  private static let sends = Operation.requests(
    "request",
    gives: "http.ClientRequest",
    subject: 0,
    deadline: DeadlineRule(
      "HTTP request",
      options: [
        DeadlineRule.OptionRule(-1, "timeout", "signal").suggesting(
          "signal: AbortSignal.timeout(2000)"
        )
      ],
      chain: ["setTimeout"]
    ),
    callbacks: [.later(.last, receives: [0: "http.Incoming"])]
  )
}
