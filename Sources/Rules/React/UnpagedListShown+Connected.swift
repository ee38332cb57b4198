// Lists of components that are given parts of the store as properties.

extension UnpagedListShown {
  private static let store = """
    import { combineReducers, createStore } from "redux";
    const ORDERS_LOADED = "ORDERS_LOADED";
    const CUSTOMERS_LOADED = "CUSTOMERS_LOADED";
    const shop = (state = { orders: [], customers: [] }, action) => {
      switch (action.type) {
        case ORDERS_LOADED:
          return { ...state, orders: action.payload };
        case CUSTOMERS_LOADED:
          return { ...state, customers: action.payload.customers };
        default:
          return state;
      }
    };
    export const loadOrders = () => async (dispatch) => {
      const answer = await fetch("/api/orders");
      dispatch({ type: ORDERS_LOADED, payload: await answer.json() });
    };
    export const loadCustomers = (page) => async (dispatch) => {
      const answer = await fetch(`/api/customers?page=${page}`);
      dispatch({ type: CUSTOMERS_LOADED, payload: await answer.json() });
    };
    export default createStore(combineReducers({ shop }));
    """

  static let connected: [Example] = [
    .project(
      "rows that a class is given out of the store",
      [
        "src/store.js": store,
        "src/Orders.jsx": """
        import React from "react";
        import { connect } from "react-redux";
        import { loadOrders } from "./store";
        class Orders extends React.Component {
          componentDidMount() {
            this.props.loadOrders();
          }
          render() {
            const { orders } = this.props;
            return <ul>{↓orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
          }
        }
        export default connect((state) => ({ orders: state.shop.orders }), { loadOrders })(Orders);
        """,
      ],
      fixed: [
        "src/Orders.jsx": """
        import React from "react";
        import { connect } from "react-redux";
        import { loadOrders } from "./store";
        class Orders extends React.Component {
          componentDidMount() {
            this.props.loadOrders();
          }
          render() {
            const { orders } = this.props;
            return <ul>{orders.slice(0, 20).map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
          }
        }
        export default connect((state) => ({ orders: state.shop.orders }), { loadOrders })(Orders);
        """
      ]
    ),
    .silent(
      "another name of the same part of the store, which is loaded in pages",
      files: [
        "src/store.js": store,
        "src/Customers.jsx": """
        import { useEffect } from "react";
        import { useDispatch, useSelector } from "react-redux";
        import { loadCustomers } from "./store";
        export default function Customers({ number }) {
          const dispatch = useDispatch();
          const customers = useSelector((state) => state.shop.customers);
          useEffect(() => { dispatch(loadCustomers(number)); }, [dispatch, number]);
          return <ul>{customers.map((customer) => <li key={customer.id}>{customer.name}</li>)}</ul>;
        }
        """,
      ]
    ),
  ]
}
