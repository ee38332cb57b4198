// Which fields make a list render at each key stroke.

extension TypedRender {
  static let examples: [Example] = [
    .reported(
      "a search field in the component of the table",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        const [search, setSearch] = useState("");
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        const shown = orders.filter((order) => order.number.includes(search));
        const field = <input value={search} onChange={↓(event) => setSearch(event.target.value)} />;
        return (
          <div>
            {field}
            {shown.map((order) => <p key={order.id}>{order.number}</p>)}
          </div>
        );
      }
      """,
      fixed: """
        import { useDeferredValue, useEffect, useState } from "react";
        export default function Orders() {
          const [orders, setOrders] = useState([]);
          const [search, setSearch] = useState("");
          useEffect(() => {
            fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
          }, []);
          return (
            <div>
              <input value={search} onChange={(event) => setSearch(event.target.value)} />
              <Matches orders={orders} search={useDeferredValue(search)} />
            </div>
          );
        }
        function Matches({ orders, search }) {
          const shown = orders.filter((order) => order.number.includes(search));
          return shown.map((order) => <p key={order.id}>{order.number}</p>);
        }
        """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "a form beside a menu that the code fixes",
      """
      import { useState } from "react";
      const kinds = [{ id: 1, label: "New" }, { id: 2, label: "Used" }];
      export default function Offer() {
        const [title, setTitle] = useState("");
        return (
          <form>
            <input value={title} onChange={(event) => setTitle(event.target.value)} />
            {kinds.map((kind) => <label key={kind.id}>{kind.label}</label>)}
          </form>
        );
      }
      """,
      path: "src/Offer.jsx"
    ),
    .project(
      "a message that is written beside all those before",
      [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/api/messages", async (req, res) => {
          const { rows } = await pool.query("SELECT id, body FROM messages");
          res.json(rows);
        });
        """,
        "web/Chat.tsx": """
        import axios from "axios";
        import { ChangeEvent, useEffect, useState } from "react";
        type Message = { id: number; body: string };
        export function Chat() {
          const [messages, setMessages] = useState<Message[]>([]);
          const [draft, setDraft] = useState("");
          useEffect(() => {
            axios.get<Message[]>("/api/messages").then(({ data }) => setMessages(data));
          }, []);
          const onType = (event: ChangeEvent<HTMLTextAreaElement>) => setDraft(event.target.value);
          const writing = <textarea value={draft} onChange={↓onType} />;
          return (
            <main>
              {messages.map((message) => <p key={message.id}>{message.body}</p>)}
              {writing}
            </main>
          );
        }
        """,
      ],
      fixed: [
        "web/Chat.tsx": """
        import axios from "axios";
        import { useEffect, useState } from "react";
        type Message = { id: number; body: string };
        export function Chat() {
          const [messages, setMessages] = useState<Message[]>([]);
          useEffect(() => {
            axios.get<Message[]>("/api/messages").then(({ data }) => setMessages(data));
          }, []);
          return (
            <main>
              {messages.map((message) => <p key={message.id}>{message.body}</p>)}
              <Draft />
            </main>
          );
        }
        function Draft() {
          const [draft, setDraft] = useState("");
          return <textarea value={draft} onChange={(event) => setDraft(event.target.value)} />;
        }
        """
      ]
    ),
    .silent(
      "a search among the rows of one page, which are few",
      """
      import { useEffect, useState } from "react";
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        const [search, setSearch] = useState("");
        useEffect(() => {
          fetch("/api/orders?page=1&limit=20").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        const shown = orders.filter((order) => order.number.includes(search));
        const field = <input value={search} onChange={(event) => setSearch(event.target.value)} />;
        return <div>{field}{shown.map((order) => <p key={order.id}>{order.number}</p>)}</div>;
      }
      """,
      path: "src/Page.jsx"
    ),
    .silent(
      "a field that keeps its text itself and hands it on when the form is sent",
      """
      import { useEffect, useState } from "react";
      function Search({ onSearch }) {
        const [text, setText] = useState("");
        const send = (event) => {
          event.preventDefault();
          onSearch(text);
        };
        return (
          <form onSubmit={send}>
            <input value={text} onChange={(event) => setText(event.target.value)} />
          </form>
        );
      }
      export default function Orders() {
        const [orders, setOrders] = useState([]);
        const [search, setSearch] = useState("");
        useEffect(() => {
          fetch("/api/orders").then((answer) => answer.json()).then((rows) => setOrders(rows));
        }, []);
        const shown = orders.filter((order) => order.number.includes(search));
        return <div><Search onSearch={setSearch} />{shown.map((order) => <p key={order.id}>{order.number}</p>)}</div>;
      }
      """,
      path: "src/Sent.jsx"
    ),
  ]
}
