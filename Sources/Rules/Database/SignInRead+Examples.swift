// Sign-in that asks the database each time, and sign-in that does not.

extension SignInRead {
  private static func server(_ body: String) -> String {
    """
    const express = require("express");
    const jwt = require("jsonwebtoken");
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    const app = express();
    const protect = async (req, res, next) => {
      const token = jwt.verify(req.headers.authorization, process.env.SECRET);
      \(body)
      next();
    };
    app.get("/orders", protect, (req, res) => res.json([]));
    app.get("/items", protect, (req, res) => res.json([]));
    app.get("/users", protect, (req, res) => res.json([]));
    app.get("/carts", protect, (req, res) => res.json([]));
    app.get("/notes", protect, (req, res) => res.json([]));
    app.listen(3000);
    """
  }

  static let examples: [Example] = [
    .reported(
      "a middleware in front of five routes",
      server("req.user = await ↓prisma.user.findUnique({ where: { id: token.id } });"),
      fixed: server("req.user = { id: token.id, role: token.role };")
    ),
    .reported(
      "the row is read to see whether it is there",
      server(
        "if (!(await ↓prisma.user.findFirst({ where: { id: token.id } }))) return res.status(401).end();"
      ),
      fixed: server("if (!token.id) return res.status(401).end();")
    ),
    .silent("the token says all", server("req.user = token;")),
    .silent(
      "one route looks the user up",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.get("/me", async (req, res) => {
        res.json(await prisma.user.findUnique({ where: { id: req.query.id } }));
      });
      app.listen(3000);
      """
    ),
  ]
}
