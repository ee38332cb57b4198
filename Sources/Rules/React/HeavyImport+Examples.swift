// Which packages every visitor loads first, and which wait until they are needed.

extension HeavyImport {
  static let examples: [Example] = [
    .project(
      "charts that only the reports show",
      [
        "src/main.jsx": """
        import { createRoot } from "react-dom/client";
        import App from "./App";
        createRoot(document.getElementById("root")).render(<App />);
        """,
        "src/App.jsx": """
        import Reports from "./Reports";
        export default function App() {
          return window.location.hash === "#reports" ? <Reports /> : <p>Welcome</p>;
        }
        """,
        "src/Reports.jsx": """
        ↓import { LineChart } from "recharts";
        export default function Reports() {
          return <LineChart data={[]} />;
        }
        """,
      ],
      fixed: [
        "src/App.jsx": """
        import { lazy, Suspense } from "react";
        const Reports = lazy(() => import("./Reports"));
        export default function App() {
          return window.location.hash === "#reports" ? <Suspense><Reports /></Suspense> : <p>Welcome</p>;
        }
        """
      ]
    ),
    .project(
      "a whole toolbox for one function, in a file that the first page needs",
      [
        "src/index.tsx": """
        import ReactDOM from "react-dom";
        import { Welcome } from "./Welcome";
        ReactDOM.render(<Welcome names={["ann", "bob"]} />, document.getElementById("root"));
        """,
        "src/Welcome.tsx": """
        import { titled } from "./words";
        export function Welcome({ names }: { names: string[] }) {
          return <p>{names.map(titled).join(", ")}</p>;
        }
        """,
        "src/words.ts": """
        ↓import _ from "lodash";
        export const titled = (text: string): string => _.capitalize(text);
        """,
      ],
      fixed: [
        "src/words.ts": """
        import capitalize from "lodash/capitalize";
        export const titled = (text: string): string => capitalize(text);
        """
      ]
    ),
    .silent(
      "a package that is loaded when somebody asks for what it makes",
      files: [
        "src/main.jsx": """
        import { createRoot } from "react-dom/client";
        import { Export } from "./Export";
        createRoot(document.getElementById("root")).render(<Export rows={[]} />);
        """,
        "src/Export.jsx": """
        export function Export({ rows }) {
          const save = async () => {
            const { utils, writeFile } = await import("xlsx");
            const book = utils.book_new();
            utils.book_append_sheet(book, utils.json_to_sheet(rows));
            writeFile(book, "orders.xlsx");
          };
          return <button onClick={save}>Save</button>;
        }
        """,
      ]
    ),
    .silent(
      "a package of the server, which no browser loads",
      files: [
        "web/main.jsx": """
        import { createRoot } from "react-dom/client";
        createRoot(document.getElementById("root")).render(<p>Welcome</p>);
        """,
        "server.js": """
        const express = require("express");
        const moment = require("moment");
        const app = express();
        app.get("/api/today", (req, res) => res.json({ today: moment().format("LL") }));
        app.listen(3000);
        """,
      ]
    ),
    .project(
      "a library for dates that one page of Next.js brings along",
      [
        "package.json": "{ \"dependencies\": { \"next\": \"15.0.0\", \"moment\": \"2.29.4\" } }",
        "app/page.tsx": "export default function Home() { return <p>Welcome</p>; }",
        "app/orders/page.tsx": """
        import { Orders } from "./Orders";
        export default async function Page() { return <Orders />; }
        """,
        "app/orders/Orders.tsx": """
        "use client";
        ↓import moment from "moment";
        export function Orders() { return <p>{moment().fromNow()}</p>; }
        """,
      ],
      fixed: [
        "app/orders/Orders.tsx": """
        "use client";
        export function Orders() { return <p>{new Intl.DateTimeFormat("en").format(new Date())}</p>; }
        """
      ]
    ),
    .silent(
      "a library for dates that stays on the server",
      files: [
        "package.json": "{ \"dependencies\": { \"next\": \"15.0.0\", \"moment\": \"2.29.4\" } }",
        "app/page.tsx": """
        import moment from "moment";
        export default async function Home() { return <p>{moment().format("LL")}</p>; }
        """,
      ]
    ),
    .silent(
      "names of types that nothing says are types",
      files: [
        "src/main.tsx": """
        import { createRoot } from "react-dom/client";
        import { ChartData } from "chart.js";
        const empty: ChartData = { labels: [], datasets: [] };
        createRoot(document.getElementById("root")!).render(<p>{empty.datasets.length}</p>);
        """
      ]
    ),
    .silent(
      "types alone, which the build leaves out",
      files: [
        "src/main.tsx": """
        import { createRoot } from "react-dom/client";
        import type { ChartData } from "chart.js";
        const empty: ChartData = { labels: [], datasets: [] };
        createRoot(document.getElementById("root")!).render(<p>{empty.datasets.length}</p>);
        """
      ]
    ),
    .silent(
      "a package that another one of the first load needs in any case",
      files: [
        "package.json": "{ \"dependencies\": { \"antd\": \"4.24.0\", \"moment\": \"2.29.4\" } }",
        "src/main.jsx": """
        import { DatePicker } from "antd";
        import moment from "moment";
        import { createRoot } from "react-dom/client";
        createRoot(document.getElementById("root")).render(<DatePicker defaultValue={moment()} />);
        """,
      ]
    ),
  ]
}
