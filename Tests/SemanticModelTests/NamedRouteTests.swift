// Procedures, fields and files that answer requests by their names.

import SemanticModel
import Testing

@Suite("Routes that names make")
struct NamedRouteTests {
  private static let procedures = [
    "trpc.ts": """
    import { initTRPC } from "@trpc/server";
    const t = initTRPC.create();
    const isSignedIn = t.middleware(async ({ next }) => next());
    export const router = t.router;
    export const signedIn = t.procedure.use(isSignedIn);
    """,
    "orders.ts": """
    import { router, signedIn } from "./trpc";
    export const orders = router({
      list: signedIn.input(null).query(async () => []),
      add: signedIn.mutation(async () => 1),
    });
    """,
    "app.ts": """
    import { router } from "./trpc";
    import { orders } from "./orders";
    export const app = router({ orders });
    """,
  ]

  @Test("procedures have the names of all routers around them, and their middlewares")
  func procedures() async {
    let routes = await Project(Self.procedures).program.routes
    #expect(routes.map(\.label) == ["MUTATION orders.add", "QUERY orders.list"])
    #expect(routes.map(\.chain.count) == [1, 1])
    #expect(routes.allSatisfy { $0.isHandlerKnown })
  }

  @Test("fields of the root types answer, fields of other types do not")
  func fields() async {
    let code = """
      import { ApolloServer } from "@apollo/server";
      const resolvers = {
        Query: { orders: async () => [] },
        Mutation: { addOrder: async () => 1 },
        Order: { items: async () => [] },
      };
      new ApolloServer({ typeDefs: "", resolvers });
      """
    let routes = await Project(["main.ts": code]).program.routes
    #expect(routes.map(\.label) == ["MUTATION addOrder", "QUERY orders"])
  }

  @Test(
    "a file's place is its path:",
    arguments: [
      ("app/routes/_index.tsx", "GET /"),
      ("app/routes/orders.$id.tsx", "GET /orders/:id"),
      ("app/routes/_shop+/orders+/$id.edit.tsx", "GET /orders/:id/edit"),
      ("app/routes/files.$.tsx", "GET /files/*"),
    ]
  )
  func files(of path: String, _ label: String) async {
    let files = [
      "package.json": "{ \"dependencies\": { \"@remix-run/node\": \"2\" } }",
      path: "export const loader = async () => 1;",
    ]
    #expect(await Project(files).program.routes.map(\.label) == [label])
  }

  @Test("a page costs what the server asks for it, not what its components ask in the browser")
  func pages() async throws {
    let files = [
      "package.json": "{ \"dependencies\": { \"next\": \"15.0.0\" } }",
      "db.ts": DataLayer.module,
      "app/page.tsx": """
      import { ask } from "../db";
      import { Chart } from "./chart";
      async function Rows() { await ask(2); return <ul />; }
      export default async function Page() { await ask(1); return <main><Rows /><Chart /></main>; }
      """,
      "app/chart.tsx": """
      import { useEffect } from "react";
      export function Chart() {
        useEffect(() => { fetch("/api/points"); }, []);
        return <svg />;
      }
      """,
    ]
    let program = await Project(files).program
    let route = try #require(program.routes.first)
    let cost = program.cost(of: route)
    #expect(cost.polynomial(of: [.query]) == "2")
    #expect(cost.polynomial(of: [.external]) == "0")
  }
}
