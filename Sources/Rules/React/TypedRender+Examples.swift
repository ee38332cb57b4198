// Which fields make a list render at each key stroke.

extension TypedRender {
  static let examples: [Example] = [
    .reported(
      "a search field in the component of the table",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        const [search, setSearch] = useState("");
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        const shown = orders.filter((order) => order.number.includes(search));
        return (
          <div>
            <input value={search} onChange={↓(event) => setSearch(event.target.value)} />
            {shown.map((order) => <p key={order.id}>{order.number}</p>)}
          </div>
        );
      }
      """,
      fixed: """
        import { useDeferredValue, useEffect, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          const [search, setSearch] = useState("");
          useEffect(() => {
            fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          return (
            <div>
              <input value={search} onChange={(event) => setSearch(event.target.value)} />
              <Matches orders={orders} search={useDeferredValue(search)} />
            </div>
          );
        }
        function Matches({ orders, search }) {
          const shown = orders.filter((order) => order.number.includes(search));
          return shown.map((order) => <p key={order.id}>{order.number}</p>);
        }
        """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "a form beside a menu that the code fixes",
      """
      import { useState } from "react";
      const kinds = [{ id: 1, label: "New" }, { id: 2, label: "Used" }];
      export default function Offer() {
        const [title, setTitle] = useState("");
        return (
          <form>
            <input value={title} onChange={(event) => setTitle(event.target.value)} />
            {kinds.map((kind) => <label key={kind.id}>{kind.label}</label>)}
          </form>
        );
      }
      """,
      path: "src/Offer.jsx"
    ),
  ]
}
