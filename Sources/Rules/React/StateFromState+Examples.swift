// Which state could be computed while rendering, and which could not.

extension StateFromState {
  static let examples: [Example] = [
    .reported(
      "the rows that match, kept beside all rows",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        const [status, setStatus] = useState("new");
        const [shown, setShown] = useState([]);
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        ↓useEffect(() => {
          setShown(orders.filter((order) => order.status === status));
        }, [orders, status]);
        const list = shown.map((order) => <li key={order.id}>{order.total}</li>);
        return <ul onClick={() => setStatus("paid")}>{list}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useMemo, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          const [status, setStatus] = useState("new");
          useEffect(() => {
            fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          const shown = useMemo(() => orders.filter((order) => order.status === status), [orders, status]);
          const list = shown.map((order) => <li key={order.id}>{order.total}</li>);
          return <ul onClick={() => setStatus("paid")}>{list}</ul>;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .reported(
      "a hook that each row of a list calls",
      """
      import { useEffect, useState } from "react";
      function useOwner(order, users) {
        const [owner, setOwner] = useState(null);
        ↓useEffect(() => {
          setOwner(users.find((user) => user.id === order.userId));
        }, [order, users]);
        return owner;
      }
      function Row({ order, users }) {
        const owner = useOwner(order, users);
        return <li>{owner?.name}</li>;
      }
      export default function Orders({ orders, users }) {
        return <ul>{orders.map((order) => <Row key={order.id} order={order} users={users} />)}</ul>;
      }
      """,
      fixed: """
        import { useMemo } from "react";
        function useOwner(order, users) {
          return useMemo(() => users.find((user) => user.id === order.userId), [order, users]);
        }
        function Row({ order, users }) {
          const owner = useOwner(order, users);
          return <li>{owner?.name}</li>;
        }
        export default function Orders({ orders, users }) {
          return <ul>{orders.map((order) => <Row key={order.id} order={order} users={users} />)}</ul>;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .project(
      "a total beside the cart, in a context that three components read",
      [
        "src/cart.jsx": """
        import { createContext, useContext, useEffect, useState } from "react";
        const CartContext = createContext(null);
        export const useCart = () => useContext(CartContext);
        export function Cart({ children }) {
          const [items, setItems] = useState([]);
          const [total, setTotal] = useState(0);
          ↓useEffect(() => {
            setTotal(items.reduce((sum, item) => sum + item.price, 0));
          }, [items]);
          return <CartContext.Provider value={{ items, setItems, total }}>{children}</CartContext.Provider>;
        }
        """,
        "src/readers.jsx": """
        import { useCart } from "./cart";
        export function Badge() {
          const { items } = useCart();
          return <b>{items.length}</b>;
        }
        export function Total() {
          const { total } = useCart();
          return <i>{total}</i>;
        }
        export function Buy() {
          const { setItems } = useCart();
          return <button onClick={() => setItems((items) => [...items, { price: 3 }])}>Buy</button>;
        }
        """,
      ],
      fixed: [
        "src/cart.jsx": """
        import { createContext, useContext, useState } from "react";
        const CartContext = createContext(null);
        export const useCart = () => useContext(CartContext);
        export function Cart({ children }) {
          const [items, setItems] = useState([]);
          const total = items.reduce((sum, item) => sum + item.price, 0);
          return <CartContext.Provider value={{ items, setItems, total }}>{children}</CartContext.Provider>;
        }
        """
      ]
    ),
    .silent(
      "a copy that the user edits",
      """
      import { useEffect, useState } from "react";
      function Row({ order }) {
        const [note, setNote] = useState("");
        useEffect(() => {
          setNote(order.note.trim());
        }, [order]);
        return <input value={note} onChange={(event) => setNote(event.target.value)} />;
      }
      export default function Orders({ orders }) {
        return <ul>{orders.map((order) => <Row key={order.id} order={order} />)}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "what only the page can tell",
      """
      import { useEffect, useRef, useState } from "react";
      function Row({ order }) {
        const box = useRef(null);
        const [width, setWidth] = useState(0);
        useEffect(() => {
          setWidth(box.current.offsetWidth);
        }, [order]);
        return <li ref={box}>{width}</li>;
      }
      export default function Orders({ orders }) {
        return <ul>{orders.map((order) => <Row key={order.id} order={order} />)}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "a flag that tells that the effect has run",
      """
      import { useEffect, useState } from "react";
      function Row({ order }) {
        const [isReady, setReady] = useState(false);
        useEffect(() => {
          order.items.map((item) => item.warm());
          setReady(true);
        }, [order]);
        return <li>{isReady ? order.id : "…"}</li>;
      }
      export default function Orders({ orders }) {
        return <ul>{orders.map((order) => <Row key={order.id} order={order} />)}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
  ]
}
