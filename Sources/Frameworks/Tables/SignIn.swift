// Sign-in libraries: they answer the routes of signing in, and call what they are told for it.

import SemanticModel

extension Library {
  /// Better Auth: its handler runs the functions of its options for requests (hash, verify, mails, hooks of rows).
  static let betterAuth = Library(
    "Better Auth",
    packages: ["better-auth"],
    exports: Members.of([.each("betterAuth", signIn)]).byName
  )

  /// Auth.js, once NextAuth: providers and callbacks run when somebody signs in or asks for the session.
  static let authJS = Library(
    "Auth.js",
    packages: ["next-auth", "next-auth/next", "@auth/express", "@auth/sveltekit"],
    exports: Members.of([
      ["default": Member(call: signIn)],
      .each("NextAuth ExpressAuth SvelteKitAuth", signIn),
    ]).byName
  )

  /// The providers of Auth.js: one is told how to find a user (`authorize`).
  static let authProviders = Library(
    "Auth.js providers",
    packages: ["next-auth/providers/*", "@auth/core/providers/*"],
    exports: Members.of([
      ["default": Member(call: signIn)],
      .each("Credentials CredentialsProvider", signIn),
    ]).byName
  )

  /// jsonwebtoken: what it is handed last is called with the outcome, at once.
  static let jsonWebToken = Library.module(
    "jsonwebtoken",
    packages: ["jsonwebtoken"],
    prefix: "jsonwebtoken",
    LibraryType(
      .each("sign verify", Operation(returns: "quiet.Value", callbacks: [.once(.last)])),
      .each("decode", .gives("quiet.Value")),
      .values("JsonWebTokenError TokenExpiredError NotBeforeError", "builtin.Pure")
    )
  )

  private static let signIn = Operation.calls(.entry(.request, .propertiesOf(0)))
}
