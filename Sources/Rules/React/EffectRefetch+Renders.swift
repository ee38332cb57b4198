// Effects that render without end, and ask nobody.

import Capacity
import Findings
import SemanticModel

extension EffectRefetch {
  /// Effects that set what they depend on to a new object each time.
  func renders(in program: Program) -> [Finding] {
    let asked = Set(program.effectLoops.map(\.effect.call))
    return program.endlessRenders.compactMap { loop in
      guard !asked.contains(loop.effect.call), let place = program.place(loop.effect.call),
        let write = program.place(loop.write.call)
      else { return nil }
      let name = loop.cell.name
      return finding(
        Diagnosis(
          place: place,
          because: [
            (write, "sets another object, which renders the component and runs the effect")
          ],
          function: loop.effect.component,
          title: "The effect depends on `\(name)`, and sets it to something new each time",
          problem: """
            A list or an object that was just made is never the same as the one before, even with the same entries: \
            the state has changed, the component renders, and the effect runs again. One core of each open tab works \
            for as long as the page is open, and nothing that is typed or clicked is answered in time.
            """,
          severity: .high,
          confidence: .high,
          impact: Impact(
            estimate: "1 render for each render: as many as the browser can make, in each open tab",
            confidence: .high
          ),
          verify: Verify(
            steps:
              "Count the renders of the component in the profiler while nobody touches the page: there must be none."
          ),
          fix: Remedy(
            "Take `\(name)` out of the dependencies; what follows from other state is worked out while rendering.",
            before: Excerpt.short(program.source(of: write), keeping: program.source(of: write))
          )
        ),
        in: program
      )
    }
  }
}
