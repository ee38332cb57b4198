// Which pages ask for too many rows, and which for a page.

extension LargePageAsked {
  static let examples: [Example] = [
    .reported(
      "a thousand products in the address",
      """
      import { useEffect, useState } from "react";
      export default function Products() {
        const [products, setProducts] = useState([]);
        useEffect(() => {
          ↓fetch("/api/products?page=1&limit=1000").then((answer) => answer.json()).then((rows) => setProducts(rows));
        }, []);
        return <ul>{products.map((product) => <li key={product.id}>{product.name}</li>)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Products({ page }) {
          const [products, setProducts] = useState([]);
          useEffect(() => {
            fetch(`/api/products?page=${page}&limit=20`).then((answer) => answer.json()).then((rows) => setProducts(rows));
          }, [page]);
          return <ul>{products.map((product) => <li key={product.id}>{product.name}</li>)}</ul>;
        }
        """,
      path: "src/Products.jsx"
    ),
    .reported(
      "as parameters",
      """
      import axios from "axios";
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          ↓axios.get("/api/orders", { params: { pageSize: 5000 } }).then((answer) => setOrders(answer.data));
        }, []);
        return <ul>{orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
      }
      """,
      fixed: """
        import axios from "axios";
        import { useEffect, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            axios.get("/api/orders", { params: { pageSize: 50 } }).then((answer) => setOrders(answer.data));
          }, []);
          return <ul>{orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "a change that is posted",
      """
      import axios from "axios";
      export default function Plan({ id }) {
        const raise = () => axios.post(`/api/plans/${id}`, { limit: 10000 });
        return <button onClick={raise}>Raise</button>;
      }
      """,
      path: "src/Plan.jsx"
    ),
    .silent(
      "a page of rows that are looked at",
      """
      import axios from "axios";
      import { useEffect, useState } from "react";
      export default function Orders({ page }) {
        const [orders, setOrders] = useState([]);
        useEffect(() => {
          axios.get("/api/orders", { params: { page, limit: 25 } }).then((answer) => setOrders(answer.data));
        }, [page]);
        return <ul>{orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
  ]
}
