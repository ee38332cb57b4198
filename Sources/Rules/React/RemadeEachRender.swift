// Routers, caches and components that are made anew whenever something is rendered.

import Capacity
import Findings
import SemanticModel

/// Reports what the body of a component makes at each render, although the page must keep it.
struct RemadeEachRender: Rule {
  static let about = RuleDescription(
    name: "made-per-render",
    category: .renderStorm,
    worst: .medium,
    title: "Made anew at each render",
    problem: """
      The body of a component runs at each render. A router, a cache or a component that it makes is another one than \
      before: React takes out of the page what the old one showed, with its state, and builds and loads it anew.
      """,
    verify: """
      Put a `console.count` into an effect of what is shown below: it must not count while the component renders again.
      """,
    fix: "Make it once, in the module beside the component, or in `useState(() => …)`.",
    tradeOff:
      "What it takes from the component must be handed to it in another way: a context, an outlet.",
    effort: Effort(low: 0.1, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [FunctionRef] = []
    var parts: [FunctionRef: [RemadePart]] = [:]
    for part in program.remadeParts {
      if parts[part.component] == nil { order.append(part.component) }
      parts[part.component, default: []].append(part)
    }
    return order.compactMap { finding(of: parts[$0] ?? [], in: program) }
  }

  /// One for each component: what else it makes is a further place.
  private func finding(of parts: [RemadePart], in program: Program) -> Finding? {
    guard let part = parts.first else { return nil }
    let symbol = program.symbol(around: part.component)
    let owner = symbol == "" ? "its owner" : "`\(symbol)`"
    let made = part.isComponent ? "a new component" : "another result"
    return finding(
      Diagnosis(
        place: part.site.place,
        because: parts.dropFirst().prefix(8).map { ($0.site.place, "made at each render as well") },
        function: part.component,
        title: "`\(part.site.calleeText)` gives \(made) at each render of \(owner)",
        problem: Self.about.problem,
        severity: .medium,
        confidence: .high,
        impact: Impact(
          estimate:
            "1 render of \(owner) = all that is shown below taken out of the page and built anew, with its requests",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(
            program.source(of: part.site.place),
            keeping: part.site.calleeText
          )
        )
      ),
      in: program
    )
  }
}
