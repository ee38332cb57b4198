// Which passes over a list a render repeats, and which it makes once.

extension RepeatedListScan {
  static let examples: [Example] = [
    .reported(
      "the rows that match, for their number and for the list",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        const [status, setStatus] = useState("new");
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        function matching(rows) {
          return rows.filter((row) => row.status === status);
        }
        const count = ↓matching(orders).length;
        return (
          <ul onClick={() => setStatus("paid")}>
            {count}
            {matching(orders).map((order) => <li key={order.id}>{order.total}</li>)}
          </ul>
        );
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          const [status, setStatus] = useState("new");
          useEffect(() => {
            fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          function matching(rows) {
            return rows.filter((row) => row.status === status);
          }
          const shown = matching(orders);
          return (
            <ul onClick={() => setStatus("paid")}>
              {shown.length}
              {shown.map((order) => <li key={order.id}>{order.total}</li>)}
            </ul>
          );
        }
        """,
      path: "src/Orders.jsx"
    ),
    .reported(
      "a sorted copy, made for each of its uses",
      """
      import useSWR from "swr";
      const load = (path) => fetch(path).then((answer) => answer.json());
      const newest = (rows) => rows.sort((one, other) => other.date - one.date);
      export default function Orders() {
        const { data: orders } = useSWR("/api/orders", load);
        const first = ↓newest(orders).length;
        const list = newest(orders).map((order) => <li key={order.id}>{order.total}</li>);
        return <ul title={first}>{list}</ul>;
      }
      """,
      fixed: """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        const newest = (rows) => rows.sort((one, other) => other.date - one.date);
        export default function Orders() {
          const { data: orders } = useSWR("/api/orders", load);
          const shown = newest(orders);
          const list = shown.map((order) => <li key={order.id}>{order.total}</li>);
          return <ul title={shown.length}>{list}</ul>;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "two different passes",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        const withStatus = (status) => orders.filter((order) => order.status === status);
        return <p>{withStatus("new").length} of {withStatus("paid").length}</p>;
      }
      """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "a handful that the code fixes",
      """
      const kinds = [{ id: 1, label: "New" }, { id: 2, label: "Used" }];
      const sorted = (rows) => rows.sort((one, other) => one.id - other.id);
      export default function Offer() {
        return <p>{sorted(kinds).length}{sorted(kinds).map((kind) => <b key={kind.id}>{kind.label}</b>)}</p>;
      }
      """,
      path: "src/Offer.jsx"
    ),
  ]
}
