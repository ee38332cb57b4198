// Which rows ask for themselves.

extension QueryPerRow {
  static let examples: [Example] = [
    .project(
      "the stock of each product",
      [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/api/products/:id/stock", async (req, res) => {
          const { rows } = await pool.query("SELECT quantity FROM stock WHERE product_id = $1", [req.params.id]);
          res.json(rows[0]);
        });
        """,
        "web/Grid.jsx": """
        import { useEffect, useState } from "react";
        function Stock({ id }) {
          const [stock, setStock] = useState(null);
          useEffect(() => {
            ↓fetch(`/api/products/${id}/stock`).then((answer) => answer.json()).then(setStock);
          }, [id]);
          return <b>{stock && stock.quantity}</b>;
        }
        export default function Grid({ products }) {
          return <ul>{products.map((product) => <Stock key={product.id} id={product.id} />)}</ul>;
        }
        """,
      ],
      fixed: [
        "web/Grid.jsx": """
        function Stock({ quantity }) {
          return <b>{quantity}</b>;
        }
        export default function Grid({ products }) {
          return <ul>{products.map((product) => <Stock key={product.id} quantity={product.quantity} />)}</ul>;
        }
        """
      ]
    )
  ]
}

extension RequestPerRow {
  static let examples: [Example] = [
    .reported(
      "the profile of each comment's author",
      """
      import { useEffect, useState } from "react";
      function Author({ id }) {
        const [author, setAuthor] = useState(null);
        useEffect(() => {
          ↓fetch(`https://people.example/v1/users/${id}`).then((answer) => answer.json()).then(setAuthor);
        }, [id]);
        return <b>{author && author.name}</b>;
      }
      export default function Comments({ comments }) {
        return <div>{comments.map((comment) => <p key={comment.id}><Author id={comment.author} /></p>)}</div>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        function Author({ author }) {
          return <b>{author && author.name}</b>;
        }
        export default function Comments({ comments }) {
          const [authors, setAuthors] = useState({});
          const ids = comments.map((comment) => comment.author).join(",");
          useEffect(() => {
            fetch(`https://people.example/v1/users?ids=${ids}`).then((answer) => answer.json()).then(setAuthors);
          }, [ids]);
          return (
            <div>
              {comments.map((comment) => <p key={comment.id}><Author author={authors[comment.author]} /></p>)}
            </div>
          );
        }
        """,
      path: "src/Comments.jsx"
    ),
    .silent(
      "one request when the customer opens a row",
      """
      import { useState } from "react";
      function Row({ id }) {
        const [details, setDetails] = useState(null);
        const open = () => fetch(`/api/orders/${id}`).then((answer) => answer.json()).then(setDetails);
        return <button onClick={open}>{details ? details.total : "Details"}</button>;
      }
      export default function Orders({ orders }) {
        return <div>{orders.map((order) => <Row key={order.id} id={order.id} />)}</div>;
      }
      """,
      path: "src/Orders.jsx"
    ),
  ]
}
