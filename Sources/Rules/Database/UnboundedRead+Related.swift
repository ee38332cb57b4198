// Which related rows a read may bring along whole, and which it may not.

extension UnboundedRead {
  private static let schema = """
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }
    model Hotel {
      id    String @id
      name  String
      rooms Room[]
    }
    model Room {
      id       String    @id
      hotelId  String
      hotel    Hotel     @relation(fields: [hotelId], references: [id])
      bookings Booking[]
      @@index([hotelId])
    }
    model Booking {
      id      String   @id
      roomId  String
      room    Room     @relation(fields: [roomId], references: [id])
      state   String
      from    DateTime
      invoice Invoice?
      @@index([roomId])
    }
    model Invoice {
      id        String  @id
      bookingId String  @unique
      booking   Booking @relation(fields: [bookingId], references: [id])
    }
    """

  private static func server(_ read: String) -> [String: String] {
    [
      "prisma/schema.prisma": schema,
      "server.js": """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.get("/hotels", async (req, res, next) => {
        try {
          res.json(await prisma.hotel.findMany({ take: 20, \(read) }));
        } catch (error) {
          next(error);
        }
      });
      """,
    ]
  }

  static let related: [Example] = [
    .project(
      "the bookings of the rooms of each hotel",
      server("include: { rooms: { include: { bookings: ↓true } } }"),
      fixed: server("include: { rooms: { include: { _count: { select: { bookings: true } } } } }")
    ),
    .project(
      "a share of the bookings that a fixed state selects",
      server(
        "include: { rooms: { include: { bookings: ↓{ where: { state: { in: [\"paid\", \"open\"] } } } } } }"
      ),
      fixed: server(
        "include: { rooms: { include: { bookings: { where: { from: { gte: new Date(req.query.from) } } } } } }"
      )
    ),
    .silent(
      "relations with a limit of their own, and those that are one row",
      files: [
        "prisma/schema.prisma": schema,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/rooms", async (req, res, next) => {
          try {
            res.json(await prisma.room.findMany({ take: 20, include: { hotel: true, bookings: { take: 5 } } }));
          } catch (error) {
            next(error);
          }
        });
        app.get("/rooms/:id", async (req, res, next) => {
          try {
            const select = { hotel: { select: { name: true } }, bookings: { take: 5, select: { invoice: true } } };
            res.json(await prisma.room.findUnique({ where: { id: req.params.id }, select }));
          } catch (error) {
            next(error);
          }
        });
        """,
      ]
    ),
  ]
}
