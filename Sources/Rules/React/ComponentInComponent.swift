// Components that are thrown away and built again at each render.

import Capacity
import Findings
import SemanticModel

/// Reports components that are declared inside others.
struct ComponentInComponent: Rule {
  static let about = RuleDescription(
    name: "component-in-component",
    category: .renderStorm,
    worst: .medium,
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
      finding(
        Diagnosis(
          place: inner.place,
          because: [(inner.use, "shown here as an element")],
          function: inner.component,
          title:
            "`\(inner.name)` is a new component at each render of `\(program.name(of: inner.component))`",
          problem: Self.about.problem,
          severity: inner.losesState ? .medium : .monitor,
          confidence: .high,
          impact: Impact(
            estimate:
              "\(Figure.counted(Double(inner.states), "piece")) of state make `\(program.name(of: inner.component))` render; each change "
              + "takes all elements of `\(inner.name)` out of the page and builds them anew, about ten times the work of "
              + "comparing them",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix),
          threshold: "20 elements in the inner component"
        ),
        in: program
      )
    }
  }
}

extension ComponentInComponent {
  static let examples: [Example] = [
    .reported(
      "a field that loses its focus at each key",
      """
      import { useState } from "react";
      export default function Form() {
        const [name, setName] = useState("");
        const ↓Field = () => <input value={name} onChange={(event) => setName(event.target.value)} />;
        return <form><Field /></form>;
      }
      """,
      fixed: """
        import { useState } from "react";
        const Field = ({ name, onName }) => <input value={name} onChange={(event) => onName(event.target.value)} />;
        export default function Form() {
          const [name, setName] = useState("");
          return <form><Field name={name} onName={setName} /></form>;
        }
        """,
      path: "src/Form.jsx"
    ),
    .silent(
      "a part that is called as a function",
      """
      import { useState } from "react";
      export default function Form() {
        const [name, setName] = useState("");
        const renderField = () => <input value={name} onChange={(event) => setName(event.target.value)} />;
        return <form>{renderField()}</form>;
      }
      """,
      path: "src/Called.jsx"
    ),
  ]
}

/// Reports rows whose key is another at each render.
struct FreshKey: Rule {
  static let about = RuleDescription(
    name: "random-key",
    category: .unvirtualizedList,
    worst: .medium,
    title: "Rows get a new key at each render",
    problem: """
      The key tells React which row is which. A key that is made while rendering fits no row of before: each render \
      takes all rows out of the page and builds them anew, with their state, their focus and their effects.
      """,
    verify:
      "Type into a field of a row, or select text in it, and make the list render: the focus must stay.",
    fix: "Use what identifies the row in the data: `key={row.id}`.",
    tradeOff: "None.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.unstableKeys.map { key in
      let load = RenderLoad(rows: .rowsOfOnePage, elementsPerRow: key.list.elementsPerRow)
      return finding(
        Diagnosis(
          place: key.place,
          because: [(key.list.site.place, "builds all rows anew at each render")],
          function: key.list.site.function,
          title: "The rows of `\(key.list.site.calleeText)` get a new key at each render",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(estimate: "at each render " + load.sentence, confidence: .low),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: "key={\(program.source(of: key.place))}")
        ),
        in: program
      )
    }
  }
}

extension FreshKey {
  static let examples: [Example] = [
    .reported(
      "a random number as the key",
      """
      export default function Names({ people }) {
        return <ul>{people.map((one) => <li key={↓Math.random()}>{one.name}</li>)}</ul>;
      }
      """,
      fixed: """
        export default function Names({ people }) {
          return <ul>{people.map((one) => <li key={one.id}>{one.name}</li>)}</ul>;
        }
        """,
      path: "src/Names.jsx"
    )
  ]
}
