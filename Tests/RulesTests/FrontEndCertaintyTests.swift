// When the rules of the browser are sure, and what they then promise.

import Findings
import Testing

@Suite("Certainty of front ends")
struct FrontEndCertaintyTests {
  private func only(_ rule: String, _ files: [String: String]) async throws -> Finding {
    let found = await findings(of: rule, in: files)
    #expect(found.count == 1)
    return try #require(found.first)
  }

  private func poll(_ options: String) async throws -> Finding {
    try await only(
      "frequent-polling",
      [
        "src/Inbox.jsx": """
        import { useQuery } from "@tanstack/react-query";
        import { useState } from "react";
        const load = () => fetch("/api/inbox").then((answer) => answer.json());
        export function Inbox({ step, chat, user }) {
          const { data } = useQuery({ queryKey: ["inbox"], queryFn: load, refetchInterval: 1000, \(options) });
          return <b>{data ? data.count : ""}</b>;
        }
        """
      ]
    )
  }

  @Test("a poll that waits for somebody to be known goes on for ever")
  func known() async throws {
    let finding = try await poll("enabled: !!user")
    #expect(finding.tier == .finding)
    #expect(finding.fix.description.contains("`refetchInterval: 30_000`"))
    #expect(!finding.problem.contains("hidden"))
  }

  @Test(
    "a poll of one step, or until something is there, may be short",
    arguments: [
      "enabled: step === \"scan\"", "enabled: !!user && !chat",
    ]
  )
  func step(options: String) async throws {
    let finding = try await poll(options)
    #expect(finding.tier == .suspicious)
    #expect(finding.confirm?.contains("holds while a page is open") == true)
  }

  @Test("a poll that goes on while nobody looks says so")
  func hidden() async throws {
    let finding = try await poll("refetchIntervalInBackground: true")
    #expect(finding.tier == .finding && finding.problem.contains("while the tab is hidden"))
  }

  @Test("a poll that is written faster than its cache lets it ask is told as it asks")
  func deduplicated() async throws {
    let finding = try await only(
      "frequent-polling",
      [
        "src/Chat.jsx": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export function Chat() {
          const { data } = useSWR("/api/messages", load, { refreshInterval: 500 });
          return <b>{data ? data.length : ""}</b>;
        }
        """
      ]
    )
    #expect(finding.title.contains("every 2 s"))
    #expect(finding.impact.estimate.contains("500 ms is written"))
  }

  @Test("a poll of a dialog is to be checked")
  func dialog() async throws {
    let finding = try await only(
      "frequent-polling",
      [
        "src/EventsDialog.jsx": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export function EventsDialog() {
          const { data } = useSWR("/api/events", load, { refreshInterval: 2000 });
          return <b>{data ? data.length : ""}</b>;
        }
        """
      ]
    )
    #expect(finding.tier == .suspicious && finding.confirm?.contains("`EventsDialog`") == true)
  }

  @Test("a poll that another hook lets ask is to be checked")
  func gatedKey() async throws {
    let finding = try await only(
      "frequent-polling",
      [
        "src/useEvents.js": """
        import useSWRInfinite from "swr/infinite";
        import { useAccess } from "./access";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export const useEvents = (id, options = {}) => {
          const { isAdmin } = useAccess();
          const getKey = (page) => {
            if (!id || !isAdmin) return null;
            return `/api/addons/${id}/events?page=${page}`;
          };
          return useSWRInfinite(getKey, load, { ...options, revalidateAll: true });
        };
        """,
        "src/access.js": """
        import { createContext, useContext } from "react";
        export const Access = createContext({ isAdmin: false });
        export const useAccess = () => useContext(Access);
        """,
        "src/LastEvent.jsx": """
        import { useEvents } from "./useEvents";
        export function LastEvent({ addon }) {
          const { data } = useEvents(addon.id, { refreshInterval: 2000 });
          return <b>{data ? data.length : ""}</b>;
        }
        """,
      ]
    )
    #expect(finding.tier == .suspicious && finding.confirm?.contains("isAdmin") == true)
  }

  @Test("a timer that asks only after something has changed is to be checked")
  func noticedChange() async throws {
    let finding = try await only(
      "frequent-polling",
      [
        "src/Blog.jsx": """
        import { useEffect, useState } from "react";
        export function Blog() {
          const [posts, setPosts] = useState([]);
          const load = () => fetch("/api/posts").then((answer) => answer.json()).then(setPosts);
          useEffect(() => {
            const look = () => {
              const last = localStorage.getItem("last");
              const seen = localStorage.getItem("seen");
              if (last && last !== seen) {
                localStorage.setItem("seen", last);
                load();
              }
            };
            const timer = setInterval(look, 2000);
            return () => clearInterval(timer);
          }, []);
          return <b>{posts.length}</b>;
        }
        """
      ]
    )
    #expect(finding.tier == .suspicious && finding.confirm?.contains("last !== seen") == true)
  }

  @Test("a list that administrators see is to be checked")
  func administratorsList() async throws {
    let finding = try await only(
      "unpaged-list",
      [
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/api/orders", async (req, res) => res.json(await prisma.order.findMany()));
        """,
        "web/admin/Orders.jsx": """
        import { useEffect, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          return <ul>{orders.map((order) => <li key={order.id}><b>{order.total}</b></li>)}</ul>;
        }
        """,
      ]
    )
    #expect(finding.tier == .suspicious && finding.confirm?.contains("administrators") == true)
  }

  @Test("a component that only an unasked list of exports names is shown nowhere")
  func unaskedExports() async throws {
    let found = await findings(
      of: "frequent-polling",
      in: [
        "src/main.jsx": """
        import { createRoot } from "react-dom/client";
        createRoot(document.getElementById("root")).render(<p>Welcome</p>);
        """,
        "src/parts/index.js": "export { Bell } from \"./Bell\";\n",
        "src/parts/Bell.jsx": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export function Bell() {
          const { data } = useSWR("/api/unread", load, { refreshInterval: 2000 });
          return <b>{data ? data.length : ""}</b>;
        }
        """,
      ]
    )
    #expect(found.isEmpty)
  }

  @Test("an inner component that only an empty table shows is to be checked")
  func emptyState() async throws {
    let finding = try await only(
      "component-in-component",
      [
        "src/Tokens.jsx": """
        import { useState } from "react";
        import { useTable } from "./useTable";
        function AddToken() {
          const [isOpen, setOpen] = useState(false);
          return <button onClick={() => setOpen(!isOpen)}>{isOpen ? "Close" : "Add"}</button>;
        }
        export function Tokens({ rows }) {
          const [page, setPage] = useState(0);
          const [made] = useState(Date.now);
          const Empty = () => <div><p>No tokens</p><AddToken /></div>;
          const table = useTable({ rows, page, emptyState: <Empty /> });
          return <main title={made}>{table}<button onClick={() => setPage(page + 1)}>Next</button></main>;
        }
        """
      ]
    )
    #expect(finding.tier == .suspicious)
    #expect(finding.impact.estimate.hasPrefix("1 piece of state makes `Tokens` render"))
  }

  @Test(
    "a context that changes for what seldom happens is to be checked, and its functions must be kept too"
  )
  func seldomContext() async throws {
    let names = ["Price", "Total", "Tax", "Sum", "Fee"]
    let readers = names.map {
      "export function \($0)() {\n  const { currency } = useContext(ShopContext);\n  return <b>{currency}</b>;\n}\n"
    }
    let finding = try await only(
      "unstable-context",
      [
        "src/shop.jsx": """
        import { createContext, useState } from "react";
        export const ShopContext = createContext(null);
        export function Shop({ children }) {
          const [currency, setCurrency] = useState("EUR");
          const [isWarned, setWarned] = useState(false);
          const choose = (name) => setCurrency(name);
          return (
            <ShopContext.Provider value={{ currency, choose }}>
              <button onClick={() => setWarned(!isWarned)}>{isWarned ? "!" : "?"}</button>
              {children}
            </ShopContext.Provider>
          );
        }
        """,
        "src/readers.jsx":
          "import { useContext } from \"react\";\nimport { ShopContext } from \"./shop\";\n"
          + readers.joined(),
      ]
    )
    #expect(finding.tier == .suspicious)
    #expect(finding.confirm?.contains("how often `isWarned` changes") == true)
    #expect(finding.fix.description.contains("(`choose`) must be kept with `useCallback`"))
  }

  @Test(
    "what a search overwrites is told of the text that changes most often, with all that the effect follows"
  )
  func quickest() async throws {
    let finding = try await only(
      "stale-response",
      [
        "src/Finder.jsx": """
        import { useEffect, useState } from "react";
        import { useDebounce } from "./useDebounce";
        export function Finder() {
          const [text, setText] = useState("");
          const [isWide, setWide] = useState(false);
          const late = useDebounce(text, 300);
          const [found, setFound] = useState([]);
          useEffect(() => {
            fetch(`/api/search?q=${late}&wide=${isWide}`).then((answer) => answer.json()).then(setFound);
          }, [isWide, late]);
          return <input value={text} onChange={(event) => setText(event.target.value)} onBlur={() => setWide(!isWide)} title={found.length} />;
        }
        """
      ]
    )
    #expect(finding.title.contains("Each change of `late`"))
    #expect(finding.fix.after?.contains("}, [isWide, late]);") == true)
  }

  @Test("a toolbox that many files share is to be checked: what they use of it stays")
  func shared() async throws {
    var files = [
      "src/main.jsx": """
      import { createRoot } from "react-dom/client";
      \((0..<24).map { "import { part\($0) } from \"./part\($0)\";" }.joined(separator: "\n"))
      createRoot(document.getElementById("root")).render(<p>{part0([])}</p>);
      """
    ]
    for number in 0..<24 {
      files["src/part\(number).js"] =
        "import { map } from \"lodash\";\nexport const part\(number) = (rows) => map(rows, \"id\");\n"
    }
    let finding = try await only("heavy-first-load", files)
    #expect(finding.tier == .suspicious)
    #expect(finding.confirm?.contains("the 24 files that import it use") == true)
    #expect(finding.tradeOff.contains("one import left"))
  }

  @Test("a comparison kept as state costs nothing, and is not told of elements written by hand")
  func comparison() async throws {
    let finding = try await only(
      "render-per-event",
      [
        "src/Header.jsx": """
        import { useEffect, useState } from "react";
        export default function Header() {
          const [offset, setOffset] = useState(0);
          useEffect(() => {
            const onScroll = () => setOffset(window.scrollY);
            window.addEventListener("scroll", onScroll);
            return () => window.removeEventListener("scroll", onScroll);
          }, []);
          return <header className={offset > 80 ? "compact" : ""}>Shop</header>;
        }
        """
      ]
    )
    #expect(finding.tradeOff == "None.")
  }
}
