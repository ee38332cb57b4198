// Pages that ask the server again and again.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports polling whose requests take a part of the load target that counts.
struct FrequentPoll: Rule {
  static let about = RuleDescription(
    name: "frequent-polling",
    category: .fetchLoop,
    worst: .high,
    title: "Open pages poll the server",
    problem: """
      Each open page asks by the clock, whether anything has changed or not. The requests grow with the number of open \
      pages, not with what people do.
      """,
    verify: """
      Open the page for a minute with the network panel recording, and do nothing: it may ask a few times, and not at \
      all while another tab is in front.
      """,
    fix: """
      Let the server tell of changes (server-sent events, a socket); else poll seldom, stop while `document.hidden`, \
      and answer unchanged data with 304.
      """,
    tradeOff: "A channel to each open page must be kept, or changes are seen later.",
    effort: Effort(low: 0.5, high: 4)
  )

  /// Every half a minute, and only where the page is seen; nil where what is asked has no name.
  private static func seldom(_ site: CallSite, in program: Program) -> String? {
    guard site.calledName == "setInterval", let first = site.arguments.first,
      case .path = first.shape
    else { return nil }
    let name = program.source(of: SourcePlace(unit: site.place.unit, span: first.span))
    return "setInterval(() => {\n  if (!document.hidden) \(name)();\n}, 30_000)"
  }

  /// What a hook with a cache needs: it stops by itself while nobody looks, unless it is told to go on.
  private static func remedy(_ poll: Poll) -> String {
    guard let option = poll.option, !poll.runsHidden else { return about.fix }
    return
      "Let the server tell of changes (server-sent events, a socket); else ask seldom (`\(option): 30_000`), and "
      + "answer unchanged data with 304. While the tab is hidden the hook waits by itself."
  }

  /// Why a poll asks as seldom as it does, where that is not what is written.
  private static func written(_ poll: Poll) -> String {
    guard poll.written < poll.seconds else { return "" }
    return
      "; \(Figure.duration(poll.written)) is written, but SWR answers what was asked in the last "
      + "\(Figure.duration(poll.seconds)) from its cache (`dedupingInterval`)"
  }

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [FunctionRef] = []
    var polls: [FunctionRef: [Poll]] = [:]
    for poll in program.polls {
      let component = program.outermost(poll.site.function)
      if polls[component] == nil { order.append(component) }
      polls[component, default: []].append(poll)
    }
    return order.compactMap { finding(of: polls[$0] ?? [], in: program, under: target) }
  }

  /// What is to be checked where a poll may be short.
  private static func confirm(_ poll: Poll, in program: Program) -> String? {
    switch poll.end {
    case .state(let name): "Check for how long `\(name)` lets it run."
    case .thing(let key):
      "Check whether the page stays open after the one thing that `\(key)` names is done."
    case .condition(let place):
      "Check for how long `\(Excerpt.short(program.source(of: place), keeping: ""))` holds while a page is open."
    case .dialog(let name): "Check for how long `\(name)` stays open."
    case .gate(let place):
      "Check how often `\(Excerpt.short(program.source(of: place), keeping: ""))` lets it ask, and for how many."
    case nil: nil
    }
  }

  /// One for each component: its other polls are further places.
  private func finding(of polls: [Poll], in program: Program, under target: LoadTarget) -> Finding?
  {
    guard
      let poll = polls.min(by: {
        ($0.end == nil ? 0 : 1, $0.seconds) < ($1.end == nil ? 0 : 1, $1.seconds)
      })
    else { return nil }
    let others = polls.filter { $0.site.place != poll.site.place }
    let pages = Input.openPages(of: target)
    let rate = pages.value / poll.seconds
    let share = rate / target.requestsPerSecond
    guard share >= 0.05, poll.runsHidden || share >= 0.2 else { return nil }
    let asked = poll.path.map { "\($0.verb) \($0.path)" } ?? "the server"
    let every = Figure.duration(poll.seconds)
    let confirm =
      Self.confirm(poll, in: program)
      ?? program.doubt(ofAudience: program.outermost(poll.site.function), asking: poll.path)
    let asker = poll.isPerRow ? "Each row of an open page" : "Each open page"
    let rows = poll.isPerRow ? ", for each row that is shown" : ""
    return finding(
      Diagnosis(
        place: poll.site.place,
        because: others.map { ($0.site.place, "polls as well") },
        function: poll.site.function,
        title:
          "\(asker) asks \(asked) every \(every)\(poll.runsHidden ? ", seen or not" : "")",
        problem: Self.about.problem
          + (poll.runsHidden ? " Nothing stops it while the tab is hidden." : ""),
        severity: share >= 1 ? .high : share >= 0.2 ? .medium : .monitor,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(pages.value)) open pages ÷ \(every) = \(Figure.grouped(rate)) requests/s\(rows), "
            + "\(Figure.grouped(share * 100)) % of the target of \(Figure.grouped(target.requestsPerSecond)) req/s; "
            + "assuming \(pages.source)\(Self.written(poll))",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.remedy(poll),
          before: Excerpt.short(program.source(of: poll.site.place), keeping: poll.site.calleeText),
          after: Self.seldom(poll.site, in: program)
        ),
        confirm: confirm,
        threshold:
          "\(Figure.grouped(target.requestsPerSecond * 0.2 * poll.seconds)) open pages: a fifth of the load target"
      ),
      in: program
    )
  }
}
