// Scripts and style sheets of other servers that a page waits for before it shows anything.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports what `index.html` of an application loads from elsewhere, ahead of the application itself.
struct BlockingResources: Rule {
  static let about = RuleDescription(
    name: "blocking-resource",
    category: .bundleShape,
    worst: .medium,
    title: "Every page waits for another server first",
    problem: """
      The browser shows nothing until style sheets of the page have come, and runs no module before a script without \
      `async` or `defer` is there and done. Each such server is one more look-up, connection and handshake, on every \
      page; while it is slow or down, the application is blank.
      """,
    verify:
      "Block the host in the network panel of the browser, or slow it down to five seconds, and open the application.",
    fix: """
      Load scripts with `async`, or where they are needed (`loadStripe()` when the checkout opens); serve fonts and \
      style sheets from the application's own server, or preload them and switch them on when they have come.
      """,
    tradeOff: "Text may be shown in another font for a moment.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [String] = []
    var groups: [String: [BlockingResource]] = [:]
    for resource in program.blockingResources {
      let key = "\(resource.place.path) \(resource.kind) \(resource.host)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(resource)
    }
    return order.compactMap { finding(of: groups[$0] ?? [], in: program) }
  }

  private func finding(of resources: [BlockingResource], in program: Program) -> Finding? {
    guard let first = resources.first else { return nil }
    let isScript = first.kind == .script
    let what = isScript ? "script" : "style sheet"
    let count = Figure.counted(Double(resources.count), what)
    return finding(
      Diagnosis(
        place: SourcePlace(unit: first.unit, span: .init(start: 0, end: 0)),
        function: program.outermostOfFile(first.unit),
        title: "The page waits for \(count) of `\(first.host)` before it shows anything",
        problem: Self.about.problem,
        severity: isScript ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "1 look-up, connection and handshake (about 3 × 150 ms on a slow mobile connection) and \(count), before "
            + "the first paint of each first visit",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(first.place.source, keeping: first.host)),
        confirm: isScript
          ? "Check that nothing must run before the application, and which pages need it."
          : "Check which pages use what `\(first.host)` sends, and in which weights.",
        threshold: "any, on a connection with 150 ms of delay"
      ),
      at: first.place,
      in: program
    )
  }
}
