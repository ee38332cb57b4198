// Which rows listen to the page, and which lists do that for them.

extension ListenerPerRow {
  static let examples: [Example] = [
    .project(
      "a row that closes its menu at a click elsewhere",
      [
        "src/useClickOutside.js": """
        import { useEffect } from "react";
        export const useClickOutside = (ref, close) => {
          useEffect(() => {
            const listener = (event) => {
              if (ref.current && !ref.current.contains(event.target)) close();
            };
            document.addEventListener("mousedown", listener);
            return () => document.removeEventListener("mousedown", listener);
          }, [ref, close]);
        };
        """,
        "src/Message.jsx": """
        import { useRef, useState } from "react";
        import { useClickOutside } from "./useClickOutside";
        export function Message({ message }) {
          const menu = useRef(null);
          const [isOpen, setOpen] = useState(false);
          ↓useClickOutside(menu, () => setOpen(false));
          return <li onClick={() => setOpen(true)}>{message.text}{isOpen && <menu ref={menu} />}</li>;
        }
        """,
        "src/Messages.jsx": """
        import { Message } from "./Message";
        export function Messages({ messages }) {
          return <ul>{messages.map((message) => <Message key={message.id} message={message} />)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/useClickOutside.js": """
        import { useEffect } from "react";
        export const useClickOutside = (ref, close, isOpen) => {
          useEffect(() => {
            if (!isOpen) return;
            const listener = (event) => {
              if (ref.current && !ref.current.contains(event.target)) close();
            };
            document.addEventListener("mousedown", listener);
            return () => document.removeEventListener("mousedown", listener);
          }, [ref, close, isOpen]);
        };
        """
      ]
    ),
    .silent(
      "one list that listens for its rows",
      """
      import { useEffect, useState } from "react";
      function Row({ order }) {
        return <li>{order.total}</li>;
      }
      export function Orders({ orders }) {
        const [open, setOpen] = useState(null);
        useEffect(() => {
          const close = () => setOpen(null);
          document.addEventListener("mousedown", close);
          return () => document.removeEventListener("mousedown", close);
        }, []);
        return <ul>{orders.map((order) => <Row key={order.id} order={order} />)}{open}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
    .reported(
      "a row that closes its own note at a key of the page",
      """
      import { useEffect, useState } from "react";
      function Row({ order }) {
        const [isOpen, setOpen] = useState(false);
        useEffect(() => {
          const close = (event) => event.key === "Escape" && setOpen(false);
          ↓document.addEventListener("keydown", close);
          return () => document.removeEventListener("keydown", close);
        }, []);
        return <li onClick={() => setOpen(true)}>{order.total}{isOpen && <p>{order.note}</p>}</li>;
      }
      export function Orders({ orders }) {
        return <ul>{orders.map((order) => <Row key={order.id} order={order} />)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        function Row({ order, isOpen, onOpen }) {
          return <li onClick={() => onOpen(order.id)}>{order.total}{isOpen && <p>{order.note}</p>}</li>;
        }
        export function Orders({ orders }) {
          const [open, setOpen] = useState(null);
          useEffect(() => {
            const close = (event) => event.key === "Escape" && setOpen(null);
            document.addEventListener("keydown", close);
            return () => document.removeEventListener("keydown", close);
          }, []);
          return <ul>{orders.map((order) => <Row key={order.id} order={order} isOpen={open === order.id} onOpen={setOpen} />)}</ul>;
        }
        """,
      path: "src/Orders.jsx"
    ),
    .silent(
      "rows that listen to themselves only",
      """
      import { useEffect, useRef } from "react";
      function Row({ order }) {
        const row = useRef(null);
        useEffect(() => {
          const node = row.current;
          const note = () => console.log(order.id);
          node.addEventListener("mousedown", note);
          return () => node.removeEventListener("mousedown", note);
        }, [order.id]);
        return <li ref={row}>{order.total}</li>;
      }
      export function Orders({ orders }) {
        return <ul>{orders.map((order) => <Row key={order.id} order={order} />)}</ul>;
      }
      """,
      path: "src/Orders.jsx"
    ),
  ]
}
