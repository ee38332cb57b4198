// Which components listen to a whole store, and which select what they read.

extension WholeStoreRead {
  static let examples: [Example] = [
    .project(
      "a badge that renders whenever the filter of the list is typed",
      [
        "src/cart.js": """
        import { create } from "zustand";
        export const useCart = create((set) => ({
          items: [],
          filter: "",
          setFilter: (filter) => set({ filter }),
          add: (item) => set((state) => ({ items: [...state.items, item] })),
        }));
        """,
        "src/Badge.jsx": """
        import { useCart } from "./cart";
        export function Badge() {
          const { items } = ↓useCart();
          return <span>{items.length}</span>;
        }
        """,
        "src/Search.jsx": """
        import { useCart } from "./cart";
        export function Search() {
          const filter = useCart((state) => state.filter);
          const setFilter = useCart((state) => state.setFilter);
          return <input value={filter} onChange={(event) => setFilter(event.target.value)} />;
        }
        """,
      ],
      fixed: [
        "src/Badge.jsx": """
        import { useCart } from "./cart";
        export function Badge() {
          const items = useCart((state) => state.items);
          return <span>{items.length}</span>;
        }
        """
      ]
    ),
    .project(
      "a store behind a wrapper, with types, and read by a selector of everything",
      [
        "src/shop.ts": """
        import { create } from "zustand";
        import { persist } from "zustand/middleware";
        type Shop = { orders: string[]; theme: string; setTheme: (theme: string) => void; load: () => Promise<void> };
        const useShop = create<Shop>()(
          persist(
            (set) => ({
              orders: [],
              theme: "light",
              setTheme: (theme) => set({ theme }),
              load: async () => {
                const answer = await fetch("/api/orders?limit=20");
                set({ orders: await answer.json() });
              },
            }),
            { name: "shop" },
          ),
        );
        export default useShop;
        """,
        "src/Theme.tsx": """
        import useShop from "./shop";
        export function Theme() {
          const shop = ↓useShop((state) => state);
          return <button onClick={() => shop.setTheme("dark")}>{shop.theme}</button>;
        }
        """,
      ],
      fixed: [
        "src/Theme.tsx": """
        import useShop from "./shop";
        export function Theme() {
          const theme = useShop((state) => state.theme);
          const setTheme = useShop((state) => state.setTheme);
          return <button onClick={() => setTheme("dark")}>{theme}</button>;
        }
        """
      ]
    ),
    .silent(
      "a store of which the component reads all that changes",
      files: [
        "src/counter.js": """
        import { create } from "zustand";
        export const useCounter = create((set) => ({
          count: 0,
          add: () => set((state) => ({ count: state.count + 1 })),
        }));
        """,
        "src/Counter.jsx": """
        import { useCounter } from "./counter";
        export function Counter() {
          const { count, add } = useCounter();
          return <button onClick={add}>{count}</button>;
        }
        """,
      ]
    ),
    .silent(
      "an action that looks at the store, for a component that must follow it",
      files: [
        "src/picked.js": """
        import { create } from "zustand";
        export const usePicked = create((set, get) => ({
          ids: {},
          isPicked: (id) => Boolean(get().ids[id]),
          toggle: (id) => set((state) => ({ ids: { ...state.ids, [id]: !state.ids[id] } })),
        }));
        """,
        "src/Row.jsx": """
        import { usePicked } from "./picked";
        export function Row({ id }) {
          const { isPicked, toggle } = usePicked();
          return <button onClick={() => toggle(id)}>{isPicked(id) ? "x" : ""}</button>;
        }
        """,
      ]
    ),
    .silent(
      "a hook of the project that is no store",
      """
      import { useState } from "react";
      function useCart() {
        const [items, setItems] = useState([]);
        const [filter, setFilter] = useState("");
        return { items, setItems, filter, setFilter };
      }
      export function Badge() {
        const { items } = useCart();
        return <span>{items.length}</span>;
      }
      """,
      path: "src/Badge.jsx"
    ),
  ]
}
