// Lists whose rows come through helpers of the project, tables and procedures.

extension UnpagedListShown {
  private static let paths = """
    export const base = document.querySelector("base")?.href ?? "";
    const joined = (...parts) => ["", ...parts].join("/").replace(/\\/+/g, "/");
    export const apiPath = (path, root = base) => joined(root, path);
    """

  private static let orders = """
    import useSWR from "swr";
    import { useMemo } from "react";
    import { apiPath } from "./paths";
    const load = (path) => fetch(path).then((answer) => answer.json());
    export const useOrders = () => {
      const { data } = useSWR(apiPath("api/orders"), load);
      return useMemo(() => ({ orders: data?.orders ?? [] }), [data]);
    };
    """

  private static let table = """
    import { useTable, useGlobalFilter, useSortBy } from "react-table";
    import { useOrders } from "./useOrders";
    const columns = [{ Header: "Total", accessor: "total" }];
    export default function Orders() {
      const { orders } = useOrders();
      const { rows, prepareRow, getTableBodyProps } = useTable({ columns, data: orders }, useGlobalFilter, useSortBy);
      return <tbody {...getTableBodyProps()}>{↓rows.map((row) => {
        prepareRow(row);
        return <tr {...row.getRowProps()}>{row.cells.map((cell) => <td>{cell.render("Cell")}</td>)}</tr>;
      })}</tbody>;
    }
    """

  private static let procedures = """
    import { initTRPC } from "@trpc/server";
    import { PrismaClient } from "@prisma/client";
    const prisma = new PrismaClient();
    const t = initTRPC.create();
    export const appRouter = t.router({
      order: t.router({ all: t.procedure.query(() => prisma.order.findMany()) }),
    });
    """

  static let wrapped: [Example] = [
    .project(
      "rows of a table behind a hook that puts the base in front of the path",
      ["src/paths.js": paths, "src/useOrders.js": orders, "src/Orders.jsx": table],
      fixed: [
        "src/Orders.jsx": """
        import { useTable, usePagination } from "react-table";
        import { useOrders } from "./useOrders";
        const columns = [{ Header: "Total", accessor: "total" }];
        export default function Orders() {
          const { orders } = useOrders();
          const { page, prepareRow } = useTable({ columns, data: orders }, usePagination);
          return (
            <tbody>
              {page.map((row) => {
                prepareRow(row);
                return <tr {...row.getRowProps()}>{row.cells.map((cell) => <td>{cell.render("Cell")}</td>)}</tr>;
              })}
            </tbody>
          );
        }
        """
      ]
    ),
    .project(
      "rows of a procedure that reads all there are",
      [
        "server/router.ts": procedures,
        "src/api.ts": """
        import { createTRPCReact } from "@trpc/react-query";
        import type { AppRouter } from "../server/router";
        export const api = createTRPCReact<AppRouter>();
        """,
        "src/Orders.tsx": """
        import { api } from "./api";
        export default function Orders() {
          const { data } = api.order.all.useQuery();
          return <ul>{↓data?.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """,
      ],
      fixed: [
        "server/router.ts": """
        import { initTRPC } from "@trpc/server";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const t = initTRPC.create();
        export const appRouter = t.router({
          order: t.router({ all: t.procedure.query(() => prisma.order.findMany({ take: 50 })) }),
        });
        """
      ]
    ),
    .silent(
      "rows outside of the view, which a component of the project leaves out",
      files: [
        "src/paths.js": paths,
        "src/useOrders.js": orders,
        "src/Orders.jsx": """
        import { useTable } from "react-table";
        import { useOrders } from "./useOrders";
        import { useRange } from "./useRange";
        const columns = [{ Header: "Total", accessor: "total" }];
        export default function Orders() {
          const { orders } = useOrders();
          const [first, last] = useRange(40);
          const { rows } = useTable({ columns, data: orders });
          return (
            <tbody>
              {rows.map((row, index) => {
                const isOut = index < first || index > last;
                if (isOut) return null;
                return <tr key={row.id} style={{ top: index * 40 }}><td>{row.values.total}</td></tr>;
              })}
            </tbody>
          );
        }
        """,
      ]
    ),
    .silent(
      "rows of which the server lets nobody have more than so many",
      files: [
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        const FEED_LIMIT = Number(process.env.FEED_LIMIT) || 20;
        app.get("/api/feeds", async (req, res) => {
          res.json(await prisma.feed.findMany());
        });
        app.post("/api/feeds", async (req, res) => {
          const count = await prisma.feed.count();
          if (count >= FEED_LIMIT) return res.status(403).json({ error: "too many" });
          res.json(await prisma.feed.create({ data: { url: req.body.url } }));
        });
        """,
        "web/Feeds.jsx": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export default function Feeds() {
          const { data: feeds } = useSWR("/api/feeds", load);
          return <ul>{feeds?.map((feed) => <li key={feed.id}>{feed.url}</li>)}</ul>;
        }
        """,
      ]
    ),
    .silent(
      "one order, whose address a helper makes",
      files: [
        "src/paths.js": paths,
        "src/Order.jsx": """
        import useSWR from "swr";
        import { apiPath } from "./paths";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export default function Order({ id }) {
          const { data } = useSWR(apiPath(`api/orders/${id}`), load);
          return <ul>{data?.items.map((item) => <li key={item.id}>{item.name}</li>)}</ul>;
        }
        """,
      ]
    ),
    .project(
      "one list of the server in two components",
      [
        "src/useOrders.js": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export const useOrders = () => useSWR("/api/orders", load);
        """,
        "src/Orders.jsx": """
        import { useOrders } from "./useOrders";
        export default function Orders() {
          const { data } = useOrders();
          return <ul>{↓data?.map((order) => <li key={order.id}><b>{order.number}</b><i>{order.total}</i></li>)}</ul>;
        }
        """,
        "src/OrderField.jsx": """
        import { useOrders } from "./useOrders";
        export function OrderField() {
          const { data } = useOrders();
          return <select>{data?.map((order) => <option key={order.id}>{order.number}</option>)}</select>;
        }
        """,
      ],
      fixed: [
        "src/useOrders.js": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export const useOrders = () => useSWR("/api/orders?limit=50", load);
        """
      ]
    ),
  ]
}
