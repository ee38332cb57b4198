// What a browser offers: its window, requests, sockets, observers.

import SemanticModel

extension Library {
  /// Globals of browsers; `window` and `globalThis` hold the rest of the globals too.
  static let browser = Library(
    "browser",
    globals: Members.of([
      .values("window globalThis self", "browser.Window"),
      .values("document", "builtin.EventTarget"),
      .values("localStorage sessionStorage navigator location history screen", "builtin.Pure"),
      .free("alert confirm prompt matchMedia getComputedStyle scrollTo"),
      .types("XMLHttpRequest", "browser.Request"),
      .types("WebSocket EventSource BroadcastChannel Worker SharedWorker", "browser.Channel"),
      .each(
        "IntersectionObserver MutationObserver ResizeObserver PerformanceObserver",
        is: .type("browser.Observer", constructing: .calls(.later(.at(0))))
      ),
    ]).byName,
    types: [
      "browser.Window": LibraryType(
        parent: "builtin.EventTarget",
        .values("fetch", "fetch.Function"),
        .each(
          "setTimeout setInterval requestAnimationFrame requestIdleCallback",
          Operation(Effect(.timer, "timer"), callbacks: [.later(.at(0))])
        ),
        .values("document", "builtin.EventTarget"),
        .types("XMLHttpRequest", "browser.Request")
      ),
      "browser.Request": LibraryType(
        parent: "builtin.EventTarget",
        .each(
          "send",
          // XMLHttpRequest.timeout is 0 by default: no limit (xhr.spec.whatwg.org).
          .requests(
            "request",
            deadline: DeadlineRule("HTTP request", assignments: ["timeout"])
          )
        )
      ),
      "browser.Channel": LibraryType(
        parent: "builtin.EventTarget",
        .free("send close postMessage terminate")
      ),
      "browser.Observer": LibraryType(.free("observe unobserve disconnect takeRecords")),
    ]
  )
}
