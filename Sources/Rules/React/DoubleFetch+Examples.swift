// Which requests a page and its part both send, and which only look alike.

extension DoubleFetch {
  static let examples: [Example] = components + shared

  private static let components: [Example] = [
    .reported(
      "sales that the dashboard and its chart both load",
      """
      import { useEffect, useState } from "react";
      const load = () => fetch("/api/sales").then((answer) => answer.json());
      function Chart() {
        const [sales, setSales] = useState(null);
        useEffect(() => { load().then(setSales); }, []);
        return <b>{sales && sales.total}</b>;
      }
      export default function Dashboard() {
        const [sales, setSales] = useState(null);
        useEffect(() => { ↓load().then(setSales); }, []);
        return <div>{sales && sales.count}<Chart /></div>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        const load = () => fetch("/api/sales").then((answer) => answer.json());
        function Chart({ sales }) {
          return <b>{sales && sales.total}</b>;
        }
        export default function Dashboard() {
          const [sales, setSales] = useState(null);
          useEffect(() => { load().then(setSales); }, []);
          return <div>{sales && sales.count}<Chart sales={sales} /></div>;
        }
        """,
      path: "src/Dashboard.jsx"
    ),
    .silent(
      "two parts of different things",
      """
      import { useEffect, useState } from "react";
      const load = (kind) => fetch(`/api/${kind}`).then((answer) => answer.json());
      function Chart() {
        const [sales, setSales] = useState(null);
        useEffect(() => { load("sales").then(setSales); }, []);
        return <b>{sales && sales.total}</b>;
      }
      export default function Dashboard() {
        const [stock, setStock] = useState(null);
        useEffect(() => { load("stock").then(setStock); }, []);
        return <div>{stock && stock.count}<Chart /></div>;
      }
      """,
      path: "src/Two.jsx"
    ),
    .project(
      "a user whom a page and its greeting, in files of their own, both ask for",
      [
        "src/api.js": """
        import axios from "axios";
        export async function currentUser() {
          const answer = await axios.get("/api/me");
          return answer.data;
        }
        """,
        "src/Account.jsx": """
        import { useEffect, useState } from "react";
        import { currentUser } from "./api";
        import { Greeting } from "./Greeting";
        export function Account() {
          const [user, setUser] = useState(null);
          useEffect(() => {
            ↓currentUser().then(setUser);
          }, []);
          return <main><Greeting /><p>{user?.email}</p></main>;
        }
        """,
        "src/Greeting.jsx": """
        import { useEffect, useState } from "react";
        import { currentUser } from "./api";
        export function Greeting() {
          const [user, setUser] = useState(null);
          useEffect(() => {
            currentUser().then(setUser);
          }, []);
          return <h1>Welcome, {user?.name}</h1>;
        }
        """,
      ],
      fixed: [
        "src/Account.jsx": """
        import { useEffect, useState } from "react";
        import { currentUser } from "./api";
        import { Greeting } from "./Greeting";
        export function Account() {
          const [user, setUser] = useState(null);
          useEffect(() => {
            currentUser().then(setUser);
          }, []);
          return <main><Greeting user={user} /><p>{user?.email}</p></main>;
        }
        """,
        "src/Greeting.jsx": """
        export function Greeting({ user }) {
          return <h1>Welcome, {user?.name}</h1>;
        }
        """,
      ]
    ),
    .silent(
      "one answer of TanStack Query, which both share by its key",
      """
      import { useQuery } from "@tanstack/react-query";
      const load = () => fetch("/api/me").then((answer) => answer.json());
      function Greeting() {
        const { data } = useQuery({ queryKey: ["me"], queryFn: load });
        return <h1>Welcome, {data?.name}</h1>;
      }
      export function Account() {
        const { data } = useQuery({ queryKey: ["me"], queryFn: load });
        return <main><Greeting /><p>{data?.email}</p></main>;
      }
      """,
      path: "src/Shared.jsx"
    ),
    .silent(
      "a dialog that asks anew when somebody opens it",
      """
      import { useEffect, useState } from "react";
      import axios from "axios";
      const currentUser = () => axios.get("/api/me").then((answer) => answer.data);
      function EditDialog() {
        const [draft, setDraft] = useState(null);
        useEffect(() => {
          currentUser().then(setDraft);
        }, []);
        return <dialog open>{draft?.name}</dialog>;
      }
      export function Account() {
        const [user, setUser] = useState(null);
        const [isEditing, setEditing] = useState(false);
        useEffect(() => {
          currentUser().then(setUser);
        }, []);
        return (
          <main>
            <button onClick={() => setEditing(true)}>{user?.email}</button>
            {isEditing && <EditDialog />}
          </main>
        );
      }
      """,
      path: "src/Dialog.jsx"
    ),
  ]
}
