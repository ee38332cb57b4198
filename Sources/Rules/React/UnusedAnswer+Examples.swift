// Which answers nobody looks at.

extension UnusedAnswer {
  static let examples: [Example] = [
    .reported(
      "sales that nothing shows",
      """
      import { useEffect, useState } from "react";
      export default function Dashboard() {
        const [orders, setOrders] = useState(0);
        const [sales, setSales] = useState([]);
        useEffect(() => {
          fetch("/api/orders/count").then((answer) => answer.json()).then(setOrders);
          fetch("/api/sales").then((answer) => answer.json()).then((rows) => ↓setSales(rows));
        }, []);
        return <p>{orders}</p>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Dashboard() {
          const [orders, setOrders] = useState(0);
          useEffect(() => {
            fetch("/api/orders/count").then((answer) => answer.json()).then(setOrders);
          }, []);
          return <p>{orders}</p>;
        }
        """,
      path: "src/Dashboard.jsx"
    ),
    .silent(
      "a setter alone, which only makes the component render",
      """
      import { useEffect, useState } from "react";
      export default function Clock({ store }) {
        const [, setTurn] = useState(0);
        useEffect(() => {
          fetch("/api/turn").then((answer) => answer.json()).then(setTurn);
        }, []);
        return <p>{store.now()}</p>;
      }
      """,
      path: "src/Clock.jsx"
    ),
    .project(
      "settings that are loaded with the profile, and that no line reads any more",
      [
        "src/api.ts": """
        import axios from "axios";
        const client = axios.create({ baseURL: "/api", timeout: 5000 });
        export type User = { name: string };
        export type Settings = { theme: string };
        export const loadUser = async () => (await client.get<User>("/me")).data;
        export const loadSettings = async () => (await client.get<Settings>("/settings")).data;
        """,
        "src/Profile.tsx": """
        import { useEffect, useState } from "react";
        import { loadSettings, loadUser, Settings, User } from "./api";
        export function Profile() {
          const [user, setUser] = useState<User | null>(null);
          const [settings, setSettings] = useState<Settings | null>(null);
          useEffect(() => {
            const load = async () => {
              setUser(await loadUser());
              ↓setSettings(await loadSettings());
            };
            load();
          }, []);
          return <h1>{user?.name}</h1>;
        }
        """,
      ],
      fixed: [
        "src/Profile.tsx": """
        import { useEffect, useState } from "react";
        import { loadSettings, loadUser, Settings, User } from "./api";
        export function Profile() {
          const [user, setUser] = useState<User | null>(null);
          const [settings, setSettings] = useState<Settings | null>(null);
          useEffect(() => {
            const load = async () => {
              setUser(await loadUser());
              setSettings(await loadSettings());
            };
            load();
          }, []);
          return <h1 className={settings?.theme}>{user?.name}</h1>;
        }
        """
      ]
    ),
    .silent(
      "an answer that another component shows",
      """
      import { createContext, useEffect, useState } from "react";
      export const Session = createContext(null);
      export function SessionProvider({ children }) {
        const [session, setSession] = useState(null);
        useEffect(() => {
          fetch("/api/session").then((answer) => answer.json()).then((given) => setSession(given));
        }, []);
        return <Session.Provider value={{ session }}>{children}</Session.Provider>;
      }
      """,
      path: "src/Session.jsx"
    ),
    .silent(
      "an answer that only an effect reads",
      """
      import { useEffect, useState } from "react";
      export default function Title() {
        const [unread, setUnread] = useState(0);
        useEffect(() => {
          fetch("/api/messages/unread").then((answer) => answer.json()).then((count) => setUnread(count));
        }, []);
        useEffect(() => {
          document.title = `Mail (${unread})`;
        }, [unread]);
        return null;
      }
      """,
      path: "src/Title.jsx"
    ),
  ]
}
