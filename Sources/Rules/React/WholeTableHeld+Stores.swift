// Tables that a store keeps whole, for a grid that pages them and for a page that adds them up.

extension WholeTableHeld {
  private static let parts: [String: String] = [
    "server.js": """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    const app = express();
    app.get("/api/orders", async (req, res) => {
      res.json({ orders: await prisma.order.findMany() });
    });
    app.get("/api/orders/page", async (req, res) => {
      const skip = 20 * Number(req.query.page);
      res.json({ orders: await prisma.order.findMany({ take: 20, skip }) });
    });
    app.get("/api/orders/total", async (req, res) => {
      res.json(await prisma.order.aggregate({ _sum: { total: true } }));
    });
    """,
    "src/actions.js": """
    import axios from "axios";
    export const loadOrders = () => async (dispatch) => {
      const { data } = await axios.get("/api/orders");
      dispatch({ type: "ALL_ORDERS_SUCCESS", payload: data.orders });
    };
    export const loadPage = (page) => async (dispatch) => {
      const { data } = await axios.get(`/api/orders/page?page=${page}`);
      dispatch({ type: "ORDER_PAGE_SUCCESS", payload: data.orders });
    };
    """,
    "src/store.js": """
    import { combineReducers, createStore } from "redux";
    const allOrders = (state = { orders: [] }, action) => {
      switch (action.type) {
        case "ALL_ORDERS_SUCCESS":
        case "ORDER_PAGE_SUCCESS":
          return { ...state, orders: action.payload };
        default:
          return state;
      }
    };
    export default createStore(combineReducers({ allOrders }));
    """,
  ]

  private static let grid = """
    import { useEffect } from "react";
    import { useDispatch, useSelector } from "react-redux";
    import { DataGrid } from "@mui/x-data-grid";
    import { loadOrders } from "./actions";
    export default function Orders() {
      const dispatch = useDispatch();
      const { orders } = ↓useSelector((state) => state.allOrders);
      useEffect(() => {
        dispatch(loadOrders());
      }, [dispatch]);
      const rows = [];
      orders && orders.forEach((order) => {
        rows.push({ id: order.id, total: order.total });
      });
      return <DataGrid rows={rows} columns={[{ field: "total" }]} pageSize={10} />;
    }
    """

  private static let asked = [
    "src/Orders.jsx": """
    import { useEffect, useState } from "react";
    import { useDispatch, useSelector } from "react-redux";
    import { DataGrid } from "@mui/x-data-grid";
    import { loadPage } from "./actions";
    export default function Orders() {
      const dispatch = useDispatch();
      const { orders } = useSelector((state) => state.allOrders);
      const [page, setPage] = useState(0);
      useEffect(() => {
        dispatch(loadPage(page));
      }, [dispatch, page]);
      const turn = (model) => setPage(model.page);
      return <DataGrid rows={orders} rowCount={5000} paginationMode="server" onPaginationModelChange={turn} />;
    }
    """
  ]

  static let ofStores: [Example] = [
    .project(
      "a grid whose rows a loop makes of what the store keeps",
      parts.merging(["src/Orders.jsx": grid]) { $1 },
      fixed: asked
    ),
    .project(
      "a store that is put together elsewhere: its actions say what it keeps",
      parts.merging([
        "src/store.js": "export { default } from \"@company/store\";",
        "src/Orders.jsx": grid,
      ]) { $1 },
      fixed: asked
    ),
    .project(
      "a sum over all orders",
      parts.merging([
        "src/Total.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { loadOrders } from "./actions";
        export default function Total() {
          const dispatch = useDispatch();
          const { orders } = ↓useSelector((state) => state.allOrders);
          useEffect(() => {
            dispatch(loadOrders());
          }, [dispatch]);
          let total = 0;
          orders.forEach((order) => {
            total += order.total;
          });
          return <p>{total}</p>;
        }
        """
      ]) { $1 },
      fixed: [
        "src/Total.jsx": """
        import { useEffect, useState } from "react";
        export default function Total() {
          const [total, setTotal] = useState(0);
          useEffect(() => {
            fetch("/api/orders/total").then((answer) => answer.json()).then((sum) => setTotal(sum.total));
          }, []);
          return <p>{total}</p>;
        }
        """
      ]
    ),
    .silent(
      "a grid of the rows that a loop chooses",
      files: parts.merging([
        "src/Orders.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { DataGrid } from "@mui/x-data-grid";
        import { loadPage } from "./actions";
        export default function Orders() {
          const dispatch = useDispatch();
          const { orders } = useSelector((state) => state.allOrders);
          useEffect(() => {
            dispatch(loadPage(0));
          }, [dispatch]);
          const rows = [];
          orders.forEach((order) => {
            if (order.total > 100) rows.push(order);
          });
          return <DataGrid rows={rows} columns={[{ field: "total" }]} />;
        }
        """
      ]) { $1 }
    ),
  ]
}
