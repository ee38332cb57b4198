// Which values of contexts make readers render for nothing, and which do not.

extension UnstableContext {
  private static let readers = """
    import { useContext } from "react";
    import { ShopContext } from "./shop";
    export function Price() {
      const { currency } = useContext(ShopContext);
      return <b>{currency}</b>;
    }
    export function Total() {
      const { currency } = useContext(ShopContext);
      return <i>{currency}</i>;
    }
    """

  static let examples: [Example] = [
    .project(
      "a search field in the provider",
      [
        "src/shop.jsx": """
        import { createContext, useState } from "react";
        export const ShopContext = createContext(null);
        export function Shop({ children }) {
          const [currency, setCurrency] = useState("EUR");
          const [search, setSearch] = useState("");
          return (
            <ShopContext.Provider value={↓{ currency, setCurrency }}>
              <input value={search} onChange={(event) => setSearch(event.target.value)} />
              {children}
            </ShopContext.Provider>
          );
        }
        """,
        "src/readers.jsx": readers,
      ],
      fixed: [
        "src/shop.jsx": """
        import { createContext, useMemo, useState } from "react";
        export const ShopContext = createContext(null);
        export function Shop({ children }) {
          const [currency, setCurrency] = useState("EUR");
          const [search, setSearch] = useState("");
          const value = useMemo(() => ({ currency, setCurrency }), [currency]);
          return (
            <ShopContext.Provider value={value}>
              <input value={search} onChange={(event) => setSearch(event.target.value)} />
              {children}
            </ShopContext.Provider>
          );
        }
        """
      ]
    ),
    .project(
      "a draft that a field of another component types through the context",
      [
        "src/shop.jsx": """
        import { createContext, useState } from "react";
        export const ShopContext = createContext(null);
        export function Shop({ children }) {
          const [currency] = useState("EUR");
          const [draft, setDraft] = useState("");
          const write = (text) => setDraft(text);
          const value = ↓{ currency, draft, write };
          return <ShopContext.Provider value={value}>{children}</ShopContext.Provider>;
        }
        """,
        "src/readers.jsx": readers,
        "src/Note.jsx": """
        import { useContext } from "react";
        import { ShopContext } from "./shop";
        export function Note() {
          const { draft, write } = useContext(ShopContext);
          return <input value={draft} onChange={(event) => write(event.target.value)} />;
        }
        """,
      ],
      fixed: [
        "src/Note.jsx": """
        import { useState } from "react";
        export function Note() {
          const [draft, setDraft] = useState("");
          return <input value={draft} onChange={(event) => setDraft(event.target.value)} />;
        }
        """
      ]
    ),
    .project(
      "a clock beside what seldom changes, behind a hook of the project",
      [
        "src/shop.jsx": """
        import { createContext, useContext, useEffect, useState } from "react";
        const ShopContext = createContext(null);
        export const useShop = () => useContext(ShopContext);
        export function Shop({ children }) {
          const [currency, setCurrency] = useState("EUR");
          const [now, setNow] = useState(Date.now());
          useEffect(() => {
            const timer = setInterval(() => setNow(Date.now()), 1000);
            return () => clearInterval(timer);
          }, []);
          const value = ↓{ currency, setCurrency, now };
          return <ShopContext.Provider value={value}>{children}</ShopContext.Provider>;
        }
        """,
        "src/readers.jsx": """
        import { useShop } from "./shop";
        export function Price() {
          const { currency } = useShop();
          return <b>{currency}</b>;
        }
        export function Total() {
          const { currency } = useShop();
          return <i>{currency}</i>;
        }
        export function Clock() {
          const { now } = useShop();
          return <time>{now}</time>;
        }
        """,
      ],
      fixed: [
        "src/shop.jsx": """
        import { createContext, useContext, useMemo, useState } from "react";
        const ShopContext = createContext(null);
        export const useShop = () => useContext(ShopContext);
        export function Shop({ children }) {
          const [currency, setCurrency] = useState("EUR");
          const value = useMemo(() => ({ currency, setCurrency }), [currency]);
          return <ShopContext.Provider value={value}>{children}</ShopContext.Provider>;
        }
        """
      ]
    ),
    .silent(
      "a package with the compiler of React, which keeps the value",
      files: [
        "package.json": #"{"devDependencies": {"babel-plugin-react-compiler": "1.0.0"}}"#,
        "src/shop.jsx": """
        import { createContext, useState } from "react";
        export const ShopContext = createContext(null);
        export function Shop({ children }) {
          const [currency, setCurrency] = useState("EUR");
          const [search, setSearch] = useState("");
          return (
            <ShopContext.Provider value={{ currency, setCurrency }}>
              <input value={search} onChange={(event) => setSearch(event.target.value)} />
              {children}
            </ShopContext.Provider>
          );
        }
        """,
        "src/readers.jsx": readers,
      ]
    ),
    .silent(
      "all state of the provider is in the value, and every reader needs it",
      files: [
        "src/shop.jsx": """
        import { createContext, useState } from "react";
        export const ShopContext = createContext(null);
        export function Shop({ children }) {
          const [currency, setCurrency] = useState("EUR");
          return <ShopContext.Provider value={{ currency, setCurrency }}>{children}</ShopContext.Provider>;
        }
        """,
        "src/readers.jsx": readers,
      ]
    ),
    .silent(
      "a value that is kept",
      files: [
        "src/shop.jsx": """
        import { createContext, useMemo, useState } from "react";
        export const ShopContext = createContext(null);
        export function Shop({ children }) {
          const [currency, setCurrency] = useState("EUR");
          const [search, setSearch] = useState("");
          const value = useMemo(() => ({ currency, setCurrency }), [currency]);
          return (
            <ShopContext.Provider value={value}>
              <input value={search} onChange={(event) => setSearch(event.target.value)} />
              {children}
            </ShopContext.Provider>
          );
        }
        """,
        "src/readers.jsx": readers,
      ]
    ),
  ]
}
