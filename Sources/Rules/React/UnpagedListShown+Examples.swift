// Which lists show all that there is, and which a page, a slice or a window bounds.

extension UnpagedListShown {
  static let examples: [Example] = direct + ways + wrapped + connected + held

  private static let direct: [Example] = [
    .reported(
      "all orders in one table",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        return <ul>{↓orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            fetch("/api/orders?limit=50").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          return <ul>{orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .reported(
      "all orders, through a library for tables",
      """
      import useSWR from "swr";
      import { useSortBy, useTable } from "react-table";
      import { columns } from "./columns";
      const load = (path) => fetch(path).then((answer) => answer.json());
      export default function Orders() {
        const { data: orders } = useSWR("/api/orders", load);
        const { rows, prepareRow } = useTable({ columns, data: orders }, useSortBy);
        const list = ↓rows.map((row) => {
          prepareRow(row);
          return <tr {...row.getRowProps()}>{row.cells.map((cell) => <td>{cell.render("Cell")}</td>)}</tr>;
        });
        return <tbody>{list}</tbody>;
      }
      """,
      fixed: """
        import useSWR from "swr";
        import { usePagination, useSortBy, useTable } from "react-table";
        import { columns } from "./columns";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export default function Orders() {
          const { data: orders } = useSWR("/api/orders", load);
          const { page, prepareRow } = useTable({ columns, data: orders }, useSortBy, usePagination);
          return (
            <tbody>
              {page.map((row) => {
                prepareRow(row);
                return <tr {...row.getRowProps()}>{row.cells.map((cell) => <td>{cell.render("Cell")}</td>)}</tr>;
              })}
            </tbody>
          );
        }
        """,
      path: "src/Orders.jsx"
    ),
    .reported(
      "all orders, through a table without pages and a component of the project",
      """
      import useSWR from "swr";
      import { getCoreRowModel, useReactTable } from "@tanstack/react-table";
      import { columns } from "./columns";
      const load = (path) => fetch(path).then((answer) => answer.json());
      function DataTable({ columns, data }) {
        const table = useReactTable({ columns, data, getCoreRowModel: getCoreRowModel() });
        const list = ↓table.getRowModel().rows.map((row) => <tr key={row.id}><td>{row.original.total}</td></tr>);
        return <tbody>{list}</tbody>;
      }
      export default function Orders() {
        const { data: orders } = useSWR("/api/orders", load);
        return <DataTable columns={columns} data={orders} />;
      }
      """,
      fixed: """
        import useSWR from "swr";
        import { getCoreRowModel, getPaginationRowModel, useReactTable } from "@tanstack/react-table";
        import { columns } from "./columns";
        const load = (path) => fetch(path).then((answer) => answer.json());
        function DataTable({ columns, data }) {
          const table = useReactTable({
            columns,
            data,
            getCoreRowModel: getCoreRowModel(),
            getPaginationRowModel: getPaginationRowModel(),
          });
          const list = table.getRowModel().rows.map((row) => <tr key={row.id}><td>{row.original.total}</td></tr>);
          return <tbody>{list}</tbody>;
        }
        export default function Orders() {
          const { data: orders } = useSWR("/api/orders", load);
          return <DataTable columns={columns} data={orders} />;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .project(
      "rows that an action puts into a store with a hook",
      [
        "src/store.js": """
        import { create } from "zustand";
        export const useOrders = create((set) => ({
          orders: [],
          load: async () => {
            const answer = await fetch("/api/orders");
            const rows = await answer.json();
            set({ orders: rows });
          },
        }));
        """,
        "src/Orders.jsx": """
        import { useOrders } from "./store";
        export default function Orders() {
          const { orders } = useOrders();
          const list = ↓orders.map((order) => <li key={order.id}>{order.total}</li>);
          return <ul>{list}</ul>;
        }
        """,
      ],
      fixed: [
        "src/Orders.jsx": """
        import { useOrders } from "./store";
        export default function Orders() {
          const { orders } = useOrders();
          const list = orders.slice(0, 20).map((order) => <li key={order.id}>{order.total}</li>);
          return <ul>{list}</ul>;
        }
        """
      ]
    ),
    .project(
      "a route that reads the whole table, and the list that shows it",
      [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/api/orders", async (req, res) => {
          const { rows } = await pool.query("SELECT id, total FROM orders");
          res.json(rows);
        });
        """,
        "web/api.js": """
        import axios from "axios";
        const client = axios.create({ baseURL: "/api", timeout: 5000 });
        export const orders = { list: async () => (await client.get("/orders")).data };
        """,
        "web/Orders.jsx": """
        import { useEffect, useState } from "react";
        import { orders as api } from "./api";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            api.list().then(setOrders);
          }, []);
          return <ul>{↓orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/api/orders", async (req, res) => {
          const { rows } = await pool.query("SELECT id, total FROM orders ORDER BY id LIMIT 50");
          res.json(rows);
        });
        """
      ]
    ),
    .silent(
      "ten of them",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        return <ul>{orders.slice(0, 10).map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
      }
      """,
      path: "src/Latest.jsx"
    ),
    .silent(
      "the entries of a menu that the code fixes",
      """
      const entries = [{ id: 1, label: "Home" }, { id: 2, label: "Orders" }];
      export default function Menu() {
        return <ul>{entries.map((entry) => <li key={entry.id}>{entry.label}</li>)}</ul>;
      }
      """,
      path: "src/Menu.jsx"
    ),
  ]
}
