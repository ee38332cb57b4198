// Tables that the browser loads whole for a part of them, and parts that the server gives.

extension WholeTableHeld {
  private static let server = """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    const app = express();
    app.get("/api/orders", async (req, res) => {
      res.json(await prisma.order.findMany());
    });
    app.get("/api/orders/total", async (req, res) => {
      res.json(await prisma.order.aggregate({ _sum: { total: true } }));
    });
    app.get("/api/customers", async (req, res) => {
      res.json(await prisma.customer.findMany());
    });
    app.get("/api/customers/matches", async (req, res) => {
      const wanted = { name: { startsWith: req.query.text } };
      res.json(await prisma.customer.findMany({ where: wanted, take: 20 }));
    });
    app.get("/api/countries", async (req, res) => {
      res.json(await prisma.country.findMany());
    });
    """

  static let examples: [Example] = own + ofStores

  private static let own: [Example] = [
    .reported(
      "pages that the component cuts",
      """
      import { useEffect, useState } from "react";
      export function Orders() {
        const [orders, setOrders] = useState([]);
        const [page, setPage] = useState(1);
        useEffect(() => {
          ↓fetch("/api/orders").then((answer) => answer.json()).then(setOrders);
        }, []);
        const first = (page - 1) * 20;
        const rows = orders.slice(first, first + 20);
        return (
          <main>
            {rows.map((order) => <p key={order.id}>{order.total}</p>)}
            <button onClick={() => setPage(page + 1)}>More</button>
          </main>
        );
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export function Orders() {
          const [orders, setOrders] = useState([]);
          const [page, setPage] = useState(1);
          useEffect(() => {
            fetch(`/api/orders?page=${page}&limit=20`).then((answer) => answer.json()).then(setOrders);
          }, [page]);
          return (
            <main>
              {orders.map((order) => <p key={order.id}>{order.total}</p>)}
              <button onClick={() => setPage(page + 1)}>More</button>
            </main>
          );
        }
        """,
      path: "src/Orders.jsx"
    ),
    .project(
      "a figure that the component works out",
      [
        "server.js": server,
        "src/Revenue.jsx": """
        import { useEffect, useState } from "react";
        export function Revenue() {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            ↓fetch("/api/orders").then((answer) => answer.json()).then(setOrders);
          }, []);
          const total = orders.reduce((sum, order) => sum + order.total, 0);
          return <p>{total}</p>;
        }
        """,
      ],
      fixed: [
        "src/Revenue.jsx": """
        import { useEffect, useState } from "react";
        export function Revenue() {
          const [sum, setSum] = useState(null);
          useEffect(() => {
            fetch("/api/orders/total").then((answer) => answer.json()).then(setSum);
          }, []);
          return <p>{sum?.total}</p>;
        }
        """
      ]
    ),
    .project(
      "entries of a field",
      [
        "server.js": server,
        "src/CustomerField.jsx": """
        import { useEffect, useState } from "react";
        import Select from "react-select";
        export function CustomerField() {
          const [customers, setCustomers] = useState([]);
          useEffect(() => {
            ↓fetch("/api/customers").then((answer) => answer.json()).then(setCustomers);
          }, []);
          return <Select options={customers.map((customer) => ({ value: customer.id, label: customer.name }))} />;
        }
        """,
      ],
      fixed: [
        "src/CustomerField.jsx": """
        import AsyncSelect from "react-select/async";
        const load = (text) => fetch(`/api/customers/matches?text=${text}`).then((answer) => answer.json());
        export function CustomerField() {
          return <AsyncSelect loadOptions={load} />;
        }
        """
      ]
    ),
    .project(
      "a table of a library that is handed all rows",
      [
        "server.js": server,
        "src/OrderTable.jsx": """
        import { DataGrid } from "@mui/x-data-grid";
        import { useEffect, useState } from "react";
        const columns = [{ field: "total" }];
        export function OrderTable() {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            ↓fetch("/api/orders").then((answer) => answer.json()).then(setOrders);
          }, []);
          return <DataGrid rows={orders} columns={columns} />;
        }
        """,
      ],
      fixed: [
        "src/OrderTable.jsx": """
        import { DataGrid } from "@mui/x-data-grid";
        import { useEffect, useState } from "react";
        const columns = [{ field: "total" }];
        export function OrderTable() {
          const [orders, setOrders] = useState([]);
          const [model, setModel] = useState({ page: 0, pageSize: 50 });
          useEffect(() => {
            fetch(`/api/orders?page=${model.page}`).then((answer) => answer.json()).then(setOrders);
          }, [model.page]);
          return (
            <DataGrid
              rows={orders} columns={columns} paginationMode="server" rowCount={1000}
              paginationModel={model} onPaginationModelChange={setModel}
            />
          );
        }
        """
      ]
    ),
    .silent(
      "a handful of entries, which no use makes more",
      files: [
        "server.js": server,
        "src/CountryField.jsx": """
        import { useEffect, useState } from "react";
        import Select from "react-select";
        export function CountryField() {
          const [countries, setCountries] = useState([]);
          useEffect(() => {
            fetch("/api/countries").then((answer) => answer.json()).then(setCountries);
          }, []);
          return <Select options={countries} />;
        }
        """,
      ]
    ),
    .silent(
      "a teaser: the first few of what the server gives, without a page",
      """
      import { useEffect, useState } from "react";
      export function Teaser() {
        const [news, setNews] = useState([]);
        useEffect(() => {
          fetch("/api/news?limit=10").then((answer) => answer.json()).then(setNews);
        }, []);
        return <main>{news.slice(0, 3).map((item) => <p key={item.id}>{item.title}</p>)}</main>;
      }
      """,
      path: "src/Teaser.jsx"
    ),
  ]
}
