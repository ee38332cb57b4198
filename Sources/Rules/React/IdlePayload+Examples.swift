// Which related rows a page keeps for nothing, and which it shows.

extension IdlePayload {
  private static let page = """
    import { useEffect, useState } from "react";
    export default function Orders() {
      const [orders, setOrders] = useState([]);
      useEffect(() => {
        fetch("/api/orders").then((answer) => answer.json()).then((rows) => {
          ↓setOrders(rows);
        });
      }, []);
      return <ul>{orders.map((order) => <li key={order.id}>{order.total}</li>)}</ul>;
    }
    """

  private static let all = page.split(separator: "↓", omittingEmptySubsequences: false).joined()

  private static func prisma(_ options: String) -> String {
    """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    const app = express();
    app.get("/api/orders", async (req, res) => {
      res.json(await prisma.order.findMany(\(options)));
    });
    """
  }

  static let examples: [Example] = [
    .project(
      "the customer of each order, which no column shows",
      [
        "server.js": prisma("{ include: { customer: { select: { name: true } } } }"),
        "web/Orders.jsx": page,
      ],
      fixed: ["server.js": prisma("{ take: 50, select: { id: true, total: true } }")]
    ),
    .project(
      "a document that is looked up for each row",
      [
        "server.js": """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ total: Number, customer: { type: mongoose.Schema.Types.ObjectId, ref: "Customer" } }));
        const app = express();
        app.get("/api/orders", async (req, res) => {
          res.json(await Order.find({}).populate("customer"));
        });
        """,
        "web/Orders.jsx": page,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ total: Number, customer: { type: mongoose.Schema.Types.ObjectId, ref: "Customer" } }));
        const app = express();
        app.get("/api/orders", async (req, res) => {
          res.json(await Order.find({}));
        });
        """
      ]
    ),
    .silent(
      "a relation that the row's own component shows",
      files: [
        "server.js": prisma("{ include: { customer: { select: { name: true } } } }"),
        "web/Row.jsx": """
        export function Row({ order }) {
          return <li>{order.customer.name}</li>;
        }
        """,
        "web/Orders.jsx": """
        import { useEffect, useState } from "react";
        import { Row } from "./Row";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          useEffect(() => {
            fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          return <ul>{orders.map((order) => <Row key={order.id} order={order} />)}</ul>;
        }
        """,
      ]
    ),
    .silent(
      "relations that the server only counts with",
      files: [
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/api/orders", async (req, res) => {
          const orders = await prisma.order.findMany({ include: { customer: { select: { name: true } } } });
          res.json(orders.map((order) => ({ id: order.id, total: order.customer.discount * order.total })));
        });
        """,
        "web/Orders.jsx": all,
      ]
    ),
    .silent(
      "the rows as they are",
      files: ["server.js": prisma(""), "web/Orders.jsx": all]
    ),
  ]
}
