// Clients of the application that inherit their methods from a class of a library.

extension MissingTimeout {
  static let heirs: [Example] = [
    .project(
      "a data source of Apollo, which resolvers find in their context",
      gateway("extends ↓RESTDataSource", "this.get(`/orders/${id}`)"),
      fixed: [
        "stock.js": stock(
          "extends RESTDataSource",
          "this.get(`/orders/${id}`, { signal: AbortSignal.timeout(2000) })"
        )
      ]
    ),
    .silent(
      "a hook that bounds each request of the class",
      files: gateway(
        "extends RESTDataSource",
        "this.get(`/orders/${id}`)",
        hook: "willSendRequest(path, request) { request.signal = AbortSignal.timeout(2000); }"
      )
    ),
  ]

  private static func stock(_ heritage: String, _ ask: String, hook: String = "") -> String {
    """
    const { RESTDataSource } = require("@apollo/datasource-rest");
    class StockAPI \(heritage) {
      \(hook)
      async order(id) { return \(ask); }
    }
    module.exports = { StockAPI };
    """
  }

  private static func gateway(
    _ heritage: String,
    _ ask: String,
    hook: String = ""
  ) -> [String: String] {
    [
      "stock.js": stock(heritage, ask, hook: hook),
      "fields/order.js": """
      const order = async (_, { id }, context) => context.dataSources.stock.order(id);
      module.exports = { order };
      """,
      "server.js": """
      const { ApolloServer } = require("@apollo/server");
      const { startStandaloneServer } = require("@apollo/server/standalone");
      const { order } = require("./fields/order");
      const { StockAPI } = require("./stock");
      const { typeDefs } = require("./schema");
      const resolvers = { Query: { order } };
      const server = new ApolloServer({ typeDefs, resolvers });
      startStandaloneServer(server, {
        context: async ({ req }) => ({ user: req.user, dataSources: { stock: new StockAPI() } }),
      });
      """,
    ]
  }
}
