// Procedures and fields: tRPC, Apollo and other GraphQL servers, DataLoader.

import SemanticModel

extension Library {
  /// tRPC: a procedure's resolver is called for each request.
  static let trpc = Library(
    "tRPC",
    packages: ["@trpc/server", "@trpc/server/*"],
    exports: [
      "initTRPC": .value("trpc.Builder"),
      "TRPCError": .type("builtin.Pure"),
      "createExpressMiddleware": .call(.calls(.entry(.request, .propertiesOf(0)))),
      "fetchRequestHandler": .call(.calls(.once(.propertiesOf(0)))),
      "createNextApiHandler": .call(.calls(.entry(.request, .propertiesOf(0)))),
    ],
    types: [
      "trpc.Builder": LibraryType(.chain("context meta"), .each("create", .gives("trpc.Root"))),
      "trpc.Root": LibraryType(
        .values("procedure", "trpc.Procedure"),
        .each("router mergeRouters", Operation.passes(0).routing(.procedures)),
        .each("middleware", .calls(.entry(.request, .at(0)))),
        .free("createCallerFactory")
      ),
      "trpc.Procedure": LibraryType(
        .chain("input output meta concat"),
        .each(
          "use unstable_concat",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.entry(.request, .from(0))]
          ).routing(.precedes)
        ),
        .each(
          "query mutation subscription",
          Operation.calls(.entry(.request, .at(0))).routing(.procedure)
        )
      ),
    ]
  )

  /// tRPC in the browser: the names between the client and the hook are the procedure's (`api.order.list.useQuery()`).
  static let trpcClient = Library(
    "tRPC client",
    packages: ["@trpc/react-query", "@trpc/next", "@trpc/tanstack-react-query"],
    exports: Members.of([
      .each("createTRPCReact createTRPCNext createReactQueryHooks", .gives("trpc.Client")),
      .free("getQueryKey"),
    ]).byName,
    types: [
      "trpc.Client": LibraryType(
        anyMember: .value("trpc.Client"),
        .each("useQuery useSuspenseQuery", Operation().playing(.procedureHook)),
        .free("useMutation useInfiniteQuery useUtils useContext createClient withTRPC Provider")
      )
    ]
  )

  /// GraphQL servers: every function among the resolvers is called for requests.
  static let graphql = Library.module(
    "GraphQL",
    packages: [
      "@apollo/server", "apollo-server", "apollo-server-express", "apollo-server-core",
      "@graphql-tools/schema", "graphql-tools", "graphql-yoga", "graphql", "express-graphql",
      "graphql-http", "mercurius", "@pothos/core", "apollo-server-micro", "apollo-server-fastify",
      "apollo-server-koa", "apollo-server-lambda", "@graphql-tools/merge", "graphql-ws",
      "@as-integrations/express4", "@as-integrations/express5", "@as-integrations/fastify",
      "@as-integrations/koa", "@as-integrations/next", "@as-integrations/aws-lambda",
    ],
    prefix: "graphql",
    LibraryType(
      [
        "ApolloServer": .type("graphql.Server", constructing: serves),
        "GraphQLServer": .type("graphql.Server", constructing: serves),
        "GraphQLObjectType": .type("graphql.Schema", constructing: fields),
        "GraphQLSchema": .type("graphql.Schema"),
      ],
      .each("makeExecutableSchema createSchema createYoga", resolves),
      .each(
        "graphqlHTTP createHandler",
        Operation.calls(.entry(.request, .propertiesOf(0))).routing(.fields)
      ),
      .each(
        """
        expressMiddleware startStandaloneServer fastifyApolloHandler koaMiddleware
        startServerAndCreateNextHandler useServer
        """,
        Operation(callbacks: [
          .entry(.request, .property("context", of: 1)),
          .entry(.request, .property("context", of: 0)),
        ]).routing(.fields)
      ),
      .each("graphql execute", .free),
      .each("mergeResolvers", .passes(0)),
      .free("buildSchema parse printSchema mergeTypeDefs gql")
    ),
    types: [
      "graphql.Server": LibraryType(
        .each("applyMiddleware start stop getMiddleware", .free),
        .each("createHandler", .free),
        .each("listen", .calls(.entry(.startup, .last)))
      ),
      "graphql.Schema": LibraryType(anyMember: .free),
    ]
  )

  /// DataLoader: many loads become one call of the batch function.
  static let dataLoader = Library(
    "DataLoader",
    packages: ["dataloader"],
    exports: [
      "default": .type("dataloader.Loader", constructing: .calls(.entry(.escaped, .at(0))))
    ],
    types: [
      "dataloader.Loader": LibraryType(.chain("clear clearAll prime"), .free("load loadMany"))
    ]
  )

  /// Apollo's base class for clients of other services; a fetcher without a limit sends (apollo-datasource-rest and
  /// @apollo/datasource-rest: node-fetch), and questions that are asked again during one request are asked once.
  static let restDataSources = Library(
    "Apollo data sources",
    packages: ["@apollo/datasource-rest", "apollo-datasource-rest"],
    exports: [
      "RESTDataSource": .type("apollo.RESTDataSource"),
      "default": .type("apollo.RESTDataSource"),
    ],
    types: [
      "apollo.RESTDataSource": LibraryType(
        .each("get", asksService("GET", 1)),
        .each("head", asksService("HEAD", 1)),
        .each("post", asksService("POST", 1, 2)),
        .each("put", asksService("PUT", 1, 2)),
        .each("patch", asksService("PATCH", 1, 2)),
        .each("delete", asksService("DELETE", 1)),
        .each("fetch", asksService("request", 1)),
        .free("initialize resolveURL cacheKeyFor requestCacheKey")
      )
    ]
  )

  private static func asksService(_ verb: String, _ positions: Int...) -> Operation {
    .requests(
      verb,
      subject: 0,
      deadline: DeadlineRule(
        "HTTP request",
        options: positions.map {
          DeadlineRule.OptionRule($0, "signal", "timeout")
            .suggesting("signal: AbortSignal.timeout(2000)")
        }
      )
    )
  }

  private static let resolves = Operation(
    returns: "graphql.Schema",
    callbacks: [.entry(.request, .property("resolvers", of: 0))]
  ).routing(.resolvers)

  private static let serves = Operation(
    callbacks: [
      .entry(.request, .property("resolvers", of: 0)),
      .entry(.request, .property("context", of: 0)),
    ]
  ).routing(.resolvers)

  private static let fields = Operation(callbacks: [.entry(.request, .propertiesOf(0))])
}
