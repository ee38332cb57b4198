// Handlers whose failures get lost, and the ways in which they do not.

extension UnhandledRejection {
  static let examples: [Example] = defects + listeners + nearMisses

  private static let package = #"{ "name": "shop", "dependencies": { "express": "^4.19.2" } }"#

  private static let head = """
    const express = require("express");
    const { Pool } = require("pg");
    const pool = new Pool();
    const app = express();

    """

  private static let defects: [Example] = [
    .project(
      "a connection is waited for before the try",
      [
        "package.json": package,
        "server.js": head + """
          app.get("/orders", ↓async (req, res) => {
            const client = await pool.connect();
            try {
              res.json((await client.query("SELECT * FROM orders LIMIT 20")).rows);
            } catch (error) {
              res.status(500).end();
            } finally {
              client.release();
            }
          });
          """,
      ],
      fixed: [
        "server.js": head + """
          app.get("/orders", async (req, res) => {
            let client;
            try {
              client = await pool.connect();
              res.json((await client.query("SELECT * FROM orders LIMIT 20")).rows);
            } catch (error) {
              res.status(500).end();
            } finally {
              client?.release();
            }
          });
          """
      ]
    ),
    .project(
      "a handler without a wrapper",
      [
        "package.json": package,
        "server.js": head + """
          app.get("/orders", ↓async (req, res) => {
            res.json(await pool.query("SELECT * FROM orders LIMIT 20"));
          });
          """,
      ],
      fixed: [
        "server.js": head + """
          app.get("/orders", async (req, res, next) => {
            try {
              res.json(await pool.query("SELECT * FROM orders LIMIT 20"));
            } catch (error) {
              next(error);
            }
          });
          """
      ]
    ),
    .project(
      "a middleware that a factory makes is mounted bare, where the handlers are wrapped",
      [
        "package.json": package,
        "wrap.js":
          "module.exports = (f) => (req, res, next) => Promise.resolve(f(req, res, next)).catch(next);",
        "paging.js": """
        module.exports = (pool, table) => ↓async (req, res, next) => {
          res.locals.page = await pool.query("SELECT * FROM items LIMIT 20");
          next();
        };
        """,
        "server.js": head + """
          const wrap = require("./wrap");
          const paging = require("./paging");
          app.get("/items", paging(pool, "items"), (req, res) => res.json(res.locals.page));
          app.get("/orders", wrap(async (req, res) => res.json(await pool.query("SELECT 1"))));
          """,
      ],
      fixed: [
        "server.js": head + """
          const wrap = require("./wrap");
          const paging = require("./paging");
          app.get("/items", wrap(paging(pool, "items")), (req, res) => res.json(res.locals.page));
          app.get("/orders", wrap(async (req, res) => res.json(await pool.query("SELECT 1"))));
          """
      ]
    ),
  ]

  private static let listenerHead = """
    const { Server } = require("socket.io");
    const mongoose = require("mongoose");
    const Message = mongoose.model("Message", new mongoose.Schema({ text: String }));
    const io = new Server(3000);

    """

  private static let listeners: [Example] = [
    .project(
      "the listeners of a socket reject, and an emitter drops their promises",
      [
        "server.js": listenerHead + """
          io.on("connection", (socket) => {
            socket.on("message", ↓async (body) => {
              io.emit("message", await Message.create({ text: body.text }));
            });
            socket.on("remove", async (id) => {
              await Message.findByIdAndDelete(id);
            });
          });
          """
      ],
      fixed: [
        "server.js": listenerHead + """
          io.on("connection", (socket) => {
            socket.on("message", async (body) => {
              try {
                io.emit("message", await Message.create({ text: body.text }));
              } catch (error) {
                console.error(error);
                socket.emit("failed", "message");
              }
            });
            socket.on("remove", (id) => {
              Message.findByIdAndDelete(id).catch((error) => console.error(error));
            });
          });
          """
      ]
    ),
    .silent(
      "listeners that wait for nothing that can fail",
      files: [
        "server.js": listenerHead + """
          io.on("connection", (socket) => {
            socket.on("typing", async (room) => {
              socket.to(room).emit("typing", socket.id);
            });
          });
          """
      ]
    ),
    .silent(
      "somebody takes note of what nobody handles, and the process goes on",
      files: [
        "server.js": listenerHead + """
          process.on("unhandledRejection", (reason) => {
            console.error(reason);
          });
          io.on("connection", (socket) => {
            socket.on("message", async (body) => {
              io.emit("message", await Message.create({ text: body.text }));
            });
          });
          """
      ]
    ),
  ]

  private static func handlers(marked: Bool) -> String {
    """
    app.get("/orders", \(marked ? "↓" : "")async (req, res) => {
      res.json(await pool.query("SELECT * FROM orders LIMIT 20"));
    });
    app.get("/bills", async (req, res) => {
      res.json(await pool.query("SELECT * FROM bills LIMIT 20"));
    });
    app.get("/goods", async (req, res) => {
      res.json(await pool.query("SELECT * FROM goods LIMIT 20"));
    });
    """
  }

  private static let nearMisses: [Example] = [
    .reported(
      "no manifest says which version of the framework is installed",
      head + handlers(marked: true),
      fixed: "require(\"express-async-errors\");\n" + head + handlers(marked: false)
    ),
    .silent(
      "version 5 of the framework looks after promises",
      files: [
        "package.json": #"{ "name": "shop", "dependencies": { "express": "^5.0.0" } }"#,
        "server.js": head + """
          app.get("/orders", async (req, res) => {
            res.json(await pool.query("SELECT * FROM orders LIMIT 20"));
          });
          """,
      ]
    ),
    .silent(
      "a patch is imported",
      files: [
        "package.json": package,
        "server.js": "require(\"express-async-errors\");\n" + head + """
          app.get("/orders", async (req, res) => {
            res.json(await pool.query("SELECT * FROM orders LIMIT 20"));
          });
          """,
      ]
    ),
    .silent(
      "a handler that waits for nothing that can fail",
      files: [
        "package.json": package,
        "server.js": head + """
          app.get("/version", async (req, res) => {
            res.json({ version: 1 });
          });
          """,
      ]
    ),
    .silent(
      "the failure is answered where it happens",
      files: [
        "package.json": package,
        "server.js": head + """
          app.get("/orders", async (req, res) => {
            try {
              res.json(await pool.query("SELECT * FROM orders LIMIT 20"));
            } catch (error) {
              console.error(error);
              res.status(500).end();
            }
          });
          """,
      ]
    ),
  ]
}
