// Express 4 and 5: applications and routers that call handlers for requests.

import SemanticModel

extension Library {
  /// Express, which looks after rejected handlers from version 5 on.
  static let express = Library.module(
    "Express",
    packages: ["express", "express-ws", "ultimate-express"],
    prefix: "express",
    LibraryType(
      call: Operation.gives("express.Application").playing(.application),
      [
        "Router": Member(
          call: .gives("express.Router").routing(.router),
          construct: .gives("express.Router").routing(.router),
          instance: "express.Router"
        )
      ],
      .types("Application Express IApplication", "express.Application"),
      .types("IRouter", "express.Router"),
      .types("Request", "express.Request"),
      .types("Response", "express.Response"),
      .values("request", "express.Request"),
      .values("response", "express.Response"),
      .each("json urlencoded raw text", Operation.free.playing(.bodyParser)),
      .free("static")
    ),
    types: [
      "express.Router": LibraryType(
        // Path, patterns and handlers, in nested arrays too; all give the router back.
        .each("use", handles.routing(.use)),
        .each(verbs, handles.routing(.verb)),
        .each("route", Operation(returns: "express.Route", subjectArgument: 0).routing(.scope)),
        .each("param", paramHandler)
      ),
      "express.Route": LibraryType(.each(verbs, handles.routing(.handlers))),
      "express.Application": LibraryType(
        parent: "express.Router",
        .listeners,
        // `app.listen` calls its function once, when the port is open.
        .each("listen", listens),
        .each("engine", .calls(.later(.at(1)))),
        .each("render", .calls(.once(.last))),
        .chain("set enable disable"),
        .free("enabled disabled path address"),
        .each("ws", Operation(callbacks: [.entry(.socket, .from(0), receives: [0: "ws.Socket"])]))
      ),
      "express.Request": LibraryType(
        parent: "node.Stream",
        .free("header accepts acceptsCharsets acceptsEncodings acceptsLanguages is param range"),
        .values("app", "express.Application"),
        .values("res", "express.Response")
      ),
      "express.Response": LibraryType(
        parent: "node.Stream",
        .chain(
          """
          status json send jsonp sendStatus set header append attachment cookie clearCookie format
          links location redirect type contentType vary setHeader setTimeout
          """
        ),
        .each("render sendFile download", .calls(.once(.last))),
        .free("getHeader getHeaders hasHeader removeHeader writeHead flushHeaders flush"),
        .values("app", "express.Application"),
        .values("req", "express.Request")
      ),
    ]
  ).losingRejections(before: 5, of: "express")

  /// Routers of Express that look after rejected handlers.
  static let expressPromise = Library(
    "Express routers for promises",
    packages: ["express-promise-router", "@awaitjs/express"],
    exports: Members.each(
      "default Router",
      is: Member(
        call: .gives("express.Router").routing(.router).playing(.asyncErrors),
        construct: .gives("express.Router").routing(.router).playing(.asyncErrors)
      )
    ).byName
  )

  /// Importing one makes Express look after rejected handlers.
  static let asyncErrors = Library(
    "async errors",
    packages: ["express-async-errors", "express-async-error", "koa-async-errors"]
  ).playingOnImport(.asyncErrors)

  /// Wrappers of asynchronous handlers: what goes in comes out as a handler.
  static let asyncHandlers = Library(
    "async handlers",
    packages: [
      "express-async-handler", "express-async-wrap", "async-middleware", "express-async-middleware",
      "middleware-async", "@root/async-router", "catch-async", "express-wrap-async",
    ],
    exports: Members.each(
      "default wrap asyncHandler middleware asyncMiddleware",
      Operation.passes(0).playing(.asyncErrors)
    ).byName
  )

  private static let listens = Operation(
    returns: "http.Server",
    callbacks: [.entry(.startup, .last)]
  )
  .playing(.listener)

  private static let verbs = """
    all get post put patch delete head options trace connect copy link lock mkcol move purge
    propfind proppatch report search subscribe unlock unsubscribe m-search checkout merge
    """

  // An error handler has one parameter before these; nothing is known of the error that stands there.
  private static let handles = Operation(
    passesThrough: Operation.receiver,
    callbacks: [
      .entry(.request, .from(0), receives: [0: "express.Request", 1: "express.Response"])
    ],
    subjectArgument: 0
  )

  private static let paramHandler = Operation(
    passesThrough: Operation.receiver,
    callbacks: [
      .entry(.request, .from(0), receives: [0: "express.Request", 1: "express.Response"])
    ]
  )
}
