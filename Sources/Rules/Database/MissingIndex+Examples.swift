// What counts as a query without an index, and what only looks like one.

extension MissingIndex {
  static let examples: [Example] =
    rows + ordered + statements + builders + relations + chosen + classes

  private static let rows: [Example] = [
    .project(
      "a look-up with stages of its own, which each row of the list asks",
      [
        "visit.js": """
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          page: ↓{ type: mongoose.Schema.ObjectId, ref: "Page" },
        });
        module.exports = mongoose.model("Visit", schema);
        """,
        "server.js": """
        const express = require("express");
        const mongoose = require("mongoose");
        require("./visit");
        const Page = mongoose.model("Page", new mongoose.Schema({ title: String }));
        const withVisits = {
          $lookup: {
            from: "visits",
            let: { page: "$_id" },
            pipeline: [{ $match: { $expr: { $eq: ["$page", "$$page"] } } }],
            as: "visits",
          },
        };
        const app = express();
        app.get("/pages", async (req, res) => {
          res.json(await Page.aggregate([{ $limit: 20 }, withVisits]));
        });
        """,
      ],
      fixed: [
        "visit.js": """
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          page: { type: mongoose.Schema.ObjectId, ref: "Page", index: true },
        });
        module.exports = mongoose.model("Visit", schema);
        """
      ]
    ),
    .project(
      "a reference in MongoDB, which makes no index by itself",
      [
        "course.js": """
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          title: String,
          bootcamp: ↓{ type: mongoose.Schema.ObjectId, ref: "Bootcamp" },
        });
        module.exports = mongoose.model("Course", schema);
        """,
        "server.js": """
        const express = require("express");
        const Course = require("./course");
        const app = express();
        app.get("/bootcamps/:id/courses", async (req, res) => {
          res.json(await Course.find({ bootcamp: req.params.id }).limit(20));
        });
        """,
      ],
      fixed: [
        "course.js": """
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          title: String,
          bootcamp: { type: mongoose.Schema.ObjectId, ref: "Bootcamp", index: true },
        });
        module.exports = mongoose.model("Course", schema);
        """
      ]
    ),
    .silent(
      "an index whose first column the query selects by, and a unique key",
      files: [
        "review.js": """
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          bootcamp: { type: mongoose.Schema.ObjectId, ref: "Bootcamp" },
          user: { type: mongoose.Schema.ObjectId, ref: "User" },
          slug: { type: String, unique: true },
        });
        schema.index({ bootcamp: 1, user: 1 }, { unique: true });
        module.exports = mongoose.model("Review", schema);
        """,
        "server.js": """
        const express = require("express");
        const Review = require("./review");
        const app = express();
        app.get("/bootcamps/:id/reviews", async (req, res) => {
          res.json(await Review.find({ bootcamp: req.params.id }).limit(20));
        });
        app.get("/reviews/:slug", async (req, res) => {
          res.json(await Review.findOne({ slug: req.params.slug, user: req.query.user }));
        });
        """,
      ]
    ),
    .project(
      "a foreign key, for which PostgreSQL makes no index",
      [
        "models.py": """
        from sqlalchemy import Column, ForeignKey, Integer, String
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()
        class Item(Base):
            __tablename__ = "items"
            id = Column(Integer, primary_key=True)
            ↓owner_id = Column(Integer, ForeignKey("users.id"))
            title = Column(String(80))
        """,
        "main.py": """
        from fastapi import FastAPI
        from sqlalchemy import create_engine
        from sqlalchemy.orm import Session
        from models import Item
        engine = create_engine("postgresql://localhost/shop")
        app = FastAPI()
        @app.get("/owners/{owner}/items")
        def items(owner: int):
            with Session(engine) as session:
                return session.query(Item).filter_by(owner_id=owner).limit(20).all()
        """,
      ],
      fixed: [
        "models.py": """
        from sqlalchemy import Column, ForeignKey, Integer, String
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()
        class Item(Base):
            __tablename__ = "items"
            id = Column(Integer, primary_key=True)
            owner_id = Column(Integer, ForeignKey("users.id"), index=True)
            title = Column(String(80))
        """
      ]
    ),
    .project(
      "the key by which a mapper reads the rows of each row",
      [
        "models.py": lines(of: "↓order_id = Column(Integer, ForeignKey(\"orders.id\"))"),
        "main.py": """
        from fastapi import FastAPI
        from sqlalchemy import create_engine
        from sqlalchemy.orm import Session
        from models import Line, Order
        engine = create_engine("postgresql://localhost/shop")
        app = FastAPI()
        @app.get("/orders")
        def orders():
            with Session(engine) as session:
                found = session.query(Order).limit(20).all()
                return [{"id": order.id, "lines": len(order.lines)} for order in found]
        @app.post("/orders")
        def add():
            with Session(engine) as session:
                session.add(Order(lines=[Line(title="a")]))
                session.commit()
        """,
      ],
      fixed: [
        "models.py": lines(
          of: "order_id = Column(Integer, ForeignKey(\"orders.id\"), index=True)"
        )
      ]
    ),
    .silent(
      "a script, for which nobody waits",
      files: [
        "course.js": """
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({ title: String, author: String });
        module.exports = mongoose.model("Course", schema);
        """,
        "scripts/rename.js": """
        const Course = require("../course");
        async function main() {
          await Course.updateMany({ author: "A" }, { author: "B" });
        }
        main();
        """,
      ]
    ),
    .silent(
      "a text anywhere in the column, which an index of it does not find",
      files: [
        "patient.js": """
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({ phone: String, email: String });
        module.exports = mongoose.model("Patient", schema);
        """,
        "server.js": """
        const express = require("express");
        const Patient = require("./patient");
        const app = express();
        app.get("/patients", async (req, res) => {
          const wanted = new RegExp(req.query.text, "i");
          const patients = await Patient.find({ $or: [{ email: wanted }, { phone: wanted }] }).limit(20);
          res.json(patients);
        });
        """,
      ]
    ),
    .silent(
      "a key of one field without brackets, a reference by two columns, and an OR that another table decides",
      files: [
        "schema.prisma": """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        model Order {
          id       Int    @id @default(autoincrement())
          shopId   Int
          sellerId Int
          buyerId  Int
          lines    Line[]
          @@unique([id, shopId])
          @@index(sellerId)
        }
        model Line {
          id      Int   @id @default(autoincrement())
          orderId Int
          shopId  Int
          sku     String
          order   Order @relation(fields: [orderId, shopId], references: [id, shopId])
          @@index([shopId, orderId])
        }
        """,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/sellers/:id/orders", async (req, res) => {
          const sellerId = Number(req.params.id);
          res.json(await prisma.order.findMany({
            where: { sellerId }, include: { lines: true }, take: 20,
          }));
        });
        app.get("/buyers/:id/orders", async (req, res) => {
          const buyerId = Number(req.params.id);
          res.json(await prisma.order.findMany({
            where: { OR: [{ buyerId }, { lines: { some: { sku: req.query.sku } } }] }, take: 20,
          }));
        });
        app.post("/orders", async (req, res) => {
          res.json(await prisma.order.create({ data: req.body }));
        });
        app.post("/lines", async (req, res) => {
          res.json(await prisma.line.create({ data: req.body }));
        });
        """,
      ]
    ),
    .reported(
      "the second column of a table between two others",
      labels("↓Column(\"label_id\", ForeignKey(\"labels.id\"), primary_key=True)"),
      fixed: labels(
        "Column(\"label_id\", ForeignKey(\"labels.id\"), primary_key=True, index=True)"
      ),
      path: "app.py"
    ),
  ]

  private static func lines(of key: String) -> String {
    """
    from sqlalchemy import Column, ForeignKey, Integer, String
    from sqlalchemy.orm import declarative_base, relationship
    Base = declarative_base()
    class Order(Base):
        __tablename__ = "orders"
        id = Column(Integer, primary_key=True)
        lines = relationship("Line")
    class Line(Base):
        __tablename__ = "lines"
        id = Column(Integer, primary_key=True)
        \(key)
        title = Column(String(80))
    """
  }
}
