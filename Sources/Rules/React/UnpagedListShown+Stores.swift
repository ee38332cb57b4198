// Lists whose rows come through a hook of the project, a store or a shared cache.

extension UnpagedListShown {
  static let ways: [Example] = [
    .project(
      "rows that a hook of the project loads",
      [
        "src/useLoad.js": """
        import { useEffect, useState } from "react";
        export function useLoad(load) {
          const [state, setState] = useState({ data: null, error: null });
          useEffect(() => {
            load().then((data) => setState({ data, error: null }));
          }, [load]);
          return state;
        }
        """,
        "src/api.js": """
        const get = async (path) => (await fetch(`/api${path}`)).json();
        export const api = {
          orders: () => get("/orders"),
          me: () => get("/me"),
        };
        """,
        "src/Orders.jsx": """
        import { api } from "./api";
        import { useLoad } from "./useLoad";
        export default function Orders() {
          const { data } = useLoad(api.orders);
          return <ul>{↓data.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/api.js": """
        const get = async (path) => (await fetch(`/api${path}`)).json();
        export const api = {
          orders: () => get("/orders?limit=50"),
          me: () => get("/me"),
        };
        """
      ]
    ),
    .project(
      "rows that a component above keeps in a context",
      [
        "src/OrdersContext.jsx": """
        import { createContext, useContext, useEffect, useState } from "react";
        const OrdersContext = createContext(null);
        export function OrdersProvider({ children }) {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          return <OrdersContext.Provider value={{ orders }}>{children}</OrdersContext.Provider>;
        }
        export const useOrders = () => {
          const context = useContext(OrdersContext);
          if (!context) throw new Error("no provider");
          return context;
        };
        """,
        "src/Orders.jsx": """
        import { useOrders } from "./OrdersContext";
        export default function Orders() {
          const { orders } = useOrders();
          const list = ↓orders.map((order) => <li key={order.id}>{order.total}</li>);
          return <ul>{list}</ul>;
        }
        """,
      ],
      fixed: [
        "src/OrdersContext.jsx": """
        import { createContext, useContext, useEffect, useState } from "react";
        const OrdersContext = createContext(null);
        export function OrdersProvider({ children }) {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            fetch("/api/orders?limit=50").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          return <OrdersContext.Provider value={{ orders }}>{children}</OrdersContext.Provider>;
        }
        export const useOrders = () => useContext(OrdersContext);
        """
      ]
    ),
    .project(
      "rows that a class loads when it is mounted",
      [
        "src/Orders.jsx": """
        import React from "react";
        import { list } from "./api";
        export default class Orders extends React.Component {
          state = { orders: [] };
          componentDidMount() {
            list().then((rows) => this.setState({ orders: rows }));
          }
          render() {
            const { orders } = this.state;
            const rows = ↓orders.map((order) => <li key={order.id}>{order.total}</li>);
            return <ul>{rows}</ul>;
          }
        }
        """,
        "src/api.js": """
        export const list = () => fetch("/api/orders").then((answer) => answer.json());
        """,
      ],
      fixed: [
        "src/api.js": """
        export const list = () => fetch("/api/orders?limit=50").then((answer) => answer.json());
        """
      ]
    ),
    .project(
      "rows that a thunk puts into the store",
      [
        "src/store.js": """
        import { combineReducers, createStore } from "redux";
        const ordersReducer = (state = { orders: [] }, action) => {
          switch (action.type) {
            case "ORDERS_LOADED":
              return { orders: action.payload };
            default:
              return state;
          }
        };
        export const loadOrders = () => async (dispatch) => {
          const answer = await fetch("/api/orders");
          const data = await answer.json();
          dispatch({ type: "ORDERS_LOADED", payload: data });
        };
        export default createStore(combineReducers({ orders: ordersReducer }));
        """,
        "src/Orders.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { loadOrders } from "./store";
        export default function Orders() {
          const dispatch = useDispatch();
          const { orders } = useSelector((state) => state.orders);
          useEffect(() => { dispatch(loadOrders()); }, [dispatch]);
          return <ul>{↓orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/Orders.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { loadOrders } from "./store";
        export default function Orders() {
          const dispatch = useDispatch();
          const { orders } = useSelector((state) => state.orders);
          useEffect(() => { dispatch(loadOrders()); }, [dispatch]);
          return <ul>{orders.slice(0, 20).map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """
      ]
    ),
    .project(
      "rows of an endpoint that is described",
      [
        "src/api.js": """
        import { createApi, fetchBaseQuery } from "@reduxjs/toolkit/query/react";
        export const shop = createApi({
          baseQuery: fetchBaseQuery({ baseUrl: "/api" }),
          endpoints: (build) => ({
            getOrders: build.query({ query: () => ({ url: "/orders" }) }),
          }),
        });
        export const { useGetOrdersQuery } = shop;
        """,
        "src/Orders.jsx": """
        import { useGetOrdersQuery } from "./api";
        export default function Orders() {
          const { data: orders } = useGetOrdersQuery();
          return <ul>{↓orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/api.js": """
        import { createApi, fetchBaseQuery } from "@reduxjs/toolkit/query/react";
        export const shop = createApi({
          baseQuery: fetchBaseQuery({ baseUrl: "/api" }),
          endpoints: (build) => ({
            getOrders: build.query({ query: (page) => ({ url: "/orders", params: { page } }) }),
          }),
        });
        export const { useGetOrdersQuery } = shop;
        """
      ]
    ),
    .project(
      "rows of a hook that shares them under their address",
      [
        "src/Orders.jsx": """
        import useSWR from "swr";
        const fetcher = (path) => fetch(path).then((answer) => answer.json());
        export default function Orders() {
          const { data: orders } = useSWR("/api/orders", fetcher);
          return <ul>{↓orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """
      ],
      fixed: [
        "src/Orders.jsx": """
        import useSWR from "swr";
        const fetcher = (path) => fetch(path).then((answer) => answer.json());
        export default function Orders() {
          const { data: orders } = useSWR("/api/orders?limit=50", fetcher);
          return <ul>{orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """
      ]
    ),
  ]
}
