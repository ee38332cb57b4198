// Which properties make a comparison useless, and which do not.

extension DefeatedMemo {
  static let examples: [Example] = [
    .project(
      "a function that a hook makes at each call",
      [
        "src/useRemove.js": """
        export const useRemove = () => {
          return (id) => fetch(`/api/orders/${id}`, { method: "DELETE" });
        };
        """,
        "src/Row.jsx": """
        import { memo } from "react";
        export const Row = memo(({ order, remove }) => (
          <li onClick={() => remove(order.id)}>{order.total}</li>
        ));
        """,
        "src/Orders.jsx": """
        import { useState } from "react";
        import { Row } from "./Row";
        import { useRemove } from "./useRemove";
        export function Orders({ orders }) {
          const remove = useRemove();
          const [open, setOpen] = useState(false);
          const rows = orders.map((order) => <Row key={order.id} order={order} remove={↓remove} />);
          return <ul onClick={() => setOpen(!open)}>{rows}</ul>;
        }
        """,
      ],
      fixed: [
        "src/useRemove.js": """
        import { useCallback } from "react";
        export const useRemove = () => {
          return useCallback((id) => fetch(`/api/orders/${id}`, { method: "DELETE" }), []);
        };
        """
      ]
    ),
    .silent(
      "functions that are kept",
      """
      import { memo, useCallback, useState } from "react";
      const Row = memo(({ order, open }) => <li onClick={() => open(order.id)}>{order.total}</li>);
      export function Orders({ orders }) {
        const [shown, setShown] = useState(null);
        const open = useCallback((id) => setShown(id), []);
        return <ul>{orders.map((order) => <Row key={order.id} order={order} open={open} />)}{shown}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
    .project(
      "a list in memo that gets a handler of the page's own hook",
      [
        "src/usePick.js": """
        export function usePick(setOpen) {
          const pick = (id) => setOpen(id);
          return { pick };
        }
        """,
        "src/Row.jsx": """
        import { memo } from "react";
        export const Row = memo(({ order, pick }) => <li onClick={() => pick(order.id)}>{order.total}</li>);
        """,
        "src/Orders.jsx": """
        import { useState } from "react";
        import { Row } from "./Row";
        import { usePick } from "./usePick";
        export function Orders({ orders }) {
          const [open, setOpen] = useState(null);
          const { pick } = usePick(setOpen);
          const rows = orders.map((order) => <Row key={order.id} order={order} pick={↓pick} />);
          return <ul onClick={() => setOpen(null)}>{rows}{open}</ul>;
        }
        """,
      ],
      fixed: [
        "src/usePick.js": """
        import { useCallback } from "react";
        export function usePick(setOpen) {
          const pick = useCallback((id) => setOpen(id), [setOpen]);
          return { pick };
        }
        """
      ]
    ),
    .silent(
      "rows without memo, which render with their list anyway",
      files: [
        "src/useRemove.js": """
        export const useRemove = () => {
          return (id) => fetch(`/api/orders/${id}`, { method: "DELETE" });
        };
        """,
        "src/Orders.jsx": """
        import { useState } from "react";
        import { useRemove } from "./useRemove";
        const Row = ({ order, remove }) => <li onClick={() => remove(order.id)}>{order.total}</li>;
        export function Orders({ orders }) {
          const remove = useRemove();
          const [open, setOpen] = useState(false);
          const rows = orders.map((order) => <Row key={order.id} order={order} remove={remove} />);
          return <ul onClick={() => setOpen(!open)}>{rows}</ul>;
        }
        """,
      ]
    ),
  ]
}
