// Rows for everybody, and rows for those who need them.

extension BroadcastFlood {
  static let examples: [Example] =
    subscriptions + [
      .reported(
        "an order goes to all kitchens of all restaurants",
        """
        const express = require("express");
        const { Server } = require("socket.io");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        const io = new Server(app.listen(3000));
        app.post("/orders", async (req, res) => {
          const order = await prisma.order.create({ data: { tableId: req.body.tableId } });
          ↓io.emit("order:created", order);
          res.json(order);
        });
        """,
        fixed: """
          const express = require("express");
          const { Server } = require("socket.io");
          const { PrismaClient } = require("@prisma/client");
          const prisma = new PrismaClient();
          const app = express();
          const io = new Server(app.listen(3000));
          app.post("/orders", async (req, res) => {
            const order = await prisma.order.create({ data: { tableId: req.body.tableId } });
            io.to(`restaurant:${order.restaurantId}`).emit("order:created", order);
            res.json(order);
          });
          """
      ),
      .project(
        "a gateway sends what it is given",
        [
          "gateway.js": """
          const { Server } = require("socket.io");
          const io = new Server(3001);
          exports.orderChanged = (order) => io.emit("order:changed", order);
          """,
          "server.js": """
          const express = require("express");
          const { PrismaClient } = require("@prisma/client");
          const gateway = require("./gateway");
          const prisma = new PrismaClient();
          const app = express();
          app.patch("/orders/:id", async (req, res) => {
            const order = await prisma.order.update({ where: { id: req.params.id }, data: { status: "paid" } });
            ↓gateway.orderChanged(order);
            res.json(order);
          });
          """,
        ],
        fixed: [
          "gateway.js": """
          const { Server } = require("socket.io");
          const io = new Server(3001);
          exports.orderChanged = (order) => io.in(order.tableId).emit("order:changed", order);
          """
        ]
      ),
      .silent(
        "only a number is told",
        """
        const express = require("express");
        const { Server } = require("socket.io");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        const io = new Server(app.listen(3000));
        app.post("/votes", async (req, res) => {
          await prisma.vote.create({ data: { choice: req.body.choice } });
          io.emit("votes", await prisma.vote.count());
          res.end();
        });
        """
      ),
      .silent(
        "one socket is answered",
        """
        const { Server } = require("socket.io");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const io = new Server(3001);
        io.on("connection", (socket) => {
          socket.on("order", async (id) => {
            const order = await prisma.order.findUnique({ where: { id } });
            socket.emit("order", order);
          });
        });
        """
      ),
      .reported(
        "everybody is sent the list of all who are online, whenever one comes or goes",
        """
        const { Server } = require("socket.io");
        const io = new Server(3001);
        const online = {};
        io.on("connection", (socket) => {
          online[socket.handshake.auth.userId] = socket.id;
          ↓io.emit("online", Object.keys(online));
          socket.on("disconnect", () => {
            delete online[socket.handshake.auth.userId];
            io.emit("online", Object.keys(online));
          });
        });
        """,
        fixed: """
          const { Server } = require("socket.io");
          const io = new Server(3001);
          const online = {};
          io.on("connection", (socket) => {
            const user = socket.handshake.auth.userId;
            online[user] = socket.id;
            io.to(`contacts:${user}`).emit("online", user);
            socket.on("disconnect", () => {
              delete online[user];
              io.to(`contacts:${user}`).emit("offline", user);
            });
          });
          """
      ),
      .reported(
        "all others are told of each connection",
        """
        const { Server } = require("socket.io");
        const io = new Server(3001);
        const greet = (socket) => {
          ↓socket.broadcast.emit("online", socket.data.user);
        };
        io.on("connection", greet);
        """,
        fixed: """
          const { Server } = require("socket.io");
          const io = new Server(3001);
          const greet = (socket) => {
            socket.broadcast.to(socket.data.team).emit("online", socket.data.user);
          };
          io.on("connection", greet);
          """
      ),
      .silent(
        "what one writes, and a word that says nothing of anybody",
        """
        const { Server } = require("socket.io");
        const io = new Server(3001);
        io.on("connection", (socket) => {
          io.emit("refresh", "now");
          socket.on("typing", (room) => socket.broadcast.emit("typing", room));
        });
        """
      ),
    ]
}
