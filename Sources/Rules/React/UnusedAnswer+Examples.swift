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
  ]
}
