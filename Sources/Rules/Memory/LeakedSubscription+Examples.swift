// Which timers and listeners pile up, and which end.

extension LeakedSubscription {
  static let examples: [Example] = defects + nearMisses

  private static let defects: [Example] = [
    .reported(
      "a timer for each client of an event stream",
      """
      const express = require("express");
      const app = express();
      app.get("/events", (req, res) => {
        res.setHeader("content-type", "text/event-stream");
        ↓setInterval(() => res.write("data: tick\\n\\n"), 1000);
      });
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/events", (req, res) => {
          res.setHeader("content-type", "text/event-stream");
          const timer = setInterval(() => res.write("data: tick\\n\\n"), 1000);
          req.on("close", () => clearInterval(timer));
        });
        """
    ),
    .reported(
      "a listener on the process's bus for each request",
      """
      const express = require("express");
      const { EventEmitter } = require("events");
      const bus = new EventEmitter();
      const app = express();
      app.get("/stream", (req, res) => {
        ↓bus.on("order", (order) => res.write(JSON.stringify(order)));
      });
      """,
      fixed: """
        const express = require("express");
        const { EventEmitter } = require("events");
        const bus = new EventEmitter();
        const app = express();
        app.get("/stream", (req, res) => {
          const send = (order) => res.write(JSON.stringify(order));
          bus.on("order", send);
          req.on("close", () => bus.off("order", send));
        });
        """
    ),
    .reported(
      "a connection that each mounted page opens and none closes",
      """
      import { useEffect, useRef } from "react";
      import { io } from "socket.io-client";
      export default function Chat({ user }) {
        const socket = useRef();
        useEffect(() => {
          socket.current = ↓io("https://chat.example");
          socket.current.emit("join", user.id);
        }, [user]);
        return <p>{user.name}</p>;
      }
      """,
      fixed: """
        import { useEffect, useRef } from "react";
        import { io } from "socket.io-client";
        export default function Chat({ user }) {
          const socket = useRef();
          useEffect(() => {
            const opened = io("https://chat.example");
            socket.current = opened;
            opened.emit("join", user.id);
            return () => opened.disconnect();
          }, [user]);
          return <p>{user.name}</p>;
        }
        """,
      path: "Chat.jsx"
    ),
    .reported(
      "an effect without cleanup",
      """
      import { useEffect, useState } from "react";
      export default function Width() {
        const [width, setWidth] = useState(0);
        useEffect(() => {
          ↓window.addEventListener("resize", () => setWidth(window.innerWidth));
        }, []);
        return <p>{width}</p>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Width() {
          const [width, setWidth] = useState(0);
          useEffect(() => {
            const measure = () => setWidth(window.innerWidth);
            window.addEventListener("resize", measure);
            return () => window.removeEventListener("resize", measure);
          }, []);
          return <p>{width}</p>;
        }
        """,
      path: "Width.jsx"
    ),
    .reported(
      "an interval of an effect",
      """
      import { useEffect, useState } from "react";
      export default function Clock() {
        const [now, setNow] = useState(Date.now());
        useEffect(() => {
          ↓setInterval(() => setNow(Date.now()), 1000);
        }, []);
        return <time>{now}</time>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Clock() {
          const [now, setNow] = useState(Date.now());
          useEffect(() => {
            const timer = setInterval(() => setNow(Date.now()), 1000);
            return () => clearInterval(timer);
          }, []);
          return <time>{now}</time>;
        }
        """,
      path: "Clock.jsx"
    ),
    .reported(
      "each render makes one more address of the same file",
      """
      export default function Preview({ file }) {
        return <img src={↓URL.createObjectURL(file)} alt="" />;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Preview({ file }) {
          const [address, setAddress] = useState("");
          useEffect(() => {
            const made = URL.createObjectURL(file);
            setAddress(made);
            return () => URL.revokeObjectURL(made);
          }, [file]);
          return <img src={address} alt="" />;
        }
        """,
      path: "Preview.jsx"
    ),
  ]

  private static let nearMisses: [Example] = [
    .silent(
      "a mark says that it listens already",
      """
      const express = require("express");
      class Store {
        constructor() {
          this.isOpen = false;
        }
        open() {
          if (this.isOpen) return;
          this.listen();
          this.isOpen = true;
        }
        listen() {
          process.on("warning", (warning) => console.warn(warning));
        }
      }
      const store = new Store();
      const app = express();
      app.use((req, res, next) => {
        store.open();
        next();
      });
      """
    ),
    .silent(
      "one timer for the process",
      """
      const express = require("express");
      const app = express();
      let now = Date.now();
      setInterval(() => { now = Date.now(); }, 1000);
      app.get("/now", (req, res) => res.json(now));
      """
    ),
    .silent(
      "the timer clears itself",
      """
      const express = require("express");
      const app = express();
      app.get("/wait", (req, res) => {
        let turns = 0;
        const timer = setInterval(() => {
          turns += 1;
          if (turns < 5) return;
          clearInterval(timer);
          res.sendStatus(204);
        }, 100);
      });
      """
    ),
    .silent(
      "listeners on the request end with it",
      """
      const express = require("express");
      const app = express();
      app.post("/upload", (req, res) => {
        req.on("data", (chunk) => chunk.length);
        req.on("end", () => res.sendStatus(204));
      });
      """
    ),
    .silent(
      "started at the first request only",
      """
      const express = require("express");
      const app = express();
      let timer;
      app.get("/start", (req, res) => {
        if (!timer) timer = setInterval(() => {}, 1000);
        res.sendStatus(204);
      });
      """
    ),
    .silent(
      "an effect that waits once",
      """
      import { useEffect, useState } from "react";
      export default function Toast() {
        const [open, setOpen] = useState(true);
        useEffect(() => {
          setTimeout(() => setOpen(false), 2000);
        }, []);
        return open ? <p>Saved</p> : null;
      }
      """,
      path: "Toast.jsx"
    ),
    .silent(
      "the browser takes the listener away after one event",
      """
      import { useEffect } from "react";
      export default function Page() {
        useEffect(() => {
          window.addEventListener("load", () => document.title, { once: true });
        }, []);
        return <p>Hello</p>;
      }
      """,
      path: "Page.jsx"
    ),
    .reported(
      "a cleanup that clears a name which never holds the timer",
      """
      import { useEffect } from "react";
      export function Notice({ error, show }) {
        useEffect(() => {
          const timer = null;
          if (error) {
            ↓setTimeout(() => show(error), 500);
          }
          return () => {
            if (timer) clearTimeout(timer);
          };
        }, [error, show]);
        return <p>{error}</p>;
      }
      """,
      fixed: """
        import { useEffect } from "react";
        export function Notice({ error, show }) {
          useEffect(() => {
            let timer = null;
            if (error) {
              timer = setTimeout(() => show(error), 500);
            }
            return () => {
              if (timer) clearTimeout(timer);
            };
          }, [error, show]);
          return <p>{error}</p>;
        }
        """,
      path: "Notice.jsx"
    ),
    .silent(
      "a listener on what the same function makes, once",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const app = express();
      let publisher = null;
      function connection() {
        if (!process.env.REDIS_URL) return null;
        if (publisher) return publisher;
        publisher = new Redis(process.env.REDIS_URL);
        publisher.on("error", (error) => console.warn(error.message));
        return publisher;
      }
      app.post("/events", async (req, res) => {
        await connection().publish("events", "new");
        res.sendStatus(204);
      });
      """
    ),
    .silent(
      "a component that no page of a framework shows",
      files: [
        "package.json": #"{"dependencies": {"next": "15", "react": "19"}}"#,
        "app/page.tsx": "export default function Page() { return <p>Hello</p>; }",
        "components/Preview.tsx": """
        "use client";
        import { useState } from "react";
        export function Preview() {
          const [url, setUrl] = useState("");
          return (
            <label title={url}>
              <input type="file" onChange={(event) => setUrl(URL.createObjectURL(event.target.files[0]))} />
            </label>
          );
        }
        """,
      ]
    ),
  ]
}
