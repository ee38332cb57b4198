// Which effects let a late answer win, and which give it up.

extension StaleResponse {
  static let examples: [Example] = components + stores + thunks + dispatches

  private static let components: [Example] = [
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
      "a number that decides whether to ask, and is noted for the next time",
      """
      import { useEffect, useRef, useState } from "react";
      export function Notes() {
        const [count, setCount] = useState(0);
        const [notes, setNotes] = useState([]);
        const last = useRef(0);
        useEffect(() => {
          if (count > last.current) {
            fetch("/api/notes").then((answer) => answer.json()).then((rows) => setNotes(rows));
          }
          last.current = count;
        }, [count]);
        return <p onClick={() => setCount(count + 1)}>{notes.length}</p>;
      }
      """,
      path: "src/Notes.jsx"
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
    .reported(
      "the details of the room that was picked before",
      """
      import axios from "axios";
      import { useEffect, useState } from "react";
      type Room = { id: number; name: string };
      type Plan = { beds: number };
      export function Rooms({ rooms }: { rooms: Room[] }) {
        const [picked, setPicked] = useState<number | null>(null);
        const [plan, setPlan] = useState<Plan | null>(null);
        ↓useEffect(() => {
          async function load() {
            if (picked === null) return;
            const { data } = await axios.get<Plan>(`/api/rooms/${picked}/plan`);
            setPlan(data);
          }
          load();
        }, [picked]);
        return (
          <nav title={`${plan?.beds} beds`}>
            {rooms.map((room) => (
              <button key={room.id} onClick={() => setPicked(room.id)}>{room.name}</button>
            ))}
          </nav>
        );
      }
      """,
      fixed: """
        import { useQuery } from "@tanstack/react-query";
        import axios from "axios";
        import { useState } from "react";
        type Room = { id: number; name: string };
        type Plan = { beds: number };
        export function Rooms({ rooms }: { rooms: Room[] }) {
          const [picked, setPicked] = useState<number | null>(null);
          const { data: plan } = useQuery({
            queryKey: ["plan", picked],
            queryFn: async ({ signal }) => (await axios.get<Plan>(`/api/rooms/${picked}/plan`, { signal })).data,
            enabled: picked !== null,
          });
          return (
            <nav title={`${plan?.beds} beds`}>
              {rooms.map((room) => (
                <button key={room.id} onClick={() => setPicked(room.id)}>{room.name}</button>
              ))}
            </nav>
          );
        }
        """,
      path: "src/Rooms.tsx"
    ),
    .silent(
      "an effect that runs once, as it notes itself",
      """
      import { useEffect, useRef, useState } from "react";
      export default function Visit({ id }) {
        const isMounted = useRef(false);
        const [isOpen, setOpen] = useState(false);
        const [visit, setVisit] = useState(null);
        useEffect(() => {
          if (!isMounted.current) {
            fetch(`/api/visits/${id}`).then((answer) => answer.json()).then((found) => setVisit(found));
            isMounted.current = true;
          }
        }, [isOpen, id]);
        return <button onClick={() => setOpen(!isOpen)}>{visit ? visit.page : "Open"}</button>;
      }
      """,
      path: "src/Visit.jsx"
    ),
    .reported(
      "a search that waits until nobody types, and keeps whichever answer comes last",
      """
      import { useEffect, useState } from "react";
      import { useDebounce } from "use-debounce";
      export function Finder() {
        const [text, setText] = useState("");
        const [isWide, setWide] = useState(false);
        const [late] = useDebounce(text, 300);
        const [found, setFound] = useState([]);
        ↓useEffect(() => {
          if (!late) return;
          fetch(`/api/search?q=${late}&wide=${isWide}`)
            .then((answer) => answer.json())
            .then((rows) => setFound(rows));
        }, [isWide, late]);
        return (
          <section>
            <input value={text} onChange={(event) => setText(event.target.value)} />
            <button onClick={() => setWide(!isWide)}>{found.length}</button>
          </section>
        );
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        import { useDebounce } from "use-debounce";
        export function Finder() {
          const [text, setText] = useState("");
          const [isWide, setWide] = useState(false);
          const [late] = useDebounce(text, 300);
          const [found, setFound] = useState([]);
          useEffect(() => {
            if (!late) return;
            const request = new AbortController();
            fetch(`/api/search?q=${late}&wide=${isWide}`, { signal: request.signal })
              .then((answer) => answer.json())
              .then((rows) => setFound(rows))
              .catch(() => {});
            return () => request.abort();
          }, [isWide, late]);
          return (
            <section>
              <input value={text} onChange={(event) => setText(event.target.value)} />
              <button onClick={() => setWide(!isWide)}>{found.length}</button>
            </section>
          );
        }
        """,
      path: "src/Finder.jsx"
    ),
    .silent(
      "a choice that is not shown while its request is out",
      """
      import { useEffect, useState } from "react";
      export function Report() {
        const [period, setPeriod] = useState("week");
        const [loading, setLoading] = useState(true);
        const [sales, setSales] = useState([]);
        useEffect(() => {
          const load = async () => {
            setLoading(true);
            const answer = await fetch(`/api/sales?period=${period}`);
            setSales(await answer.json());
            setLoading(false);
          };
          load();
        }, [period]);
        if (loading) return <p>One moment</p>;
        return <select title={sales.length} onChange={(event) => setPeriod(event.target.value)} />;
      }
      """,
      path: "src/Report.jsx"
    ),
  ]
}
