// Which pictures of a list load at once, and which wait until they are in view.

extension EagerListImage {
  static let examples: [Example] = [
    .reported(
      "a picture in each row",
      """
      import { useEffect, useState } from "react";
      export default function Products() {
        const [products, setProducts] = useState([]);
        useEffect(() => {
          fetch("/api/products").then((answer) => answer.json()).then((rows) => setProducts(rows));
        }, []);
        const rows = products.map((product) => {
          const picture = ↓<img src={product.image} />;
          return <li key={product.id}>{product.name}{picture}</li>;
        });
        return <ul>{rows}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Products() {
          const [products, setProducts] = useState([]);
          useEffect(() => {
            fetch("/api/products").then((answer) => answer.json()).then((rows) => setProducts(rows));
          }, []);
          return <ul>{products.map((product) => <li key={product.id}>{product.name} <img loading="lazy" src={product.image} /></li>)}</ul>;
        }
        """,
      path: "src/Products.jsx"
    ),
    .project(
      "a picture in the component of each row",
      [
        "src/Card.jsx": """
        export function Card({ product }) {
          return ↓<img src={product.image} alt={product.name} />;
        }
        """,
        "src/Products.jsx": """
        import useSWR from "swr";
        import { Card } from "./Card";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export default function Products() {
          const { data: products } = useSWR("/api/products", load);
          return <ul>{products.map((product) => <Card key={product.id} product={product} />)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/Card.jsx": """
        export function Card({ product }) {
          return <img loading="lazy" src={product.image} alt={product.name} />;
        }
        """
      ]
    ),
    .silent(
      "the same icon in each row",
      """
      import { useEffect, useState } from "react";
      export default function Products() {
        const [products, setProducts] = useState([]);
        useEffect(() => {
          fetch("/api/products").then((answer) => answer.json()).then((rows) => setProducts(rows));
        }, []);
        return <ul>{products.map((product) => <li key={product.id}>{product.name} <img src="/star.svg" /></li>)}</ul>;
      }
      """,
      path: "src/Products.jsx"
    ),
    .silent(
      "ten of them",
      """
      import { useEffect, useState } from "react";
      export default function Products() {
        const [products, setProducts] = useState([]);
        useEffect(() => {
          fetch("/api/products?limit=10").then((answer) => answer.json()).then((rows) => setProducts(rows));
        }, []);
        return <ul>{products.map((product) => <li key={product.id}><img src={product.image} /></li>)}</ul>;
      }
      """,
      path: "src/Products.jsx"
    ),
  ]
}
