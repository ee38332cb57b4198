// Which rows search another list, and which look their partner up.

extension SearchPerRow {
  static let examples: [Example] = [
    .reported(
      "the customer of each order",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        const [customers, setCustomers] = useState([]);
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          fetch("/api/customers").then((answer) => answer.json()).then((rows) => setCustomers(rows));
        }, []);
        const list = orders.map((order) => {
          const customer = ↓customers.find((one) => one.id === order.customerId);
          return <li key={order.id}>{customer?.name}</li>;
        });
        return <ul>{list}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useMemo, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          const [customers, setCustomers] = useState([]);
          useEffect(() => {
            fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
            fetch("/api/customers").then((answer) => answer.json()).then((rows) => setCustomers(rows));
          }, []);
          const byId = useMemo(() => new Map(customers.map((one) => [one.id, one])), [customers]);
          const list = orders.map((order) => {
            const customer = byId.get(order.customerId);
            return <li key={order.id}>{customer?.name}</li>;
          });
          return <ul>{list}</ul>;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .reported(
      "messages of each user, through a shared cache",
      """
      import useSWR from "swr";
      const load = (path) => fetch(path).then((answer) => answer.json());
      export default function Users() {
        const { data: users } = useSWR("/api/users", load);
        const { data: messages } = useSWR("/api/messages", load);
        const list = users.map((user) => (
          <li key={user.id}>{↓messages.filter((message) => message.userId === user.id).length}</li>
        ));
        return <ul>{list}</ul>;
      }
      """,
      fixed: """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export default function Users() {
          const { data: users } = useSWR("/api/users", load);
          const { data: messages } = useSWR("/api/messages?limit=50", load);
          const list = users.map((user) => (
            <li key={user.id}>{messages.filter((message) => message.userId === user.id).length}</li>
          ));
          return <ul>{list}</ul>;
        }
        """,
      path: "src/Users.jsx"
    ),
    .silent(
      "a search through what the row itself holds",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        return <ul>{orders.map((order) => <li key={order.id}>{order.items.find((item) => item.isGift)?.name}</li>)}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "a list of countries, which stays small",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        const [countries, setCountries] = useState([]);
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          fetch("/api/countries").then((answer) => answer.json()).then((rows) => setCountries(rows));
        }, []);
        return (
          <ul>
            {orders.map((order) => <li key={order.id}>{countries.find((one) => one.code === order.country)?.name}</li>)}
          </ul>
        );
      }
      """,
      path: "src/Orders.jsx"
    ),
  ]
}
