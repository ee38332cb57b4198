// Which lists grow with each event, and which keep the latest or are filled by hand.

extension LiveListKept {
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
