// Clients of other services in Python, and what they wait for by default.

import SemanticModel

extension Library {
  /// requests: no time limit unless a call says one (requests.readthedocs.io, Timeouts).
  static let pythonRequests = Library(
    "requests",
    packages: ["requests", "requests/*", "cloudscraper", "requests_oauthlib"],
    exports: Members.of([
      requestFunctions(endless),
      .types("Session OAuth1Session OAuth2Session", "requests.Session"),
      .each("session create_scraper", .gives("requests.Session")),
      .types("HTTPAdapter Retry", "python.Plain"),
      .values("exceptions codes adapters", "flask.Bag"),
      .free("RequestException ConnectionError Timeout HTTPError"),
    ]).byName,
    types: [
      "requests.Session": LibraryType(
        requestFunctions(endless),
        .values("headers cookies auth params", "flask.Bag"),
        .free("mount close")
      ),
      "requests.Response": LibraryType(
        .each("json iter_content iter_lines raise_for_status close", .free),
        .values("text content headers", "flask.Bag")
      ),
    ]
  ).forPython

  /// httpx: five seconds by default (python-httpx.org/advanced/timeouts).
  static let httpx = Library(
    "httpx",
    packages: ["httpx"],
    exports: Members.of([
      requestFunctions(fiveSeconds),
      [
        "Client": .type("httpx.Client", constructing: ownClient),
        "AsyncClient": .type("httpx.Client", constructing: ownClient),
      ],
      .free("Timeout Limits HTTPError RequestError HTTPStatusError TimeoutException"),
    ]).byName,
    types: [
      "httpx.Client": LibraryType(
        requestFunctions(fiveSeconds),
        .each(
          "send stream",
          .requests("request", gives: "requests.Response", deadline: fiveSeconds)
        ),
        .free("close aclose build_request")
      )
    ]
  ).forPython

  /// aiohttp: five minutes by default (docs.aiohttp.org, ClientTimeout).
  static let aiohttp = Library(
    "aiohttp",
    packages: ["aiohttp"],
    exports: Members.of([
      [
        "ClientSession": .type(
          "aiohttp.Session",
          constructing: Operation(returns: "aiohttp.Session").opening(.clientSession)
            .playing(.serviceClient)
        )
      ],
      .each("request", .requests("request", gives: "requests.Response", deadline: fiveMinutes)),
      .free("ClientTimeout TCPConnector ClientError FormData"),
      .values("web", "aiohttp.Web"),
    ]).byName,
    types: [
      "aiohttp.Session": LibraryType(
        requestFunctions(fiveMinutes),
        .each("ws_connect", .requests("connect", deadline: fiveMinutes)),
        .free("close")
      ),
      "aiohttp.Web": LibraryType(anyMember: .free),
    ]
  ).forPython

  /// The standard library's client: waits for ever (docs.python.org, urllib.request.urlopen).
  static let urllib = Library(
    "urllib",
    packages: ["urllib", "urllib/*", "http/client"],
    exports: Members.of([
      .values("request", "urllib.Module"),
      .each("urlopen", .requests("GET", subject: 0, deadline: endless)),
      .each("urlretrieve", .requests("GET", subject: 0, deadline: endlessCopy)),
      .free(
        "Request urlencode quote quote_plus unquote urlparse urljoin parse_qs urlsplit urlunparse"
      ),
      .values("parse error", "urllib.Pure"),
    ]).byName,
    types: [
      "urllib.Module": LibraryType(
        anyMember: .free,
        .each("urlopen", .requests("GET", subject: 0, deadline: endless)),
        .each("urlretrieve", .requests("GET", subject: 0, deadline: endlessCopy))
      ),
      "urllib.Pure": LibraryType(anyMember: .free),
    ]
  ).forPython

  /// Mail over SMTP; the socket waits for ever unless told (docs.python.org, smtplib.SMTP).
  static let smtplib = Library(
    "smtplib",
    packages: ["smtplib", "flask_mail", "fastapi_mail", "emails"],
    exports: Members.of([
      .each(
        "SMTP SMTP_SSL",
        Operation(.external("connect"), returns: "smtplib.Client", deadline: endlessMail)
      ),
      .each("send", .requests("send", deadline: endlessMail)),
      .types("Mail FastMail", "smtplib.Mailer"),
      .values("message", "smtplib.Module"),
      .types("Message", "smtplib.Message"),
      .free("MessageSchema SMTPException"),
    ]).byName,
    types: [
      "smtplib.Client": LibraryType(
        .each("sendmail send_message", .requests("send")),
        .free("login starttls ehlo helo quit close set_debuglevel")
      ),
      "smtplib.Module": LibraryType(.types("Message", "smtplib.Message")),
      // The package `emails`: its backend waits five seconds for the server unless it is told (emails.readthedocs.io).
      "smtplib.Message": LibraryType(
        .each("send", .requests("send")),
        .free("attach add_recipient set_headers transform sign render as_string")
      ),
      "smtplib.Mailer": LibraryType(
        .each("send send_message", .requests("send")),
        .free("init_app connect")
      ),
    ]
  ).forPython

  /// Mail over SMTP without blocking; a minute is the most that it waits unless told (aiosmtplib.readthedocs.io).
  static let aioSMTP = Library(
    "aiosmtplib",
    packages: ["aiosmtplib"],
    exports: Members.of([
      .each(
        "SMTP",
        Operation(.external("connect"), returns: "smtplib.Client", deadline: minuteMail)
      ),
      .each("send", .requests("send", deadline: minuteMail)),
      .free("SMTPException"),
    ]).byName
  ).forPython

  private static func requestFunctions(_ deadline: DeadlineRule) -> Members {
    Members.of([
      method("get", "GET", deadline), method("post", "POST", deadline),
      method("put", "PUT", deadline), method("patch", "PATCH", deadline),
      method("delete", "DELETE", deadline), method("head", "HEAD", deadline),
      method("options", "OPTIONS", deadline),
      .each(
        "request",
        .requests("request", gives: "requests.Response", subject: 1, deadline: deadline)
      ),
    ])
  }

  private static func method(_ name: String, _ verb: String, _ deadline: DeadlineRule) -> Members {
    .each(name, .requests(verb, gives: "requests.Response", subject: 0, deadline: deadline))
  }

  private static let timeout = DeadlineRule.OptionRule(-1, "timeout").suggesting("timeout=5")

  /// A number does for no session: those of requests take none, those of aiohttp want an object of their own.
  private static let timeoutOfSession = DeadlineRule.OptionRule(-1, "timeout")

  static let endless = DeadlineRule(
    "HTTP request",
    options: [timeout],
    creation: [timeoutOfSession]
  )
  /// `urlretrieve` can be given no limit.
  private static let endlessCopy = DeadlineRule("HTTP request", options: [timeoutOfSession])
  private static let ownClient = Operation(returns: "httpx.Client").opening(.clientSession)
    .playing(.serviceClient)
  /// httpx (docs, Timeouts: five seconds by default).
  private static let fiveSeconds = DeadlineRule(
    "HTTP request",
    options: [timeout],
    creation: [timeout],
    defaultSeconds: 5
  )
  /// aiohttp (docs, ClientSession: `ClientTimeout(total=5*60)`).
  private static let fiveMinutes = DeadlineRule(
    "HTTP request",
    options: [timeoutOfSession],
    creation: [timeoutOfSession],
    defaultSeconds: 300
  )
  private static let minuteMail = DeadlineRule(
    "SMTP connection",
    options: [timeout],
    defaultSeconds: 60
  )
  private static let endlessMail = DeadlineRule("SMTP connection", options: [timeout])
}
