// Components that are thrown away and built again at each render.

import Capacity
import Findings
import SemanticModel

/// Reports components that are declared inside others.
struct ComponentInComponent: Rule {
  static let about = RuleDescription(
    name: "component-in-component",
    category: .renderStorm,
    worst: .monitor,
    title: "A component is declared inside another",
    problem: """
      Each render of the outer component makes another function, and to React another function is another component: \
      what the inner one showed is taken out of the page with all its state and effects, and built anew.
      """,
    verify:
      "Put a `console.count` into an effect of the inner component: it must not count while the outer one renders.",
    fix:
      "Move the inner component to the module, and hand it what it takes from the outer one as properties.",
    tradeOff: "None.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.innerComponents.map { inner in
      let audience = program.doubt(ofAudience: inner.component)
      let isSure =
        inner.losesState && inner.isRepeated && !inner.isSeldom && !inner.isLight && audience == nil
      let makes =
        inner.states == 0
        ? "Whatever makes `\(program.name(of: inner.component))` render"
        : inner.states == 1
          ? "1 piece of state makes `\(program.name(of: inner.component))` render again and again"
          : "\(inner.states) pieces of state make `\(program.name(of: inner.component))` render again and again"
      return finding(
        Diagnosis(
          place: inner.place,
          because: [(inner.use, "shown here as an element")],
          function: inner.component,
          title:
            "`\(inner.name)` is a new component at each render of `\(program.name(of: inner.component))`",
          problem: Self.about.problem,
          severity: .monitor,
          tier: isSure ? .finding : .suspicious,
          confidence: isSure ? .high : .medium,
          impact: Impact(
            estimate:
              "\(makes): each time all elements of `\(inner.name)` are taken out of the page and built anew, about ten "
              + "times the work of comparing them",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix),
          confirm: isSure
            ? nil
            : audience
              ?? "Check how often `\(program.name(of: inner.component))` renders after it is first shown.",
          threshold: "20 elements in the inner component"
        ),
        in: program
      )
    }
  }
}
