// Lists that pushed events make longer for as long as a page is open.

import Capacity
import Findings
import SemanticModel

/// Reports state to which each event of a socket or a subscription adds, and from which nothing is dropped.
struct LiveListKept: Rule {
  static let about = RuleDescription(
    name: "live-list",
    category: .stateBloat,
    worst: .medium,
    title: "A list that each pushed event makes longer",
    problem: """
      Pages with live data stay open for days. Each event adds an entry, nothing drops the oldest, and whoever shows the \
      list renders all of it once more for each event: the tab grows and becomes slower with everything that happens.
      """,
    verify:
      "Push 5,000 events to an open page: the number of rows and the heap of the tab must stop growing.",
    fix: "Keep the latest only: `setOrders((before) => [order, ...before].slice(0, 100))`.",
    tradeOff: "Older entries are asked for when somebody scrolls back to them.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.liveLists.map { list in
      finding(
        Diagnosis(
          place: list.growth,
          because: [(list.event, "brings an entry with each event")],
          function: list.function,
          title: "`\(list.name)` grows with each pushed event, and nothing drops the oldest",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "1 event/s × 8 hours = 28,800 entries kept and rendered; assuming one event a second",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: list.growth), keeping: list.name)
          ),
          confirm: "Check how many events one open page is sent before somebody closes it.",
          threshold: "500 entries"
        ),
        in: program
      )
    }
  }

  private static let slice = """
    import { createSlice } from "@reduxjs/toolkit";
    const slice = createSlice({
      name: "sightings",
      initialState: { sightings: [] },
      reducers: {
        sighted(state, action) {
          ↓state.sightings = [action.payload, ...state.sightings];
        },
      },
    });
    export const { sighted } = slice.actions;
    export default slice.reducer;
    """
  private static let store = """
    import { configureStore } from "@reduxjs/toolkit";
    import sightings from "./slice";
    export default configureStore({ reducer: { sightings } });
    """

  static let examples: [Example] = [
    .reported(
      "a list to which a socket adds",
      """
      import { useEffect, useState } from "react";
      import { io } from "socket.io-client";
      const socket = io("/");
      export default function Sightings() {
        const [sightings, setSightings] = useState([]);
        useEffect(() => {
          const add = (sighting) => ↓setSightings((before) => [...before, sighting]);
          socket.on("sighting", add);
          return () => socket.off("sighting", add);
        }, []);
        return <ul>{sightings.map((sighting) => <li key={sighting.id}>{sighting.name}</li>)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        import { io } from "socket.io-client";
        const socket = io("/");
        export default function Sightings() {
          const [sightings, setSightings] = useState([]);
          useEffect(() => {
            const add = (sighting) => setSightings((before) => [...before, sighting].slice(-100));
            socket.on("sighting", add);
            return () => socket.off("sighting", add);
          }, []);
          return <ul>{sightings.map((sighting) => <li key={sighting.id}>{sighting.name}</li>)}</ul>;
        }
        """,
      path: "src/Sightings.jsx"
    ),
    .project(
      "a store to which a subscription adds",
      [
        "src/slice.js": slice,
        "src/store.js": store,
        "src/Sightings.jsx": """
        import { gql, useSubscription } from "@apollo/client";
        import { useDispatch, useSelector } from "react-redux";
        import { sighted } from "./slice";
        const SIGHTED = gql`subscription { sighted { id name } }`;
        export default function Sightings() {
          const dispatch = useDispatch();
          const rows = useSelector((state) => state.sightings.sightings);
          useSubscription(SIGHTED, {
            onData: ({ data }) => {
              dispatch(sighted(data.data.sighted));
            },
          });
          return <ul>{rows.map((row) => <li key={row.id}>{row.name}</li>)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/slice.js": """
        import { createSlice } from "@reduxjs/toolkit";
        const slice = createSlice({
          name: "sightings",
          initialState: { sightings: [] },
          reducers: {
            sighted(state, action) {
              state.sightings = [action.payload, ...state.sightings].slice(0, 100);
            },
          },
        });
        export const { sighted } = slice.actions;
        export default slice.reducer;
        """
      ]
    ),
    .silent(
      "the latest event alone",
      """
      import { useEffect, useState } from "react";
      import { io } from "socket.io-client";
      const socket = io("/");
      export default function Latest() {
        const [sighting, setSighting] = useState(null);
        useEffect(() => {
          socket.on("sighting", setSighting);
          return () => socket.off("sighting", setSighting);
        }, []);
        return <p>{sighting && sighting.name}</p>;
      }
      """,
      path: "src/Latest.jsx"
    ),
    .silent(
      "what a user adds by hand",
      """
      import { useState } from "react";
      export default function Notes() {
        const [notes, setNotes] = useState([]);
        return <button onClick={() => setNotes((before) => [...before, "new"])}>{notes.length}</button>;
      }
      """,
      path: "src/Notes.jsx"
    ),
  ]
}
