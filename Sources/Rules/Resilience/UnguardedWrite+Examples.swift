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

  private static func addresses(_ removal: String) -> String {
    """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const { protect } = require("./protect");
    const passport = require("passport");
    const helmet = require("helmet");
    const prisma = new PrismaClient();
    const app = express();
    app.use(passport.initialize());
    app.use(helmet({ contentSecurityPolicy: false }));
    app.post("/addresses", protect, async (req, res) => {
      res.json(await prisma.address.create({ data: { street: req.body.street } }));
    });
    \(removal) (req, res) => {
      res.json(await prisma.address.delete({ where: { id: req.params.id } }));
    });
    app.listen(3000);
    """
  }

  static let writeExamples: [Example] = [
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
    .project(
      "a file of a route without the guard of the files beside it",
      next(
        """
        export async function ↓DELETE(request: Request, context: { params: Promise<{ id: string }> }) {
          const { id } = await context.params;
          return NextResponse.json(await db.payment.delete({ where: { id } }));
        }
        """
      ),
      fixed: next(
        """
        export async function DELETE(request: Request, context: { params: Promise<{ id: string }> }) {
          const session = await getServerSession();
          if (!session) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });
          const { id } = await context.params;
          return NextResponse.json(await db.payment.delete({ where: { id } }));
        }
        """
      )
    ),
    .reported(
      "who makes an address must sign in, who removes any need not",
      addresses("↓app.delete(\"/addresses/:id\", async"),
      fixed: addresses("app.delete(\"/addresses/:id\", protect, async")
    ),
  ]

  private static func next(_ payment: String) -> [String: String] {
    let imports = """
      import { NextResponse } from "next/server";
      import { getServerSession } from "next-auth";
      import { db } from "@/lib/db";
      """
    return [
      "package.json": #"{"dependencies": {"next": "15", "react": "19", "@prisma/client": "6"}}"#,
      "tsconfig.json": #"{"compilerOptions": {"paths": {"@/*": ["./*"]}}}"#,
      "lib/db.ts": """
      import { PrismaClient } from "@prisma/client";
      export const db = new PrismaClient();
      """,
      "app/api/admin/rooms/route.ts": """
      \(imports)
      export async function POST(request: Request) {
        const session = await getServerSession();
        if (!session) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });
        return NextResponse.json(await db.room.create({ data: await request.json() }));
      }
      """,
      "app/api/admin/hotels/route.ts": """
      \(imports)
      export async function POST(request: Request) {
        const session = await getServerSession();
        if (!session) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });
        return NextResponse.json(await db.hotel.create({ data: await request.json() }));
      }
      """,
      "app/api/admin/payments/[id]/route.ts": """
      \(imports)
      \(payment)
      """,
    ]
  }
}
