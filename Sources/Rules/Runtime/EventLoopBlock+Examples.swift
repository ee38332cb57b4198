// What holds the event loop, and what only looks so.

extension EventLoopBlock {
  static let examples: [Example] = defects + clients + nearMisses

  private static let defects: [Example] = [
    .reported(
      "a pause in the method that answers the messages of a socket",
      """
      import time
      from channels.generic.websocket import AsyncWebsocketConsumer

      class ChatConsumer(AsyncWebsocketConsumer):
          async def receive(self, text_data=None, bytes_data=None):
              ↓time.sleep(0.2)
              await self.send(text_data)
      """,
      fixed: """
        import asyncio
        from channels.generic.websocket import AsyncWebsocketConsumer

        class ChatConsumer(AsyncWebsocketConsumer):
            async def receive(self, text_data=None, bytes_data=None):
                await asyncio.sleep(0.2)
                await self.send(text_data)
        """,
      path: "consumers.py"
    ),
    .reported(
      "coroutines that call plain methods over a plain session",
      layered("async def", call: "↓orders.everything()"),
      fixed: layered("def", call: "orders.everything()"),
      path: "app.py"
    ),
    .silent(
      "a plain method that a coroutine hands to a thread",
      layered("async def", call: "await run_in_threadpool(orders.everything)"),
      path: "app.py"
    ),
    .project(
      "passwords hashed in JavaScript, one finding for all calls of the package",
      [
        "user.js": """
        const bcrypt = require("bcryptjs");
        exports.register = async (password) => {
          const salt = await bcrypt.genSalt(10);
          return ↓bcrypt.hash(password, salt);
        };
        exports.matches = (user, password) => bcrypt.compare(password, user.password);
        """,
        "server.js": """
        const express = require("express");
        const user = require("./user");
        const app = express();
        app.post("/register", async (req, res) => {
          res.json({ hash: await user.register(req.body.password) });
        });
        app.post("/login", async (req, res) => {
          res.json({ ok: await user.matches(req.user, req.body.password) });
        });
        """,
      ],
      fixed: [
        "user.js": """
        const bcrypt = require("bcrypt");
        exports.register = async (password) => {
          const salt = await bcrypt.genSalt(10);
          return bcrypt.hash(password, salt);
        };
        exports.matches = (user, password) => bcrypt.compare(password, user.password);
        """
      ]
    ),
    .project(
      "passwords hashed in JavaScript by the function that a sign-in library is told",
      [
        "lib/auth.ts": """
        import bcrypt from "bcryptjs";
        import { betterAuth } from "better-auth";
        export const auth = betterAuth({
          emailAndPassword: {
            enabled: true,
            password: {
              hash: async (password: string) => await ↓bcrypt.hash(password, 10),
              verify: async ({ password, hash }) => await bcrypt.compare(password, hash),
            },
          },
        });
        """
      ],
      fixed: [
        "lib/auth.ts": """
        import { betterAuth } from "better-auth";
        export const auth = betterAuth({ emailAndPassword: { enabled: true } });
        """
      ]
    ),
    .reported(
      "a template read for each request",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/invoice/:id", (req, res) => {
        const template = ↓fs.readFileSync("invoice.html", "utf8");
        res.send(template.replace("{id}", req.params.id));
      });
      """,
      fixed: """
        const express = require("express");
        const fs = require("fs");
        const app = express();
        const template = fs.readFileSync("invoice.html", "utf8");
        app.get("/invoice/:id", (req, res) => {
          res.send(template.replace("{id}", req.params.id));
        });
        """
    ),
    .project(
      "a child process that a service waits for",
      [
        "images.js": """
        const { execFileSync } = require("node:child_process");
        exports.resize = (path) => ↓execFileSync("convert", [path, "-resize", "200x200", path]);
        """,
        "server.js": """
        const express = require("express");
        const images = require("./images");
        const app = express();
        app.post("/avatars", (req, res) => {
          images.resize(req.file.path);
          res.sendStatus(204);
        });
        """,
      ],
      fixed: [
        "images.js": """
        const { execFile } = require("node:child_process");
        const { promisify } = require("node:util");
        const run = promisify(execFile);
        exports.resize = (path) => run("convert", [path, "-resize", "200x200", path]);
        """
      ]
    ),
    .reported(
      "a synchronous hash in a socket's handler",
      """
      const bcrypt = require("bcrypt");
      const { Server } = require("socket.io");
      const io = new Server(3000);
      io.on("connection", (socket) => {
        socket.on("setup", (password) => {
          socket.emit("hash", ↓bcrypt.hashSync(password, 12));
        });
      });
      """,
      fixed: """
        const bcrypt = require("bcrypt");
        const { Server } = require("socket.io");
        const io = new Server(3000);
        io.on("connection", (socket) => {
          socket.on("setup", async (password) => {
            socket.emit("hash", await bcrypt.hash(password, 12));
          });
        });
        """
    ),
  ]

  private static let nearMisses: [Example] = [
    .silent(
      "read once, when the module is loaded",
      """
      const express = require("express");
      const fs = require("fs");
      const terms = fs.existsSync("terms.html") ? fs.readFileSync("terms.html", "utf8") : "";
      const app = express();
      app.get("/terms", (req, res) => res.send(terms));
      """
    ),
    .silent(
      "read at the first request and kept",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      let terms;
      const load = () => {
        if (!terms) terms = fs.readFileSync("terms.html", "utf8");
        return terms;
      };
      app.get("/terms", (req, res) => res.send(load()));
      """
    ),
    .silent(
      "kept by name in a map",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      const templates = new Map();
      function template(name) {
        const known = templates.get(name);
        if (known) return known;
        const text = fs.readFileSync(`templates/${name}.html`, "utf8");
        templates.set(name, text);
        return text;
      }
      app.get("/mail", (req, res) => res.send(template("mail")));
      """
    ),
    .silent(
      "the native package hashes on a thread of the pool",
      """
      const express = require("express");
      const bcrypt = require("bcrypt");
      const app = express();
      app.post("/register", async (req, res) => {
        res.json({ hash: await bcrypt.hash(req.body.password, 12) });
      });
      """
    ),
    .silent(
      "a plain function that a coroutine hands to a thread",
      """
      import time
      from channels.db import database_sync_to_async
      from channels.generic.websocket import AsyncWebsocketConsumer

      class ChatConsumer(AsyncWebsocketConsumer):
          async def receive(self, text_data=None, bytes_data=None):
              await self.save(text_data)

          @database_sync_to_async
          def save(self, text):
              time.sleep(0.1)
      """,
      path: "consumers.py"
    ),
    .silent(
      "a loop that awaits each turn",
      """
      from fastapi import FastAPI
      from redis.asyncio import Redis

      app = FastAPI()
      client = Redis(host="cache", socket_timeout=1)

      @app.post("/clear")
      async def clear():
          found = []
          async for key in client.scan_iter("orders:*"):
              found.append(key)
          await client.delete(*found)
      """,
      path: "app.py"
    ),
    .silent(
      "a sha256 of a token takes microseconds",
      """
      const express = require("express");
      const crypto = require("crypto");
      const app = express();
      app.get("/reset/:token", (req, res) => {
        res.json(crypto.createHash("sha256").update(req.params.token).digest("hex"));
      });
      """
    ),
    .silent(
      "a script of the command line",
      """
      const fs = require("fs");
      const rows = JSON.parse(fs.readFileSync("rows.json", "utf8"));
      console.log(rows.length);
      """,
      path: "scripts/count.js"
    ),
    .silent(
      "a folder that is made where it is missing: once",
      """
      const fs = require("fs");
      const express = require("express");
      const app = express();
      app.post("/codes", async (req, res) => {
        if (!fs.existsSync("codes")) fs.mkdirSync("codes");
        await fs.promises.writeFile("codes/last", req.query.code);
        res.end();
      });
      """
    ),
    .silent(
      "production never has these routes",
      """
      const express = require("express");
      const fs = require("fs");
      const { isProduction } = require("./settings");
      const app = express();
      if (process.env.E2E_BACKEND) {
        app.get("/_e2e/snapshot", (req, res) => res.send(fs.readFileSync("db.sqlite")));
      }
      if (process.env.NODE_ENV !== "production") {
        app.get("/debug", (req, res) => res.send(fs.readFileSync("db.sqlite")));
      }
      app.get("/replay", (req, res) => {
        if (isProduction) return res.sendStatus(404);
        res.send(fs.readFileSync("db.sqlite"));
      });
      app.listen(3000);
      """
    ),
    .silent(
      "the one instance is made once",
      """
      const express = require("express");
      const fs = require("fs");
      class Server {
        static instance = null;
        static get() {
          if (Server.instance == null) {
            Server.instance = new Server();
          }
          return Server.instance;
        }
        constructor() {
          this.key = fs.readFileSync("key.pem");
        }
      }
      express().get("/", (req, res) => res.send(Server.get().key));
      """
    ),
  ]

  private static func layered(_ definition: String, call: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from fastapi.concurrency import run_in_threadpool
    from sqlalchemy import Column, Integer, create_engine
    from sqlalchemy.orm import Session, declarative_base, sessionmaker

    app = FastAPI()
    Base = declarative_base()
    Sessions = sessionmaker(create_engine("postgresql:///shop", pool_size=40))

    class Order(Base):
        __tablename__ = "orders"
        id = Column(Integer, primary_key=True)

    class Repository:
        def __init__(self, session: Session):
            self.session = session

        def first(self):
            return self.session.query(Order).limit(20).all()

    class Orders:
        def __init__(self, session: Session):
            self.repository = Repository(session)

        def everything(self):
            return self.repository.first()

    def get_db():
        session = Sessions()
        try:
            yield session
        finally:
            session.close()

    def get_orders(session: Session = Depends(get_db)):
        return Orders(session)

    @app.get("/orders")
    \(definition) everything(orders: Orders = Depends(get_orders)):
        return \(call)
    """
  }
}
