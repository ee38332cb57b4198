// axios: a callable client with instances, defaults and interceptors, and no time limit of its own.

import SemanticModel

extension Library {
  /// axios; `timeout` is 0 by default, which waits for ever (axios-http.com/docs/req_config).
  static let axios = Library.module(
    "axios",
    packages: ["axios", "redaxios", "xior"],
    prefix: "axios",
    LibraryType(
      parent: "axios.Instance",
      call: calls,
      .each("create", .gives("axios.Instance")),
      requests,
      .values("defaults", "axios.Defaults"),
      .values("interceptors", "axios.Interceptors"),
      .types("AxiosInstance AxiosStatic Axios", "axios.Instance"),
      .values("CancelToken", "axios.CancelToken"),
      .values("axios", "axios.Module"),
      .each("all", .passes(0)),
      .each("spread", .passes(0)),
      .free("isAxiosError isCancel getUri toFormData formToJSON mergeConfig"),
      .types("AxiosError AxiosHeaders", "builtin.Pure")
    ),
    types: [
      "axios.Instance": LibraryType(
        call: calls,
        requests,
        .each("create", .gives("axios.Instance")),
        .values("defaults", "axios.Defaults"),
        .values("interceptors", "axios.Interceptors"),
        .free("getUri")
      ),
      "axios.Defaults": LibraryType(),
      "axios.Interceptors": LibraryType(
        .values("request", "axios.RequestInterceptor"),
        .values("response", "axios.Interceptor")
      ),
      "axios.RequestInterceptor": LibraryType(
        .each("use", Operation.calls(.entry(.escaped, .from(0))).playing(.beforeEachRequest)),
        .free("eject clear")
      ),
      // Called around every request, by whoever makes one.
      "axios.Interceptor": LibraryType(
        .each("use", .calls(.entry(.escaped, .from(0)))),
        .free("eject clear")
      ),
      "axios.CancelToken": LibraryType(.free("source")),
    ]
  )

  private static let requests = Members.of([
    .each("request", Operation.requests("request", deadline: limited(at: 0, 1))),
    .each("get", .requests("GET", subject: 0, deadline: limited(at: 1))),
    .each("head", .requests("HEAD", subject: 0, deadline: limited(at: 1))),
    .each("options", .requests("OPTIONS", subject: 0, deadline: limited(at: 1))),
    .each("delete", .requests("DELETE", subject: 0, deadline: limited(at: 1))),
    .each("post postForm", .requests("POST", subject: 0, deadline: limited(at: 2))),
    .each("put putForm", .requests("PUT", subject: 0, deadline: limited(at: 2))),
    .each("patch patchForm", .requests("PATCH", subject: 0, deadline: limited(at: 2))),
  ])

  // `axios(config)` and `axios(url, config)`.
  private static let calls = Operation.requests("request", subject: 0, deadline: limited(at: 0, 1))

  private static func limited(at positions: Int...) -> DeadlineRule {
    DeadlineRule(
      "HTTP request",
      options: positions.map {
        DeadlineRule.OptionRule($0, "timeout", "signal", "cancelToken").suggesting("timeout: 2000")
      },
      creation: [DeadlineRule.OptionRule(0, "timeout", "signal").suggesting("timeout: 2000")],
      assignments: ["defaults.timeout"]
    )
  }
}
