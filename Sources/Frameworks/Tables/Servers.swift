// Other HTTP frameworks: Hono, Fastify, Koa, and small ones.

import SemanticModel

extension Library {
  /// Hono; routes give the application back.
  static let hono = Library.module(
    "Hono",
    packages: ["hono", "hono/*", "hono/tiny", "@hono/zod-openapi"],
    prefix: "hono",
    LibraryType(
      .each("Hono OpenAPIHono", is: application),
      .types("Context", "hono.Context"),
      .each("createMiddleware", .calls(.entry(.request, .at(0)))),
      .each("createFactory", .gives("hono.App")),
      .each("createRoute", .passes(0)),
      .each("serve", Operation.calls(.entry(.startup, .at(1))).playing(.listener)),
      // What a platform calls: it opens the port and closes it.
      .each("handle", Operation().playing(.hostedApplication)),
      .each("streamSSE stream streamText", .calls(.entry(.request, .at(1)))),
      .free(
        """
        cors logger csrf secureHeaders compress bodyLimit etag serveStatic getCookie setCookie
        deleteCookie getSignedCookie setSignedCookie zValidator sValidator validator getConnInfo
        timeout requestId prettyJSON jwt bearerAuth basicAuth contextStorage getContext describeRoute
        """
      )
    ),
    types: [
      "hono.App": LibraryType(
        .each(
          "get post put patch delete options all",
          handles("hono.Context").routing(.verb)
        ),
        .each("on", handles("hono.Context").routing(.namedVerb)),
        .each("use", handles("hono.Context").routing(.use)),
        .each("openapi", handles("hono.Context").routing(.options)),
        .each("onError", handles("hono.Context").routing(.errors)),
        .each("notFound", handles("hono.Context")),
        .each("createMiddleware createHandlers", handles("hono.Context")),
        .each("createApp", .gives("hono.App")),
        .each("basePath", Operation(returns: "hono.App").routing(.scope)),
        .each("route mount", Operation(passesThrough: Operation.receiver).routing(.use)),
        .chain("doc"),
        .free("fetch request fire")
      ),
      "hono.Context": LibraryType(
        anyMember: .free,
        .values("req res env executionCtx", "hono.Context"),
        .each("header status set", .chain)
      ),
    ]
  )

  /// Fastify; a plugin is called once, with an instance of its own.
  static let fastify = Library.module(
    "Fastify",
    packages: ["fastify", "fastify-plugin"],
    prefix: "fastify",
    LibraryType(
      // `fp(plugin)` is the plugin again; `fastify()` is an instance.
      call: Operation(returns: "fastify.App", passesThrough: 0).playing(.application),
      .each("fastify Fastify", Operation.gives("fastify.App").playing(.application)),
      .types("FastifyInstance", "fastify.App"),
      .types("FastifyRequest", "fastify.Request"),
      .types("FastifyReply", "fastify.Reply")
    ),
    types: [
      "fastify.App": LibraryType(
        .each("get post put patch delete head options all", routes.routing(.verb)),
        .each(
          "route",
          Operation.calls(.entry(.request, .propertiesOf(0), receives: handled)).routing(.options)
        ),
        .each(
          "addHook",
          Operation.calls(.entry(.request, .at(1), receives: handled)).routing(.hook)
        ),
        .each("setErrorHandler", Operation.calls(.entry(.request, .last)).routing(.errors)),
        .each("setNotFoundHandler", .calls(.entry(.request, .last))),
        .each("preHandler addContentTypeParser", .calls(.entry(.request, .last))),
        .each(
          "register",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.once(.at(0), receives: [0: "fastify.App"])]
          ).routing(.plugin)
        ),
        .each("decorate decorateRequest decorateReply", .calls(.entry(.escaped, .at(1)))),
        .each("after ready", .calls(.once(.at(0)))),
        .each("listen", Operation.calls(.entry(.startup, .last)).playing(.listener)),
        .each("close", Operation.free.playing(.shutdown)),
        .chain("withTypeProvider setValidatorCompiler setSerializerCompiler addSchema"),
        .values("server", "http.Server"),
        .values("log", "loggers.Logger"),
        .free("inject printRoutes hasDecorator swagger")
      ),
      "fastify.Request": LibraryType(
        .values("log", "loggers.Logger"),
        .values("server", "fastify.App"),
        .free("file files saveRequestFiles parts")
      ),
      "fastify.Reply": LibraryType(
        .chain("code status header headers send type redirect hijack serialize removeHeader"),
        .values("log", "loggers.Logger"),
        .free("getHeader hasHeader getHeaders view sendFile setCookie clearCookie")
      ),
    ]
  )

  /// Koa, its routers, and what puts its middlewares together.
  static let koa = Library.module(
    "Koa",
    packages: ["koa", "koa-compose", "koa-mount"],
    prefix: "koa",
    LibraryType(
      call: Operation(returns: "koa.App", passesThrough: 0),
      construct: Operation.gives("koa.App").playing(.application),
      .types("Application", "koa.App")
    ),
    types: [
      "koa.App": LibraryType(
        .listeners,
        .each("use", handles("koa.Context").routing(.use)),
        .each(
          "get post put patch del delete head options all",
          handles("koa.Context").routing(.verb)
        ),
        .each("register param", handles("koa.Context")),
        .each(
          "listen",
          Operation.calls(.entry(.startup, .last), gives: "http.Server").playing(.listener)
        ),
        .each("callback routes middleware", .chain),
        .each("prefix", Operation(passesThrough: Operation.receiver).routing(.prefix)),
        .chain("redirect"),
        .free("url route createContext allowedMethods")
      ),
      // Answers nothing until its `routes()` are used.
      "koa.Router": LibraryType(parent: "koa.App"),
      "koa.Context": LibraryType(
        .free("throw assert set get redirect attachment accepts is append remove render"),
        .values("request response", "koa.Context"),
        .values("cookies", "builtin.Pure"),
        .values("app", "koa.App")
      ),
    ]
  )

  /// Routers of Koa.
  static let koaRouter = Library.module(
    "Koa router",
    packages: ["@koa/router", "koa-router", "koa-better-router", "koa-joi-router"],
    prefix: "koa-router",
    LibraryType(
      call: .gives("koa.Router").routing(.router),
      construct: .gives("koa.Router").routing(.router),
      .each("Router router", is: koaRouterClass)
    )
  )

  private static let koaRouterClass = Member(
    call: .gives("koa.Router").routing(.router),
    construct: .gives("koa.Router").routing(.router),
    instance: "koa.Router"
  )

  /// Polka, Restify, h3, hapi, Elysia, find-my-way.
  static let smallServers = Library.module(
    "HTTP servers",
    packages: [
      "polka", "restify", "h3", "@hapi/hapi", "elysia", "find-my-way", "router", "itty-router",
    ],
    prefix: "servers",
    LibraryType(
      call: .gives("servers.App"),
      construct: .gives("servers.App"),
      .each("createServer server Server createApp createRouter Router", .gives("servers.App")),
      .types("Elysia", "servers.App"),
      .each(
        "defineEventHandler eventHandler defineLazyEventHandler defineRequestMiddleware fromNodeMiddleware",
        Operation(passesThrough: 0, callbacks: [.entry(.request, .from(0))])
      )
    ),
    types: [
      "servers.App": LibraryType(
        .each("use pre", handles(nil).routing(.use)),
        .each("get post put patch del delete head opts options all", handles(nil).routing(.verb)),
        .each("on", handles(nil).routing(.namedVerb)),
        .each(
          "route",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.entry(.request, .propertiesOf(0)), .entry(.request, .from(0))]
          ).routing(.options)
        ),
        .each("listen start", Operation.calls(.entry(.startup, .last)).playing(.listener)),
        .each("close stop", Operation.free.playing(.shutdown)),
        .each("ext", .calls(.entry(.request, .last))),
        .each("register group", .chain),
        .free("initialize handle fetch")
      )
    ]
  )

  private static let application = Member.type(
    "hono.App",
    constructing: Operation.gives("hono.App").playing(.application)
  )

  private static let handled = [0: "fastify.Request", 1: "fastify.Reply"]

  /// A route: options with hooks, then the handler.
  private static let routes = Operation(
    passesThrough: Operation.receiver,
    callbacks: [
      .entry(.request, .last, receives: handled),
      .entry(.request, .propertiesOf(1), receives: handled),
    ],
    subjectArgument: 0
  )

  /// Handlers anywhere among the arguments, which get one context.
  private static func handles(_ context: String?) -> Operation {
    Operation(
      passesThrough: Operation.receiver,
      callbacks: [.entry(.request, .from(0), receives: context.map { [0: $0] } ?? [:])],
      subjectArgument: 0
    )
  }
}
