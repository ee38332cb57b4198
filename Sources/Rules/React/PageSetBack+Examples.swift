// Where `PageSetBack` speaks, and where it is silent.

extension PageSetBack {
  static let examples: [Example] = [
    .reported(
      "a filter that sets the page back in an effect",
      """
      import { useEffect, useState } from "react";
      export function Orders() {
        const [page, setPage] = useState(1);
        const [status, setStatus] = useState("open");
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          fetch(`/api/orders?status=${status}&page=${page}`).then((answer) => answer.json()).then(setOrders);
        }, [status, page]);
        ↓useEffect(() => {
          setPage(1);
        }, [status]);
        return (
          <main>
            <button onClick={() => setStatus("paid")}>Paid</button>
            <button onClick={() => setPage(page + 1)}>Next</button>
            {orders.map((order) => <p key={order.id}>{order.total}</p>)}
          </main>
        );
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export function Orders() {
          const [page, setPage] = useState(1);
          const [status, setStatus] = useState("open");
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            fetch(`/api/orders?status=${status}&page=${page}`).then((answer) => answer.json()).then(setOrders);
          }, [status, page]);
          const choose = (next) => {
            setStatus(next);
            setPage(1);
          };
          return (
            <main>
              <button onClick={() => choose("paid")}>Paid</button>
              <button onClick={() => setPage(page + 1)}>Next</button>
              {orders.map((order) => <p key={order.id}>{order.total}</p>)}
            </main>
          );
        }
        """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "pages that the browser cuts itself: nothing is asked",
      """
      import { useEffect, useState } from "react";
      export function Steps({ steps }) {
        const [page, setPage] = useState(1);
        const [kind, setKind] = useState("all");
        useEffect(() => {
          setPage(1);
        }, [kind]);
        const rows = steps.filter((step) => step.kind === kind).slice(page * 10, page * 10 + 10);
        return <main onClick={() => setKind("first")}>{rows.map((step) => <p key={step.id}>{step.name}</p>)}</main>;
      }
      """,
      path: "src/Steps.jsx"
    ),
    .reported(
      "a search text that is part of the key of a query",
      """
      import { useEffect, useState } from "react";
      import { useQuery } from "@tanstack/react-query";
      const load = async (page, text) => (await fetch(`/api/orders?page=${page}&text=${text}`)).json();
      export function Orders() {
        const [page, setPage] = useState(0);
        const [text, setText] = useState("");
        const { data } = useQuery({ queryKey: ["orders", page, text], queryFn: () => load(page, text) });
        ↓useEffect(() => {
          setPage(0);
        }, [text]);
        return (
          <main onClick={() => setPage(page + 1)}>
            <input value={text} onChange={(event) => setText(event.target.value)} />
            {data?.map((order) => <p key={order.id}>{order.total}</p>)}
          </main>
        );
      }
      """,
      fixed: """
        import { useState } from "react";
        import { useQuery } from "@tanstack/react-query";
        const load = async (page, text) => (await fetch(`/api/orders?page=${page}&text=${text}`)).json();
        export function Orders() {
          const [page, setPage] = useState(0);
          const [text, setText] = useState("");
          const { data } = useQuery({ queryKey: ["orders", page, text], queryFn: () => load(page, text) });
          const search = (event) => {
            setText(event.target.value);
            setPage(0);
          };
          return (
            <main onClick={() => setPage(page + 1)}>
              <input value={text} onChange={search} />
              {data?.map((order) => <p key={order.id}>{order.total}</p>)}
            </main>
          );
        }
        """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "a page that another component makes old",
      """
      import { useEffect, useState } from "react";
      export function Orders({ customer }) {
        const [page, setPage] = useState(1);
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          fetch(`/api/orders?customer=${customer}&page=${page}`).then((answer) => answer.json()).then(setOrders);
        }, [customer, page]);
        useEffect(() => {
          setPage(1);
        }, [customer]);
        return <main onClick={() => setPage(page + 1)}>{orders.map((order) => <p key={order.id}>{order.total}</p>)}</main>;
      }
      """,
      path: "src/Orders.jsx"
    ),
  ]
}
