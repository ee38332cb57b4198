// What is read of query call sites.

import Testing

@Suite("Queries")
struct QueryTests {
  @Test("a chain of Mongoose is one query, whichever branches add to it")
  func mongoose() async {
    let found = await queries(of: [
      "server.js": """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
      const app = express();
      app.get("/orders", async (req, res) => {
        let query = Order.find({ user: req.user.id, total: { $gte: 10 } });
        if (req.query.status) query = query.where("status").equals(req.query.status);
        query = query.sort("-createdAt").skip(20).limit(10).populate("items");
        res.json(await query);
      });
      """
    ])
    #expect(
      found == [
        "read Order where user equal & total range & status equal? order -createdAt with items limit skip"
      ]
    )
  }

  @Test("a repository of TypeORM is asked by relations, lists and alternatives")
  func typeORM() async {
    let found = await queries(of: [
      "orders.ts": """
      import { Repository } from "typeorm";
      import { Order } from "./order";
      export class Orders {
        constructor(private readonly orders: Repository<Order>) {}
        async list(tenantId: string) {
          const where = tenantId ? { tenant: { id: tenantId } } : {};
          return this.orders.find({ where, relations: ["items"], order: { createdAt: "DESC" } });
        }
        async one(email: string, provider: string) {
          return this.orders.findOne({ where: [{ email }, { provider, state: In(["a", "b"]) }] });
        }
        async search(id: string) {
          return this.orders.createQueryBuilder("o").leftJoinAndSelect("o.items", "i")
            .where("o.customerId = :id", { id }).andWhere("o.name ILIKE '%x'").orderBy("o.total", "DESC")
            .getMany();
        }
        async named(text: string) {
          return this.orders.createQueryBuilder("o")
            .where("o.name LIKE :text AND o.code LIKE :code", { text: `%${text}%`, code: `x${text}%` })
            .getMany();
        }
      }
      """,
      "order.ts": "export class Order {}",
    ])
    #expect(
      found == [
        "read Order where tenant.id equal? order -createdAt with items",
        "read Order where email equal | provider equal & state oneOf",
        "read Order where customerId equal & name contains order -total with items",
        "read Order where name contains & code prefix",
      ]
    )
  }

  @Test("Prisma's trees are relations, operators and lists")
  func prisma() async {
    let found = await queries(of: [
      "server.ts": """
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      export async function list(userId: string, q: string) {
        return prisma.order.findMany({
          where: { userId, items: { some: { sku: q } }, OR: [{ note: { contains: q } }, { deletedAt: null }] },
          orderBy: [{ createdAt: "desc" }, { id: "asc" }],
          include: { items: { include: { product: true } } },
          take: 20,
        });
      }
      """
    ])
    #expect(
      found == [
        "read order where userId equal & items.sku equal & note contains | "
          + "userId equal & items.sku equal & deletedAt null order -createdAt,id with items, items.product limit"
      ]
    )
  }

  @Test("a class that extends Prisma's client is no table")
  func extendedClient() async {
    let found = await queries(of: [
      "server.ts": """
      import { PrismaClient } from "@prisma/client";
      class Store extends PrismaClient {}
      const store = new Store();
      export async function list(page: string) {
        return store.visit.findMany({ where: { page }, take: 20 });
      }
      """
    ])
    #expect(found == ["read visit where page equal limit"])
  }

  @Test("SQL is taken apart at its clauses, table by table")
  func sql() async {
    let found = await queries(of: [
      "server.js": """
      const { Pool } = require("pg");
      const pool = new Pool();
      exports.list = (id, kind) => pool.query(
        `SELECT o.id FROM orders o JOIN items i ON i.order_id = o.id
         WHERE o.customer_id = $1 AND lower(o.mail) = $2 AND (i.kind = ${kind}) ORDER BY o.created_at DESC LIMIT 10`,
        [id]
      );
      """
    ])
    #expect(
      found == [
        "read orders where customer_id equal & mail folded order -created_at limit",
        "read items where order_id equal & kind equal limit",
      ]
    )
  }

  @Test("statements inside of a statement ask tables too, and a part's name is no table")
  func inner() async {
    let found = await queries(of: [
      "server.js": """
      const { Pool } = require("pg");
      const pool = new Pool();
      exports.list = (id, kind) => pool.query(
        `WITH orders AS (SELECT o.*, (SELECT count(*) FROM items i WHERE i.order_id = o.id) AS total
           FROM orders o WHERE o.customer_id = $1
             AND CASE WHEN $2 IS NOT NULL THEN o.kind = $2 ELSE true END)
         SELECT row_to_json(t) FROM (SELECT * FROM orders ORDER BY id LIMIT 10) t`,
        [id, kind]
      );
      exports.find = (id) => pool.query("SELECT * FROM orders WHERE id::text = $1", [id]);
      """
    ])
    #expect(
      found == [
        "read orders where customer_id equal & kind equal?",
        "read items where order_id equal",
        "read orders where id converted",
      ]
    )
  }

  @Test("a statement inside of another says itself how many rows it wants")
  func innerLimits() async {
    let found = await queries(of: [
      "server.js": """
      const { Pool } = require("pg");
      const pool = new Pool();
      exports.list = (id) => pool.query(
        `SELECT p.id, (SELECT count(*) FROM likes WHERE likes.post_id = p.id) FROM posts p JOIN people USING (person_id)
         WHERE EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = $1 ORDER BY f.id LIMIT 1) LIMIT 10`,
        [id]
      );
      """
    ])
    #expect(
      found == [
        "read posts where  unknown limit", "read people where person_id equal limit",
        "read likes where post_id equal", "read follows where follower_id equal order id limit",
      ]
    )
  }

  @Test("conditions are added to the query of a model under one name")
  func addedConditions() async {
    let found = await queries(of: [
      "app.py": """
      from flask import request
      from flask_sqlalchemy import SQLAlchemy
      from sqlalchemy import extract
      db = SQLAlchemy()
      class Order(db.Model):
          note = db.Column(db.String)
          created_at = db.Column(db.DateTime)
      def listed():
          query = Order.query
          if request.args.get("q"):
              query = query.filter(Order.note.ilike(f"%{request.args['q']}%"))
          return query.order_by(Order.created_at).all()
      def month(number):
          return Order.query.filter(extract("month", Order.created_at) == number).all()
      """
    ])
    #expect(
      found == [
        "read Order where note contains? order created_at",
        "read Order where created_at folded",
      ]
    )
  }

  @Test("both styles of SQLAlchemy and the look-ups of Django are read")
  func python() async {
    let found = await queries(of: [
      "app.py": """
      from sqlalchemy import select, func
      from sqlalchemy.orm import Session
      from models import Item
      def page(session: Session, owner, q):
          statement = select(Item).where(Item.owner_id == owner, Item.name.ilike("%" + q)).order_by(Item.created_at.desc()).limit(10)
          return session.execute(statement).scalars().all()
      def old(session: Session, owner):
          return session.query(Item).filter_by(owner_id=owner).order_by(Item.id).first()
      def named(session: Session, owner):
          return session.query(Item.name.label("title")).where(Item.owner_id == owner).all()
      """,
      "models.py": """
      from sqlalchemy.orm import DeclarativeBase
      class Base(DeclarativeBase):
          pass
      class Item(Base):
          __tablename__ = "items"
      """,
      "shop/views.py": """
      from shop.models import Book
      def books(request):
          return list(Book.objects.filter(author__name__icontains=request.GET["q"], year__gte=2000).order_by("-year")[:10])
      """,
      "shop/models.py": """
      from django.db import models
      class Book(models.Model):
          year = models.IntegerField()
      """,
    ])
    #expect(
      found == [
        "read Item where owner_id equal & name contains order -created_at limit",
        "read Item where owner_id equal order id limit",
        "read Item where owner_id equal",
        "read Book where author.name contains & year range order -year limit",
      ]
    )
  }

  @Test("builders of one repository, and models of one connection, are statements of their own")
  func statementsOfTheirOwn() async {
    let found = await queries(of: [
      "orders.ts": """
      import { DataSource } from "typeorm";
      import { Order, User } from "./entities";
      const source = new DataSource({ type: "postgres" });
      const orders = source.getRepository(Order);
      const people = source.getRepository(User);
      export class Orders {
        list(state: string) {
          return orders.createQueryBuilder("o").where("o.state = :state", { state }).take(10).getMany();
        }
        late(day: Date) {
          return orders.createQueryBuilder("o").where("o.dueAt < :day", { day }).getMany();
        }
        person(mail: string) { return people.findOne({ where: { mail } }); }
      }
      """,
      "entities.ts": "export class Order {}\nexport class User {}",
    ])
    #expect(
      found == [
        "read Order where state equal limit", "read Order where dueAt range",
        "read User where mail equal",
      ]
    )
  }

  @Test("columns belong to the tables that a statement joins, under the names that it gives them")
  func joins() async {
    let found = await queries(of: [
      "server.js": """
      const knex = require("knex")({ client: "pg" });
      exports.late = (city) => knex("orders as o").join("customers as c", "c.id", "o.customer_id")
        .where("c.city", city).where("o.state", "late").orderBy("o.due_at").limit(5);
      """,
      "app.py": """
      from sqlalchemy import select
      from sqlalchemy.orm import Session
      from models import Item, Owner as Keeper
      def search(session: Session, mail, kind):
          return session.query(Item).join(Keeper).filter(Keeper.mail == mail).all()
      """,
      "models.py": "class Item:\n    pass\nclass Owner:\n    pass",
    ])
    #expect(
      found == [
        "read Item where …", "read Owner where mail equal",
        "read orders where state equal & … order due_at limit",
        "read customers where id equal & city equal",
      ]
    )
  }

  @Test("models that a folder of files registers under their names are found by them")
  func registry() async {
    let found = await queries(of: [
      "models/index.js": """
      const fs = require("fs");
      const path = require("path");
      const Sequelize = require("sequelize");
      const db = {};
      const sequelize = new Sequelize(process.env.DATABASE_URL);
      fs.readdirSync(__dirname).filter((file) => file !== "index.js").forEach((file) => {
        const model = require(path.join(__dirname, file))(sequelize, Sequelize.DataTypes);
        db[model.name] = model;
      });
      module.exports = db;
      """,
      "models/user.js": """
      module.exports = (sequelize, DataTypes) => sequelize.define("User", { mail: DataTypes.STRING });
      """,
      "models/order.js": """
      const { Model } = require("sequelize");
      module.exports = (sequelize, DataTypes) => {
        class Order extends Model {}
        Order.init({ userId: DataTypes.INTEGER }, { sequelize });
        return Order;
      };
      """,
      "server.js": """
      const { User } = require("./models");
      const db = require("./models");
      exports.user = (mail) => User.findOne({ where: { mail } });
      exports.orders = (userId) => db.Order.findAndCountAll({ where: { userId }, limit: 10, offset: 20 });
      """,
    ])
    #expect(
      found == ["read User where mail equal", "count Order where userId equal limit skip"]
    )
  }

  @Test("a client that is called, and a value made of itself, keep every link of the statement")
  func links() async {
    let found = await queries(of: [
      "store.ts": """
      import { Knex } from "knex";
      const TABLE = "orders";
      export class Store {
        constructor(private db: Knex) {}
        list(kind: string, day: Date) {
          let query = this.db(TABLE).where({ kind });
          if (day) query = query.where("dueAt", "<", day).orderBy("dueAt").limit(10);
          return query;
        }
        add(order: object) { return this.db(TABLE).insert(order); }
      }
      """
    ])
    #expect(
      found == [
        "read orders where kind equal & dueAt range? order dueAt limit", "insert orders",
      ]
    )
  }
}
