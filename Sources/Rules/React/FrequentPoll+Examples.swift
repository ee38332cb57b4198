// Which pages ask too often, and which ask seldom or nobody.

extension FrequentPoll {
  static let examples: [Example] = [
    .reported(
      "unread messages every two seconds",
      """
      import { useEffect, useState } from "react";
      export default function Bell() {
        const [count, setCount] = useState(0);
        useEffect(() => {
          const load = () => fetch("/api/unread").then((answer) => answer.json()).then(setCount);
          const timer = ↓setInterval(load, 2000);
          return () => clearInterval(timer);
        }, []);
        return <b>{count}</b>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Bell() {
          const [count, setCount] = useState(0);
          useEffect(() => {
            const load = () => fetch("/api/unread").then((answer) => answer.json()).then(setCount);
            const timer = setInterval(load, 60_000);
            return () => clearInterval(timer);
          }, []);
          return <b>{count}</b>;
        }
        """,
      path: "src/Bell.jsx"
    ),
    .silent(
      "a clock that asks nobody",
      """
      import { useEffect, useState } from "react";
      export default function Clock() {
        const [now, setNow] = useState(Date.now());
        useEffect(() => {
          const timer = setInterval(() => setNow(Date.now()), 1000);
          return () => clearInterval(timer);
        }, []);
        return <b>{now}</b>;
      }
      """,
      path: "src/Clock.jsx"
    ),
    .reported(
      "a board of the kitchen that a query refreshes each second",
      """
      import { useQuery } from "@tanstack/react-query";
      const load = () => fetch("/api/kitchen/tickets").then((answer) => answer.json());
      export function KitchenBoard() {
        const { data } = ↓useQuery({ queryKey: ["tickets"], queryFn: load, refetchInterval: 1000 });
        return <ol>{(data ?? []).map((ticket) => <li key={ticket.id}>{ticket.dish}</li>)}</ol>;
      }
      """,
      fixed: """
        import { useQuery } from "@tanstack/react-query";
        const load = () => fetch("/api/kitchen/tickets").then((answer) => answer.json());
        export function KitchenBoard() {
          const { data } = useQuery({ queryKey: ["tickets"], queryFn: load, refetchInterval: 60_000 });
          return <ol>{(data ?? []).map((ticket) => <li key={ticket.id}>{ticket.dish}</li>)}</ol>;
        }
        """,
      path: "src/KitchenBoard.jsx"
    ),
    .reported(
      "a procedure that asks each two seconds whether there is anything",
      """
      import { createTRPCReact } from "@trpc/react-query";
      const api = createTRPCReact();
      export function Scores({ projectId }) {
        const { data } = ↓api.scores.hasAny.useQuery({ projectId }, { refetchInterval: 2_000 });
        return <p>{data ? "Scores" : "None yet"}</p>;
      }
      """,
      fixed: """
        import { createTRPCReact } from "@trpc/react-query";
        const api = createTRPCReact();
        export function Scores({ projectId }) {
          const { data } = api.scores.hasAny.useQuery(
            { projectId },
            { refetchInterval: (query) => (query.state.data ? false : 2_000) },
          );
          return <p>{data ? "Scores" : "None yet"}</p>;
        }
        """,
      path: "src/Scores.jsx"
    ),
    .silent(
      "news that the server sends by itself",
      """
      import { useEffect, useState } from "react";
      export function KitchenBoard() {
        const [tickets, setTickets] = useState([]);
        useEffect(() => {
          const events = new EventSource("/api/kitchen/events");
          events.onmessage = (event) => setTickets(JSON.parse(event.data));
          return () => events.close();
        }, []);
        return <ol>{tickets.map((ticket) => <li key={ticket.id}>{ticket.dish}</li>)}</ol>;
      }
      """,
      path: "src/LiveBoard.jsx"
    ),
    .silent(
      "a forecast that SWR refreshes every ten seconds, and only while somebody looks",
      """
      import useSWR from "swr";
      const fetcher = (address) => fetch(address).then((answer) => answer.json());
      export function Forecast() {
        const { data } = useSWR("/api/forecast", fetcher, { refreshInterval: 10_000 });
        return <p>{data ? data.summary : "…"}</p>;
      }
      """,
      path: "src/Forecast.jsx"
    ),
    .silent(
      "the progress of one job, which its answer ends",
      """
      import { useRef, useState } from "react";
      export default function Export() {
        const timer = useRef(null);
        const [job, setJob] = useState(null);
        const start = async () => {
          const { id } = await (await fetch("/api/exports", { method: "POST" })).json();
          timer.current = setInterval(async () => {
            const now = await (await fetch(`/api/exports/${id}`)).json();
            setJob(now);
            if (now.status === "done") clearInterval(timer.current);
          }, 2000);
        };
        return <button onClick={start}>{job ? job.status : "Export"}</button>;
      }
      """,
      path: "src/Export.jsx"
    ),
    .silent(
      "a hook that nothing calls",
      """
      import useSWR from "swr";
      const load = (path) => fetch(path).then((answer) => answer.json());
      export function useProgress(id) {
        return useSWR(`/api/jobs/${id}`, load, { refreshInterval: 2000 });
      }
      """,
      path: "src/useProgress.js"
    ),
    .project(
      "a hook of the project that is told to ask every two seconds, in each row of a table",
      [
        "src/useLastRun.js": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export const useLastRun = (id, options = {}) => useSWR(`/api/jobs/${id}/runs?limit=1`, load, options);
        """,
        "src/LastRun.jsx": """
        import { useLastRun } from "./useLastRun";
        export function LastRun({ id }) {
          const { data } = ↓useLastRun(id, { refreshInterval: 2000 });
          return <i>{data ? data.state : "…"}</i>;
        }
        """,
        "src/Jobs.jsx": """
        import { LastRun } from "./LastRun";
        export const Jobs = ({ jobs }) => <ul>{jobs.map((job) => <li key={job.id}><LastRun id={job.id} /></li>)}</ul>;
        """,
      ],
      fixed: [
        "src/LastRun.jsx": """
        import { useLastRun } from "./useLastRun";
        export function LastRun({ id }) {
          const { data } = useLastRun(id, { refreshInterval: 60_000 });
          return <i>{data ? data.state : "…"}</i>;
        }
        """
      ]
    ),
    .silent(
      "a hook of the project that keeps its options to itself",
      files: [
        "src/useLastRun.js": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export const useLastRun = (id, { title }) => useSWR(`/api/jobs/${id}/runs?limit=1&title=${title}`, load);
        """,
        "src/LastRun.jsx": """
        import { useLastRun } from "./useLastRun";
        export function LastRun({ id }) {
          const { data } = useLastRun(id, { title: "last", shown: { refreshInterval: 2000 } });
          return <i>{data ? data.state : "…"}</i>;
        }
        """,
      ]
    ),
  ]
}
