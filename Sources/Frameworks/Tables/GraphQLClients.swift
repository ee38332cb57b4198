// GraphQL in the browser: hooks and clients that ask what a document says.

import SemanticModel

extension Library {
  /// Apollo Client and urql: the document that a hook is handed names the fields that it asks the server for.
  static let graphqlClients = Library(
    "GraphQL client",
    packages: [
      "@apollo/client", "@apollo/client/*", "@apollo/react-hooks", "react-apollo", "urql",
      "@apollo/experimental-nextjs-app-support", "@apollo/client-integration-nextjs",
    ],
    exports: Members.of([
      .each(
        "useQuery useSuspenseQuery useLazyQuery",
        Operation.calls(.later(.propertiesOf(1))).playing(.documentHook)
      ),
      .each(
        "useMutation",
        Operation.calls(.later(.propertiesOf(1))).playing(.documentMutation)
      ),
      .each("useSubscription", .calls(.later(.propertiesOf(1)), .later(.at(1)))),
      .each("useApolloClient useClient", .gives("graphql.Client")),
      .each(
        "ApolloClient",
        is: .type("graphql.Client", constructing: Operation().playing(.documentCache))
      ),
      .each(
        "setContext",
        Operation.calls(.entry(.escaped, .at(0))).playing(.beforeEachRequest)
      ),
      .free("gql makeVar useReactiveVar"),
    ]).byName,
    types: [
      "graphql.Client": LibraryType(
        anyMember: .free,
        .each("query", Operation().playing(.documentCall))
      )
    ]
  )

  /// The link of Apollo that makes the headers of each request.
  static let graphqlContext = Library(
    "Apollo context link",
    packages: ["apollo-link-context", "@apollo/link-context"],
    exports: Members.of([
      .each(
        "setContext",
        Operation.calls(.entry(.escaped, .at(0))).playing(.beforeEachRequest)
      )
    ]).byName
  )
}
