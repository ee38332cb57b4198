// Which effects render without end, and which come to rest.

extension EffectRefetch {
  static let renderExamples: [Example] = [
    .reported(
      "an effect that sorts the list on which it depends",
      """
      import { useEffect, useState } from "react";
      export default function Lanes({ lanes, order }) {
        const [sorted, setSorted] = useState([]);
        ↓useEffect(() => {
          let copy = [...lanes];
          if (order === "down") copy = copy.reverse();
          setSorted(copy);
        }, [lanes, order, sorted]);
        return <ul>{sorted.map((lane) => <li key={lane.id}>{lane.name}</li>)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Lanes({ lanes, order }) {
          const [sorted, setSorted] = useState([]);
          useEffect(() => {
            let copy = [...lanes];
            if (order === "down") copy = copy.reverse();
            setSorted(copy);
          }, [lanes, order]);
          return <ul>{sorted.map((lane) => <li key={lane.id}>{lane.name}</li>)}</ul>;
        }
        """,
      path: "src/Lanes.jsx"
    ),
    .silent(
      "an effect that sets what it depends on only where something is missing",
      """
      import { useEffect, useState } from "react";
      export default function Lanes({ lanes }) {
        const [chosen, setChosen] = useState([]);
        useEffect(() => {
          if (chosen.length === 0) setChosen(lanes.filter((lane) => lane.isOpen));
        }, [lanes, chosen]);
        return <p>{chosen.length}</p>;
      }
      """,
      path: "src/Chosen.jsx"
    ),
    .silent(
      "an effect that sets what it depends on to a number, which is the same the second time",
      """
      import { useEffect, useState } from "react";
      export default function Lanes({ lanes }) {
        const [page, setPage] = useState(1);
        useEffect(() => {
          setPage(Math.min(page, lanes.length));
        }, [lanes, page]);
        return <p>{page}</p>;
      }
      """,
      path: "src/Page.jsx"
    ),
    .reported(
      "a request behind a test of what the page is given, which holds again",
      """
      import { useEffect, useState } from "react";
      export default function Lane({ id, isKnown }) {
        const [lane, setLane] = useState(null);
        ↓useEffect(() => {
          if (!isKnown) {
            fetch(`/api/lanes/${id}`).then((answer) => answer.json()).then((found) => setLane(found));
          }
        }, [id, lane]);
        return <p>{lane && lane.name}</p>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Lane({ id, isKnown }) {
          const [lane, setLane] = useState(null);
          useEffect(() => {
            if (!isKnown) {
              fetch(`/api/lanes/${id}`).then((answer) => answer.json()).then((found) => setLane(found));
            }
          }, [id, isKnown]);
          return <p>{lane && lane.name}</p>;
        }
        """,
      path: "src/Lane.jsx"
    ),
  ]
}
