// Which effects let a late answer win, and which give it up.

extension StaleResponse {
  static let examples: [Example] = [
    .reported(
      "figures of the period that was chosen before",
      """
      import { useEffect, useState } from "react";
      export default function Report() {
        const [period, setPeriod] = useState("day");
        const [figures, setFigures] = useState(null);
        ↓useEffect(() => {
          fetch(`/api/figures?period=${period}`).then((answer) => answer.json()).then(setFigures);
        }, [period]);
        return <button onClick={() => setPeriod("week")}>{figures && figures.total}</button>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Report() {
          const [period, setPeriod] = useState("day");
          const [figures, setFigures] = useState(null);
          useEffect(() => {
            const request = new AbortController();
            fetch(`/api/figures?period=${period}`, { signal: request.signal })
              .then((answer) => answer.json())
              .then(setFigures)
              .catch(() => {});
            return () => request.abort();
          }, [period]);
          return <button onClick={() => setPeriod("week")}>{figures && figures.total}</button>;
        }
        """,
      path: "src/Report.jsx"
    ),
    .silent(
      "data that is loaded once",
      """
      import { useEffect, useState } from "react";
      export default function Report() {
        const [figures, setFigures] = useState(null);
        useEffect(() => {
          fetch("/api/figures").then((answer) => answer.json()).then(setFigures);
        }, []);
        return <p>{figures && figures.total}</p>;
      }
      """,
      path: "src/Once.jsx"
    ),
    .silent(
      "an answer that is dropped when it is late",
      """
      import { useEffect, useState } from "react";
      export default function Report() {
        const [period, setPeriod] = useState("day");
        const [figures, setFigures] = useState(null);
        useEffect(() => {
          let isLate = false;
          fetch(`/api/figures?period=${period}`)
            .then((answer) => answer.json())
            .then((given) => { if (!isLate) setFigures(given); });
          return () => { isLate = true; };
        }, [period]);
        return <button onClick={() => setPeriod("week")}>{figures && figures.total}</button>;
      }
      """,
      path: "src/Dropped.jsx"
    ),
  ]
}
