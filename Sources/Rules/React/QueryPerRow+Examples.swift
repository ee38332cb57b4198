// Which rows have the own server look for each of them, and which have it look once or on demand.

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
    ),
    .project(
      "the free nights of each room, from a Python server and through two files",
      [
        "api/main.py": """
        from fastapi import Depends, FastAPI
        from sqlalchemy import text
        from sqlalchemy.orm import Session
        from .db import session

        app = FastAPI()

        @app.get("/api/rooms/{room_id}/nights")
        def nights(room_id: int, db: Session = Depends(session)):
            found = db.execute(text("SELECT day FROM nights WHERE room_id = :id LIMIT 31"), {"id": room_id})
            return [row.day for row in found]
        """,
        "web/src/Room.tsx": """
        import axios from "axios";
        import { useEffect, useState } from "react";

        export function Room({ id, title }: { id: number; title: string }) {
          const [nights, setNights] = useState<string[]>([]);
          useEffect(() => {
            const load = async () => {
              const { data } = await ↓axios.get<string[]>(`/api/rooms/${id}/nights`);
              setNights(data);
            };
            load();
          }, [id]);
          return <p>{title}: {nights.length} nights</p>;
        }
        """,
        "web/src/Rooms.tsx": """
        import { Room } from "./Room";

        export function Rooms({ rooms }: { rooms: { id: number; title: string }[] }) {
          const shown = rooms.map((room) => <Room key={room.id} id={room.id} title={room.title} />);
          return <section>{shown}</section>;
        }
        """,
      ],
      fixed: [
        "web/src/Room.tsx": """
        export function Room({ title, nights }: { title: string; nights: string[] }) {
          return <p>{title}: {nights.length} nights</p>;
        }
        """,
        "web/src/Rooms.tsx": """
        import { Room } from "./Room";

        export function Rooms({ rooms }: { rooms: { id: number; title: string; nights: string[] }[] }) {
          const shown = rooms.map((room) => <Room key={room.id} title={room.title} nights={room.nights} />);
          return <section>{shown}</section>;
        }
        """,
      ]
    ),
    .silent(
      "the one row that is open asks for its details",
      files: [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/api/orders/:id", async (req, res) => {
          const { rows } = await pool.query("SELECT total FROM orders WHERE id = $1", [req.params.id]);
          res.json(rows[0]);
        });
        """,
        "web/Orders.jsx": """
        import { useEffect, useState } from "react";
        function Details({ id }) {
          const [order, setOrder] = useState(null);
          useEffect(() => {
            fetch(`/api/orders/${id}`).then((answer) => answer.json()).then(setOrder);
          }, [id]);
          return <p>{order && order.total}</p>;
        }
        export default function Orders({ orders }) {
          const [open, setOpen] = useState(null);
          return (
            <ul>
              {orders.map((order) => (
                <li key={order.id} onClick={() => setOpen(order.id)}>
                  {order.number}
                  {open === order.id && <Details id={order.id} />}
                </li>
              ))}
            </ul>
          );
        }
        """,
      ]
    ),
    .silent(
      "the list asks once for all its rows, with their ids",
      files: [
        "api/main.py": """
        from fastapi import Depends, FastAPI, Query
        from sqlalchemy import text
        from sqlalchemy.orm import Session
        from .db import session

        app = FastAPI()

        @app.get("/api/stock")
        def stock(ids: list[int] = Query(max_length=50), db: Session = Depends(session)):
            return db.execute(text("SELECT id, left FROM stock WHERE id = ANY(:ids)"), {"ids": ids}).all()
        """,
        "web/src/Products.jsx": """
        import axios from "axios";
        import { useEffect, useState } from "react";
        const Product = ({ name, left }) => <li>{name}: {left}</li>;
        export function Products({ products }) {
          const [stock, setStock] = useState({});
          const ids = products.map((product) => product.id).join(",");
          useEffect(() => {
            axios.get(`/api/stock?ids=${ids}`).then(({ data }) => setStock(data));
          }, [ids]);
          return <ul>{products.map((one) => <Product key={one.id} name={one.name} left={stock[one.id]} />)}</ul>;
        }
        """,
      ]
    ),
  ]
}
