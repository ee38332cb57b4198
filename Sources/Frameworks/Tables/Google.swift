// Google's kits for Node: what asks Google over the network, and what is done at home.

import SemanticModel

extension Library {
  /// google-auth-library: codes and refresh tokens are changed for tokens by a request.
  ///
  /// `verifyIdToken` keeps Google's certificates and asks for them every few hours only.
  static let googleAuth = Library.module(
    "Google auth",
    packages: ["google-auth-library"],
    prefix: "google-auth",
    LibraryType(
      .each(
        "OAuth2Client",
        is: .type("google-auth.Client", constructing: Operation().playing(.serviceClient))
      ),
      .types("GoogleAuth JWT UserRefreshClient", "google-auth.Client")
    ),
    types: [
      "google-auth.Client": LibraryType(
        .each(
          """
          getToken getAccessToken getTokenInfo refreshAccessToken refreshToken revokeToken
          revokeCredentials
          """,
          asks()
        ),
        .each("request", asks(with: 0)),
        .listeners,
        .free("generateAuthUrl setCredentials verifyIdToken credentials generateCodeVerifierAsync")
      )
    ]
  )

  /// googleapis: every method of a service is a request.
  static let googleAPIs = Library.module(
    "Google APIs",
    packages: ["googleapis", "@googleapis/*"],
    prefix: "googleapis",
    LibraryType(.values("google", "googleapis.Root"), .values("auth", "googleapis.Auth")),
    types: [
      "googleapis.Root": LibraryType(
        anyMember: .call(.gives("googleapis.Resource")),
        .values("auth", "googleapis.Auth"),
        .free("options getSupportedAPIs")
      ),
      "googleapis.Auth": LibraryType(
        .each(
          "OAuth2 OAuth2Client",
          is: .type("google-auth.Client", constructing: Operation().playing(.serviceClient))
        ),
        .types("GoogleAuth JWT", "google-auth.Client")
      ),
      "googleapis.Resource": LibraryType(
        anyMember: Member(value: "googleapis.Resource", call: asks(setBy: serviceOptions))
      ),
    ]
  )

  // gaxios has no limit of its own; the options of a client may set one for its requests (README of gaxios: `timeout`).
  private static func asks(
    with options: Int = 1,
    setBy creation: DeadlineRule.OptionRule = clientOptions
  ) -> Operation {
    .requests(
      "API",
      deadline: DeadlineRule(
        "Google request",
        options: [DeadlineRule.OptionRule(options, "timeout", "signal")],
        creation: [creation]
      ),
      callbacks: [.once(.last)]
    )
  }

  /// A client of google-auth-library hands `transporterOptions` to gaxios.
  private static let clientOptions = DeadlineRule.OptionRule(3, "transporterOptions", "timeout")
    .since(
      DeadlineRule.LibraryRelease("google-auth-library", 9),
      DeadlineRule.LibraryRelease("googleapis", 126),
      before:
        "The client takes `transporterOptions` from google-auth-library 9 on (googleapis 126): update it and set a limit there, or stop waiting with `Promise.race` and a timer."
    )
  /// What makes a service (`google.calendar({ version, auth })`) takes the options of its requests itself.
  private static let serviceOptions = DeadlineRule.OptionRule(0, "timeout")
}
