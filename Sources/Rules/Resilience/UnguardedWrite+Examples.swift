// Writes beside guarded ones: those that were forgotten, and those that are for strangers.

extension UnguardedWrite {
  private static func server(_ last: String) -> String {
    """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const { protect } = require("./protect");
    const prisma = new PrismaClient();
    const app = express();
    app.post("/orders", protect, async (req, res) => {
      res.json(await prisma.order.create({ data: { tableId: req.body.tableId } }));
    });
    app.delete("/orders/:id", protect, async (req, res) => {
      res.json(await prisma.order.delete({ where: { id: req.params.id } }));
    });
    \(last)
    app.listen(3000);
    """
  }

  static let examples: [Example] = [
    .reported(
      "an update without the guard of its siblings",
      server(
        """
        ↓app.put("/orders/:id", async (req, res) => {
          res.json(await prisma.order.update({ where: { id: req.params.id }, data: { state: "paid" } }));
        });
        """
      ),
      fixed: server(
        """
        app.put("/orders/:id", protect, async (req, res) => {
          res.json(await prisma.order.update({ where: { id: req.params.id }, data: { state: "paid" } }));
        });
        """
      )
    ),
    .reported(
      "a removal of all rows",
      server(
        """
        ↓app.delete("/orders", async (req, res) => {
          res.json(await prisma.order.deleteMany({}));
        });
        """
      ),
      fixed: server(
        """
        app.delete("/orders", protect, async (req, res) => {
          res.json(await prisma.order.deleteMany({}));
        });
        """
      )
    ),
    .silent(
      "registration is for strangers",
      server(
        """
        app.post("/register", async (req, res) => {
          res.json(await prisma.account.create({ data: { email: req.body.email } }));
        });
        """
      )
    ),
    .silent(
      "the handler asks by itself",
      server(
        """
        app.put("/orders/:id", async (req, res) => {
          if (!req.user) return res.status(401).end();
          res.json(await prisma.order.update({ where: { id: req.params.id }, data: { state: "paid" } }));
        });
        """
      )
    ),
  ]
}
