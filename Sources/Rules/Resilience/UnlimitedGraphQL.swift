// One request of GraphQL may ask for everything, a thousand times over.

import Capacity
import Findings
import SemanticModel

/// Reports GraphQL servers that bound neither the depth of queries nor what they cost.
struct UnlimitedGraphQL: Rule {
  static let about = RuleDescription(
    name: "unlimited-graphql",
    category: .abuseControl,
    worst: .medium,
    title: "GraphQL queries of any depth and cost",
    problem: """
      One request may ask for a field a thousand times under aliases, or follow relations round in circles. Each of \
      them runs its resolver, with its statements and calls, while every rate limit counts one request.
      """,
    verify: """
      Send one query that asks for the same field under 500 aliases: it must be refused before a resolver runs, and \
      the statements in the database's log must not rise by 500.
      """,
    fix: """
      Refuse before anything runs: a limit of depth and of aliases (`graphql-depth-limit`, GraphQL Armor), a cost for \
      each field (`graphql-query-complexity`), or persisted queries only, where all clients are your own.
      """,
    tradeOff:
      "A limit that is too tight breaks clients: measure the depth and cost of their queries first.",
    effort: Effort(low: 0.5, high: 2)
  )

  private static let packages: Set<String> = [
    "@apollo/server", "apollo-server", "apollo-server-express", "apollo-server-fastify",
    "apollo-server-koa", "apollo-server-micro", "apollo-server-lambda", "graphql-yoga",
    "express-graphql", "graphql-http", "graphql-http/lib/use/express", "@nestjs/graphql",
  ]
  private static let makers: Set<String> = [
    "ApolloServer", "createYoga", "GraphQLServer", "graphqlHTTP", "createHandler",
    "GraphQLModule.forRoot", "GraphQLModule.forRootAsync",
  ]
  private static let limits = [
    "depthlimit", "depth-limit", "depth_limit", "maxdepth", "complexity", "validationrules",
    "persistedquer", "persistedoperation", "armor", "costanalysis", "cost-analysis", "costlimit",
    "maxaliases", "tokenlimit",
  ]

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let servers = program.packageCalls(of: { Self.packages.contains($0) }).filter {
      Self.makers.contains($0.path) && $0.site.isReached(from: .running)
    }
    guard let first = servers.first,
      !program.mentions({ NameWords.holds($0, Self.limits) }),
      let route = program.routes.first(where: { field in
        ["QUERY", "MUTATION"].contains(field.verb) && !program.cost(of: field).terms.isEmpty
      })
    else { return [] }
    return [finding(first.site, route, in: program, under: target)]
  }

  private func finding(
    _ site: CallSite,
    _ route: Route,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let before = program.source(of: site.place)
    let aliases = 1_000.0
    return finding(
      Diagnosis(
        place: site.place,
        because: [
          (route.place, "`\(route.path)` asks a database or a service each time that it is named")
        ],
        function: site.function,
        title: "No limit of depth, aliases or cost in front of the GraphQL fields",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "One request with \(Figure.grouped(aliases)) aliases costs as much as \(Figure.grouped(aliases)) requests: ten a second are "
            + "\(Figure.grouped(aliases * 10 / target.requestsPerSecond)) times the target",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: site.calleeText)),
        confirm:
          "Check whether a gateway in front bounds queries, or lets persisted ones through only."
      ),
      in: program
    )
  }

  static let examples: [Example] = [
    .reported(
      "a server that runs whatever it is asked",
      api("", mark: "↓"),
      fixed: api("validationRules: [depthLimit(6)],")
    ),
    .reported(
      "fields that ask another service, on Yoga",
      yoga("", mark: "↓"),
      fixed: yoga("plugins: [maxDepthPlugin({ n: 6 })],")
    ),
    .silent(
      "queries that are persisted",
      yoga("plugins: [usePersistedOperations({ getPersistedOperation })],")
    ),
    .silent(
      "fields that ask nobody",
      """
      import { ApolloServer } from "@apollo/server";
      import { typeDefs } from "./schema.js";
      const resolvers = { Query: { version: () => "1.0" } };
      export const server = new ApolloServer({ typeDefs, resolvers });
      """
    ),
  ]

  private static func yoga(_ option: String, mark: String = "") -> String {
    """
    import { createServer } from "node:http";
    import { createYoga } from "graphql-yoga";
    import axios from "axios";
    import { typeDefs, schemaOf } from "./schema.js";
    const stock = axios.create({ baseURL: "https://stock.example.com", timeout: 2000 });
    const resolvers = {
      Query: { left: async (_, { sku }) => (await stock.get(`/${sku}`)).data.left },
    };
    const yoga = \(mark)createYoga({ schema: schemaOf(typeDefs), resolvers, \(option) });
    createServer(yoga).listen(4000);
    """
  }

  private static func api(_ option: String, mark: String = "") -> String {
    """
    import { ApolloServer } from "@apollo/server";
    import { startStandaloneServer } from "@apollo/server/standalone";
    import { PrismaClient } from "@prisma/client";
    import { depthLimit } from "./limits.js";
    import { typeDefs } from "./schema.js";
    const prisma = new PrismaClient();
    const resolvers = {
      Query: { orders: (_, { shop }) => prisma.order.findMany({ where: { shop }, take: 20 }) },
    };
    const server = \(mark)new ApolloServer({ typeDefs, resolvers, \(option) });
    startStandaloneServer(server);
    """
    .replacingImport(option.isEmpty)
  }
}

extension String {
  /// Without the import of limits, where none is used.
  fileprivate func replacingImport(_ isUnused: Bool) -> String {
    guard isUnused else { return self }
    return split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("./limits.js") }.joined(separator: "\n")
  }
}
