// Clients of HTTP beside axios: fetch and its relatives, got, superagent, request, ky, needle.

import SemanticModel

extension Library {
  /// The global `fetch`, and packages that stand in for it.
  ///
  /// In Node it waits 300 s for headers and 300 s between parts of a body (undici, Client: headersTimeout,
  /// bodyTimeout); a browser waits as long as the server does.
  static let fetch = Library(
    "fetch",
    packages: [
      "cross-fetch", "cross-fetch/polyfill", "isomorphic-fetch", "isomorphic-unfetch", "unfetch",
      "whatwg-fetch", "node-fetch-native",
    ],
    exports: [
      "default": Member(value: "fetch.Function", call: fetches(defaultSeconds: 300)),
      "fetch": .value("fetch.Function"),
      "Headers": .type("builtin.Pure"),
      "Request": .type("builtin.Pure"),
      "Response": .type("fetch.Response"),
    ],
    globals: ["fetch": .value("fetch.Function"), "Response": .type("fetch.Response")],
    types: [
      "fetch.Function": LibraryType(call: fetches(defaultSeconds: 300)),
      "fetch.Response": LibraryType(
        .free("json text blob arrayBuffer formData buffer bytes"),
        .chain("clone"),
        .values("body", "node.Stream")
      ),
    ]
  )

  /// `node-fetch`: no limit; version 2 has `timeout`, version 3 only `signal`.
  static let nodeFetch = Library(
    "node-fetch",
    packages: ["node-fetch", "make-fetch-happen", "minipass-fetch"],
    exports: [
      "default": Member(call: fetches(defaultSeconds: nil)),
      "Headers": .type("builtin.Pure"),
      "Request": .type("builtin.Pure"),
      "Response": .type("fetch.Response"),
      "RequestInit": .type("builtin.Pure"),
    ]
  )

  /// Wrappers that take a `fetch` and give one.
  static let fetchWrappers = Library(
    "fetch wrappers",
    packages: ["fetch-cookie", "fetch-retry", "fetch-cookie/node-fetch", "@vercel/fetch"],
    exports: ["default": .call(.passes(0))]
  )

  /// `undici`: 300 s for headers and 300 s between parts of a body, 10 s to connect.
  static let undici = Library.module(
    "undici",
    packages: ["undici"],
    prefix: "undici",
    LibraryType(
      .values("fetch", "fetch.Function"),
      .each("request stream pipeline", sendsWithUndici),
      .types("Agent Pool Client ProxyAgent Dispatcher RetryAgent", "undici.Client"),
      .free("setGlobalDispatcher getGlobalDispatcher interceptors")
    ),
    types: [
      "undici.Client": LibraryType(
        .each("request stream pipeline", sendsWithUndici),
        .each("compose", .chain),
        .free("close destroy"),
        .listeners
      )
    ]
  )

  /// `got`: no limit by default (sindresorhus/got, documentation/6-timeout.md).
  static let got = Library.module(
    "got",
    packages: ["got"],
    prefix: "got",
    LibraryType(
      parent: "got.Instance",
      call: gets("request"),
      .values("got", "got.Instance"),
      .types("Got", "got.Instance")
    ),
    types: [
      "got.Instance": LibraryType(
        call: gets("request"),
        .each("extend", .gives("got.Instance")),
        .each("get", gets("GET")),
        .each("post", gets("POST")),
        .each("put", gets("PUT")),
        .each("patch", gets("PATCH")),
        .each("head", gets("HEAD")),
        .each("delete", gets("DELETE")),
        .each("stream paginate", gets("GET"))
      ),
      "got.Promise": LibraryType(parent: "builtin.Promise", .free("json text buffer cancel")),
    ]
  )

  /// `ky` (10 s by default), `ofetch` and `wretch` (no limit).
  static let ky = Library.module(
    "ky",
    packages: ["ky", "ky-universal"],
    prefix: "ky",
    LibraryType(parent: "ky.Instance", call: kyRequest),
    types: [
      "ky.Instance": LibraryType(
        call: kyRequest,
        .each("get post put patch head delete", kyRequest),
        .each("create extend", .gives("ky.Instance"))
      )
    ]
  )

  /// `ofetch`, Nuxt's `$fetch`: no limit by default.
  static let ofetch = Library.module(
    "ofetch",
    packages: ["ofetch"],
    prefix: "ofetch",
    LibraryType(
      call: ofetchRequest,
      .values("ofetch $fetch", "ofetch.Instance")
    ),
    types: [
      "ofetch.Instance": LibraryType(
        call: ofetchRequest,
        .each("create", .gives("ofetch.Instance")),
        .each("raw", ofetchRequest)
      )
    ]
  )

  /// `needle`: 10 s to connect, no limit for the answer (tomas/needle, README: open_timeout, response_timeout).
  static let needle = Library.module(
    "needle",
    packages: ["needle"],
    prefix: "needle",
    LibraryType(
      call: needles("request"),
      .each("get", needles("GET")),
      .each("head", needles("HEAD")),
      .each("post", needles("POST")),
      .each("put", needles("PUT")),
      .each("patch", needles("PATCH")),
      .each("delete", needles("DELETE")),
      .each("request", needles("request")),
      .free("defaults")
    )
  )

  /// `superagent`: no limit; `timeout()` stands in the chain.
  static let superagent = Library.module(
    "superagent",
    packages: ["superagent"],
    prefix: "superagent",
    LibraryType(
      call: agentSends("request"),
      .each("get", agentSends("GET")),
      .each("head", agentSends("HEAD")),
      .each("post", agentSends("POST")),
      .each("put", agentSends("PUT")),
      .each("patch", agentSends("PATCH")),
      .each("del delete", agentSends("DELETE")),
      .each("agent", .gives("superagent.Module"))
    ),
    types: [
      "superagent.Request": LibraryType(
        .listeners,
        .chain(
          """
          set send query type accept auth timeout retry field attach redirects responseType ok buffer
          parse serialize use withCredentials agent cert ca key pfx
          """
        ),
        .each("end", .calls(.once(.last))),
        .free("abort pipe then catch")
      )
    ]
  )

  /// `request` and its promise forms: no limit by default.
  static let request = Library.module(
    "request",
    packages: [
      "request", "request-promise", "request-promise-native", "postman-request", "teeny-request",
    ],
    prefix: "request",
    LibraryType(
      call: asks("request"),
      .each("get", asks("GET")),
      .each("head", asks("HEAD")),
      .each("post", asks("POST")),
      .each("put", asks("PUT")),
      .each("patch", asks("PATCH")),
      .each("del delete", asks("DELETE")),
      .each("defaults", .gives("request.Module")),
      .free("jar cookie forever")
    )
  )

  private static func fetches(defaultSeconds: Double?) -> Operation {
    .requests(
      "fetch",
      gives: "fetch.Response",
      subject: 0,
      deadline: DeadlineRule(
        "HTTP request",
        options: [
          DeadlineRule.OptionRule(1, "signal", "timeout")
            .suggesting("signal: AbortSignal.timeout(2000)")
        ],
        defaultSeconds: defaultSeconds
      )
    )
  }

  private static let sendsWithUndici = Operation.requests(
    "request",
    subject: 0,
    deadline: DeadlineRule(
      "HTTP request",
      options: [
        DeadlineRule.OptionRule(-1, "signal", "headersTimeout", "bodyTimeout")
          .suggesting("signal: AbortSignal.timeout(2000)", at: 1)
      ],
      creation: [
        DeadlineRule.OptionRule(-1, "headersTimeout", "bodyTimeout")
          .suggesting("headersTimeout: 2000", "bodyTimeout: 2000", at: 1)
      ],
      defaultSeconds: 300
    )
  )

  private static func gets(_ verb: String) -> Operation {
    .requests(
      verb,
      gives: "got.Promise",
      subject: 0,
      deadline: DeadlineRule(
        "HTTP request",
        options: [
          DeadlineRule.OptionRule(-1, "timeout", "signal")
            .suggesting("timeout: { request: 2000 }", at: 1)
        ],
        creation: [
          DeadlineRule.OptionRule(-1, "timeout", "signal")
            .suggesting("timeout: { request: 2000 }", at: 0)
        ],
        chain: ["cancel"]
      )
    )
  }

  private static let kyRequest = Operation.requests(
    "request",
    gives: "fetch.Response",
    subject: 0,
    // sindresorhus/ky, README: `timeout` is 10 000 ms by default.
    deadline: DeadlineRule(
      "HTTP request",
      options: [DeadlineRule.OptionRule(1, "timeout", "signal")],
      creation: [DeadlineRule.OptionRule(0, "timeout")],
      defaultSeconds: 10
    )
  )

  private static let ofetchRequest = Operation.requests(
    "fetch",
    subject: 0,
    deadline: DeadlineRule(
      "HTTP request",
      options: [DeadlineRule.OptionRule(1, "timeout", "signal").suggesting("timeout: 2000")],
      creation: [DeadlineRule.OptionRule(0, "timeout").suggesting("timeout: 2000")]
    )
  )

  private static func needles(_ verb: String) -> Operation {
    .requests(
      verb,
      subject: verb == "request" ? 1 : 0,
      deadline: DeadlineRule(
        "HTTP request",
        options: [
          DeadlineRule.OptionRule(-1, "response_timeout", "read_timeout", "signal")
            .suggesting("response_timeout: 2000", "read_timeout: 2000")
        ]
      ),
      callbacks: [.once(.last)]
    )
  }

  private static func agentSends(_ verb: String) -> Operation {
    .requests(
      verb,
      gives: "superagent.Request",
      subject: 0,
      deadline: DeadlineRule("HTTP request", chain: ["timeout"]),
      callbacks: [.once(.last)]
    )
  }

  private static func asks(_ verb: String) -> Operation {
    .requests(
      verb,
      gives: "node.Stream",
      subject: 0,
      deadline: DeadlineRule(
        "HTTP request",
        options: [DeadlineRule.OptionRule(-1, "timeout").suggesting("timeout: 2000")],
        creation: [DeadlineRule.OptionRule(0, "timeout").suggesting("timeout: 2000")]
      ),
      callbacks: [.once(.last)]
    )
  }
}
