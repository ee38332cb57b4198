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
      "graphql-http", "mercurius", "@pothos/core", "apollo-server-micro",
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
      .each("graphqlHTTP createHandler", .calls(.entry(.request, .propertiesOf(0)))),
      .each("graphql execute", .free),
      .free("buildSchema parse printSchema mergeTypeDefs mergeResolvers gql")
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
