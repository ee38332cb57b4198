// Tables that mappers of JavaScript declare.

import Queries
import Testing

@Suite("Models of JavaScript")
struct JavaScriptModelTests {
  @Test(
    "Mongoose: nested fields, indexes beside fields and beside the schema, plugins of the project"
  )
  func mongoose() async throws {
    let schema = await schema(of: [
      "package.json": #"{"dependencies": {"mongoose": "8"}}"#,
      "plugins/index.js": "module.exports.stamp = require('./stamp');",
      "plugins/stamp.js": "module.exports = (schema) => { schema.index({ seen: -1 }); };",
      "models/order.js": """
      const mongoose = require("mongoose");
      const { stamp } = require("../plugins");
      const { Schema } = mongoose;
      const line = new Schema({ sku: { type: String, index: true }, count: Number });
      const OrderSchema = new Schema({
        number: { type: String, required: true, unique: true },
        state: { type: String, enum: ["open", "paid"] },
        customer: { type: Schema.Types.ObjectId, ref: "Customer", index: true },
        address: { city: String, geo: { type: { type: String }, coordinates: { type: [Number], index: "2dsphere" } } },
        lines: [line], tags: [String],
      }, { timestamps: true });
      OrderSchema.index({ customer: 1, createdAt: -1 });
      OrderSchema.index({ "address.city": 1 }, { unique: true, partialFilterExpression: { state: "open" } });
      OrderSchema.index({ number: "text" });
      OrderSchema.plugin(stamp);
      module.exports = mongoose.models.Order || mongoose.model("Order", OrderSchema);
      """,
    ])
    let orders = try #require(schema.table(ofModel: "Order"))
    #expect(orders.name == "orders")
    #expect(orders.dialect == .mongo)
    #expect(
      orders.indexTexts == [
        "(_id) key", "(number) unique", "(customer)", "(address.geo.coordinates) spatial",
        "(customer, createdAt desc)", "(address.city) unique partial", "(number) text",
        "(seen desc)", "(lines.sku)",
      ]
    )
    #expect(orders.referenceTexts == ["customer -> Customer"])
    #expect(orders.foreignKeys.allSatisfy { !$0.isEnforced })
    #expect(orders.column("state")?.hasFewValues == true)
    #expect(orders.column("createdAt")?.type == .timestamp)
    #expect(orders.column("tags")?.type == .array)
    #expect(orders.isComplete)
  }

  @Test("Mongoose: what a foreign plugin or code adds is a gap")
  func mongooseGaps() async throws {
    let schema = await schema(of: [
      "a.js": """
      const mongoose = require("mongoose");
      const A = new mongoose.Schema({ a: String, ...require("./fields")() });
      const B = new mongoose.Schema({ b: String });
      B.plugin(require("passport-local-mongoose"));
      mongoose.model("A", A); mongoose.model("B", B);
      """,
      "fields.js": "module.exports = () => JSON.parse('{}');",
    ])
    #expect(schema.table(ofModel: "A")?.gaps.map(\.reason) == [.dynamic])
    #expect(schema.table(ofModel: "B")?.gaps.map(\.reason) == [.foreignBase])
  }

  @Test("NestJS: classes become documents")
  func nestMongoose() async throws {
    let schema = await schema(of: [
      "cat.ts": """
      import { Prop, Schema, SchemaFactory, MongooseModule } from "@nestjs/mongoose";
      @Schema({ timestamps: true, collection: "pets" })
      export class Cat {
        @Prop({ required: true, index: true }) name: string;
        @Prop({ type: mongoose.Schema.Types.ObjectId, ref: "Owner" }) owner: Owner;
      }
      export const CatSchema = SchemaFactory.createForClass(Cat);
      CatSchema.index({ owner: 1, name: 1 }, { unique: true });
      export const feature = MongooseModule.forFeature([{ name: Cat.name, schema: CatSchema }]);
      """
    ])
    let cats = try #require(schema.table(ofModel: "Cat"))
    #expect(cats.name == "pets")
    #expect(cats.indexTexts == ["(_id) key", "(name)", "(owner, name) unique"])
  }

  @Test("TypeORM: relations have columns and no index in PostgreSQL, one in MySQL")
  func typeORM() async throws {
    func files(_ type: String) -> [String: String] {
      [
        "source.ts":
          #"import { DataSource } from "typeorm"; new DataSource({ type: "\#(type)" });"#,
        "base.ts": """
        import { PrimaryGeneratedColumn, CreateDateColumn } from "typeorm";
        export abstract class Base { @PrimaryGeneratedColumn("uuid") id: string; @CreateDateColumn() createdAt: Date; }
        """,
        "order.ts": """
        import { Entity, Column, Index, Unique, ManyToOne, OneToOne, JoinColumn } from "typeorm";
        import { Base } from "./base";
        export enum State { OPEN = "open", PAID = "paid" }
        @Entity("orders") export class Order extends Base {
          @Column() number: string;
        }
        @Entity() @Index(["order", "state"]) @Unique(["sku", "order"])
        export class OrderItem extends Base {
          @Index() @Column({ length: 20 }) sku: string;
          @Column({ unique: true, name: "line_no" }) lineNo: number;
          @Column({ type: "enum", enum: State }) state: State;
          @ManyToOne(() => Order, { onDelete: "CASCADE" }) @JoinColumn({ name: "order_id" }) order: Order;
          @OneToOne(() => Order) @JoinColumn() invoice: Order;
        }
        """,
      ]
    }
    let postgres = await schema(of: files("postgres"))
    let items = try #require(postgres.table(meaning: "orderItem"))
    #expect(items.name == "order_item")
    #expect(
      items.indexTexts == [
        "(id) key", "(sku)", "(line_no) unique", "(invoiceId) unique", "(order_id, state)",
        "(sku, order_id) unique",
      ]
    )
    #expect(items.referenceTexts == ["order_id -> orders cascade", "invoiceId -> orders"])
    #expect(items.columnName(of: "order") == "order_id")
    #expect(items.column("state")?.values == ["open", "paid"])
    let narrow = Table(
      name: "t",
      dialect: .mysql,
      foreignKeys: [ForeignKey(columns: ["a"], table: "b")]
    )
    #expect(narrow.foreignKeysWithoutIndex.count == 1)
    let mysql = await schema(of: files("mysql"))
    #expect(mysql.table(meaning: "orderItem")?.foreignKeysWithoutIndex.isEmpty == true)
  }

  @Test("Sequelize: models, their options and their associations")
  func sequelize() async throws {
    let schema = await schema(of: [
      "models/user.js": """
      const { DataTypes, Model } = require("sequelize");
      module.exports = (sequelize) => {
        const User = sequelize.define("User", {
          email: { type: DataTypes.STRING, allowNull: false, unique: true },
          role: DataTypes.ENUM("admin", "member"),
        }, { tableName: "users", indexes: [{ fields: ["role", { name: "email", order: "DESC" }] }] });
        class Post extends Model {
          static associate(models) { this.belongsTo(models.User, { foreignKey: "authorId", as: "author" }); }
        }
        Post.init({ id: { type: DataTypes.UUID, primaryKey: true }, title: DataTypes.STRING },
          { sequelize, modelName: "Post", underscored: true });
      };
      """
    ])
    let users = try #require(schema.table(ofModel: "User"))
    #expect(users.indexTexts == ["(id) key", "(email) unique", "(role, email desc)"])
    #expect(users.column("role")?.values == ["admin", "member"])
    let posts = try #require(schema.table(ofModel: "Post"))
    #expect(posts.name == "posts")
    #expect(posts.referenceTexts == ["author_id -> users setNull"])
    #expect(posts.columnName(of: "author") == "author_id")
    #expect(posts.foreignKeysWithoutIndex.count == 1)
  }

  @Test("Sequelize: models that other files relate, and the columns that this adds")
  func sequelizeAssociations() async throws {
    let schema = await schema(of: [
      "sequelize.js": """
      import Sequelize from "sequelize";
      export default new Sequelize(process.env.DATABASE_URL);
      """,
      "tables/user.js": """
      import sequelize from "../sequelize.js";
      export default sequelize.define("User", {});
      """,
      "tables/phone.js": """
      import { Model } from "sequelize";
      import sequelize from "../sequelize.js";
      class Phone extends Model {}
      Phone.init({ number: {} }, { sequelize, modelName: "phone" });
      export default Phone;
      """,
      "tables/index.js": """
      export { default as UserModel } from "./user.js";
      export { default as PhoneModel } from "./phone.js";
      """,
      "relations.js": """
      import { UserModel, PhoneModel } from "./tables/index.js";
      UserModel.hasMany(PhoneModel);
      """,
    ])
    let phones = try #require(schema.table(ofModel: "Phone"))
    #expect(phones.models == ["phone", "Phone"])
    #expect(phones.column("UserId") != nil)
    #expect(phones.foreignKeysWithoutIndex.count == 1)
  }

  @Test("Sequelize for TypeScript: decorated classes")
  func sequelizeClasses() async throws {
    let schema = await schema(of: [
      "user.ts": """
      import { Table, Column, Model, ForeignKey, BelongsTo, Index, PrimaryKey, Unique, DataType } from "sequelize-typescript";
      @Table({ tableName: "users", indexes: [{ fields: ["team_id", "name"] }], underscored: true })
      export class User extends Model {
        @PrimaryKey @Column(DataType.UUID) id: string;
        @Unique @Column mail: string;
        @Index @Column({ type: DataType.STRING, field: "full_name" }) name: string;
        @ForeignKey(() => Team) @Column teamId: number;
        @BelongsTo(() => Team) team: Team;
      }
      @Table export class Team extends Model { @Column name: string; }
      """
    ])
    let users = try #require(schema.table(ofModel: "User"))
    #expect(
      users.indexTexts == ["(id) key", "(mail) unique", "(full_name)", "(team_id, full_name)"]
    )
    #expect(users.referenceTexts == ["team_id -> Teams setNull"])
    #expect(users.columnName(of: "team") == "team_id")
    #expect(schema.table(named: "Teams")?.primaryKey == ["id"])
  }

  @Test("Drizzle: columns, references and what the third argument adds")
  func drizzle() async throws {
    let schema = await schema(of: [
      "schema.ts": """
      import { pgTable, serial, varchar, integer, index, uniqueIndex, primaryKey } from "drizzle-orm/pg-core";
      import { sql } from "drizzle-orm";
      export const orgs = pgTable("organisations", { id: serial("id").primaryKey() });
      export const users = pgTable("users", {
        id: serial().primaryKey(), email: varchar("email", { length: 255 }).notNull().unique(),
        orgId: integer("org_id").references(() => orgs.id, { onDelete: "cascade" }),
      }, (t) => [
        index("by_org").on(t.orgId, t.email.desc()),
        uniqueIndex("live").on(t.email).where(sql`deleted is null`),
      ]);
      """
    ])
    let users = try #require(schema.table(ofModel: "users"))
    #expect(
      users.indexTexts == [
        "(id) key", "(email) unique", "(org_id, email desc)", "(email) unique partial",
      ]
    )
    #expect(users.referenceTexts == ["org_id -> organisations cascade"])
  }

  @Test("Prisma: attributes of fields and blocks, names that are mapped, tables between lists")
  func prisma() async throws {
    let schema = await schema(of: [
      "a.js": "",
      "schema.prisma": """
      datasource db { 
        provider = "postgresql"
      }
      enum Role { 
        ADMIN 
        MEMBER 
      }
      model OrderItem {
        id      Int    @id @default(autoincrement())
        orderId Int    @map("order_id") // the order
        order   Order  @relation(fields: [orderId], references: [id], onDelete: Cascade)
        sku     String @unique(map: "sku_once")
        tags    Tag[]
        role    Role?
        @@index([orderId, sku(sort: Desc)])
        @@index([
          role
        ])
        @@unique([orderId, role])
        @@map("order_items")
      }
      model Order { 
        id Int @id 
        items OrderItem[] 
      }
      model Tag { 
        name String @id 
        items OrderItem[] 
      }
      """,
    ])
    let items = try #require(schema.table(meaning: "orderItem"))
    #expect(items.name == "order_items")
    #expect(
      items.indexTexts == [
        "(id) key", "(sku) unique", "(order_id, sku desc)", "(role)", "(order_id, role) unique",
      ]
    )
    #expect(items.referenceTexts == ["order_id -> Order cascade"])
    #expect(items.column("role")?.values == ["ADMIN", "MEMBER"])
    #expect(schema.table(named: "_OrderItemToTag")?.indexTexts == ["(A, B) unique", "(B)"])
  }
}

@Suite("Collections without models")
struct CollectionTests {
  @Test("drivers of MongoDB: indexes are made by code")
  func drivers() async throws {
    let schema = await schema(of: [
      "db.js": """
      const { MongoClient } = require("mongodb");
      const orders = new MongoClient(url).db("shop").collection("orders");
      orders.createIndex({ customer: 1, placed: -1 }, { unique: true });
      orders.createIndexes([{ key: { expires: 1 }, expireAfterSeconds: 0 }]);
      """,
      "db.py": """
      from pymongo import MongoClient, ASCENDING, DESCENDING
      db = MongoClient()["shop"]
      db.users.create_index([("mail", ASCENDING), ("seen", DESCENDING)], unique=True)
      db["posts"].create_index("slug")
      """,
    ])
    let orders = try #require(schema.table(named: "orders"))
    #expect(orders.indexTexts == ["(_id) key", "(customer, placed desc) unique", "(expires)"])
    #expect(orders.indexes.map(\.expiresRows) == [false, false, true])
    #expect(schema.table(named: "users")?.indexTexts == ["(_id) key", "(mail, seen desc) unique"])
    #expect(schema.table(named: "posts")?.indexTexts == ["(_id) key", "(slug)"])
  }
}

@Suite("Growth")
struct GrowthTests {
  @Test("tables that requests write to grow, those of seeds do not")
  func growth() async throws {
    let schema = await schema(of: [
      "models.js": """
      const mongoose = require("mongoose");
      exports.Order = mongoose.model("Order", new mongoose.Schema({ a: String }));
      exports.Country = mongoose.model("Country", new mongoose.Schema({ a: String }));
      exports.Other = mongoose.model("Other", new mongoose.Schema({ a: String }));
      """,
      "app.js": """
      const express = require("express");
      const { Order, Country } = require("./models");
      const app = express();
      app.post("/orders", async (req, res) => { res.json(await Order.create(req.body)); });
      app.get("/countries", async (req, res) => { res.json(await Country.find()); });
      app.listen(3000);
      """,
      "scripts/seed.js": """
      const { Country } = require("../models");
      (async () => { await Country.insertMany([{ a: "x" }]); })();
      """,
    ])
    #expect(schema.table(ofModel: "Order")?.growth == .grows)
    #expect(schema.table(ofModel: "Country")?.growth == .reference)
    #expect(schema.table(ofModel: "Other")?.growth == .unknown)
  }
}
