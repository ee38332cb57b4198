// Searches in a row that the wanted rows refer to.

extension UnindexableMatch {
  static let relations: [Example] = [
    .project(
      "a text anywhere in a column of the row that each refers to",
      members("const found = await prisma.member.findMany({ where, take: 20 });", "contains: ↓"),
      fixed: members("const found = await prisma.member.findMany({ where, take: 20 });", "equals: ")
    ),
    .project(
      "an arm of an alternative beside one that another table decides",
      profiles(
        """
        const where = { OR: [{ name: { contains: ↓req.query.q } }, { card: { note: { contains: req.query.q } } }] };
        res.json(await prisma.user.findMany({ where, take: 20 }));
        """
      ),
      fixed: profiles(
        """
        const where = { OR: [{ name: req.query.q }, { card: { note: req.query.q } }] };
        res.json(await prisma.user.findMany({ where, take: 20 }));
        """
      )
    ),
    .silent(
      "a search among the few rows that something else selects",
      files: members(
        "const found = await prisma.member.findMany({ where: { ...where, gymId: req.user.gymId }, take: 20 });",
        "contains: "
      )
    ),
  ]

  private static func members(_ read: String, _ comparison: String) -> [String: String] {
    [
      "prisma/schema.prisma": """
      datasource db {
        provider = "postgresql"
        url      = env("DATABASE_URL")
      }
      model User {
        id      Int      @id
        name    String
        members Member[]
      }
      model Member {
        id     Int    @id
        gymId  String
        userId Int    @unique
        user   User   @relation(fields: [userId], references: [id])
        @@index([gymId])
      }
      """,
      "server.js": """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/users", async (req, res) => res.json(await prisma.user.create({ data: { name: req.body.name } })));
      app.post("/members", async (req, res) => res.json(await prisma.member.create({ data: req.body })));
      app.get("/members", async (req, res) => {
        const where = {};
        if (req.query.q) where.user = { OR: [{ name: { \(comparison)req.query.q } }] };
        \(read)
        res.json(found);
      });
      """,
    ]
  }

  private static func profiles(_ body: String) -> [String: String] {
    [
      "prisma/schema.prisma": """
      datasource db {
        provider = "postgresql"
        url      = env("DATABASE_URL")
      }
      model User {
        id   Int    @id
        name String @unique
        card Card?
      }
      model Card {
        id     Int    @id
        note   String
        userId Int    @unique
        user   User   @relation(fields: [userId], references: [id])
      }
      """,
      "server.js": """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/users", async (req, res) => res.json(await prisma.user.create({ data: { name: req.body.name } })));
      app.get("/users", async (req, res) => {
        \(body)
      });
      """,
    ]
  }
}
