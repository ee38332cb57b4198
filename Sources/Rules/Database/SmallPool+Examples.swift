// Pools that are too small, and pools that carry their load.

extension SmallPool {
  static let examples: [Example] = pools + atOnce

  private static let pools: [Example] = [
    .reported(
      "the ten connections of postgres.js, whatever the load",
      drops("↓postgres(process.env.DATABASE_URL)"),
      fixed: drops("postgres(process.env.DATABASE_URL, { max: 40, idle_timeout: 20 })"),
      path: "server.mjs"
    ),
    .reported(
      "forty threads over a pool of the default size",
      """
      from fastapi import FastAPI
      from sqlalchemy import create_engine
      from sqlalchemy.orm import Session
      engine = ↓create_engine("postgresql://db/shop")
      app = FastAPI()
      @app.get("/orders")
      def orders():
          with Session(engine) as session:
              return session.get(object, 1)
      """,
      fixed: """
        from fastapi import FastAPI
        from sqlalchemy import create_engine
        from sqlalchemy.orm import Session
        engine = create_engine("postgresql://db/shop", pool_size=20, max_overflow=20)
        app = FastAPI()
        @app.get("/orders")
        def orders():
            with Session(engine) as session:
                return session.get(object, 1)
        """,
      path: "server.py"
    ),
    .silent(
      "what the event loop asks waits for no thread",
      """
      from fastapi import Depends, FastAPI
      from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
      sessions = async_sessionmaker(create_async_engine("postgresql+asyncpg://db/shop"))
      app = FastAPI()
      async def get_session():
          async with sessions() as session:
              yield session
      @app.get("/health")
      def health():
          return {}
      @app.get("/orders")
      async def orders(session: AsyncSession = Depends(get_session)):
          return await session.get(object, 1)
      """,
      path: "server.py"
    ),
    .project(
      "handlers in a file of their own",
      [
        "db.py": """
        from sqlmodel import create_engine
        engine = ↓create_engine("postgresql://db/shop", echo=False)
        """,
        "server.py": """
        from fastapi import FastAPI
        from sqlmodel import Session
        from db import engine
        app = FastAPI()
        @app.get("/orders")
        def orders():
            with Session(engine) as session:
                return session.get(object, 1)
        """,
      ],
      fixed: [
        "db.py": """
        from sqlmodel import create_engine
        engine = create_engine("postgresql://db/shop", echo=False, pool_size=40)
        """
      ]
    ),
    .reported(
      "one connection for all requests of a process",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = ↓new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
      const app = express();
      app.get("/orders", async (req, res) => {
        res.json((await pool.query("SELECT id FROM orders LIMIT 20")).rows);
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
        const app = express();
        app.get("/orders", async (req, res) => {
          res.json((await pool.query("SELECT id FROM orders LIMIT 20")).rows);
        });
        app.listen(3000);
        """
    ),
    .silent(
      "one connection in a function that takes one request at a time",
      """
      const { Pool } = require("pg");
      const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
      exports.handler = async (event) => (await pool.query("SELECT id FROM orders LIMIT 20")).rows;
      """,
      path: "handler.js"
    ),
    .silent(
      "handlers on the event loop, which no pool of threads bounds",
      """
      from fastapi import FastAPI
      from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
      engine = create_async_engine("postgresql+asyncpg://db/shop")
      app = FastAPI()
      @app.get("/orders")
      async def orders():
          async with AsyncSession(engine) as session:
              return await session.get(object, 1)
      """,
      path: "server.py"
    ),
    .silent(
      "handlers that run one at a time in each process",
      """
      from flask import Flask
      from sqlalchemy import create_engine
      from sqlalchemy.orm import Session
      engine = create_engine("postgresql://db/shop")
      app = Flask(__name__)
      @app.get("/orders")
      def orders():
          with Session(engine) as session:
              return session.get(object, 1)
      """,
      path: "server.py"
    ),
    .silent(
      "an engine of a script that stands beside the service",
      files: [
        "server.py": """
        from fastapi import FastAPI
        app = FastAPI()
        @app.get("/")
        def index():
            return {}
        """,
        "move_rows.py": """
        from sqlalchemy import create_engine, text
        engine = create_engine("postgresql://db/shop")
        with engine.connect() as connection:
            connection.execute(text("UPDATE orders SET status = 'new'"))
        """,
      ]
    ),
    .reported(
      "a pool that follows the processors",
      computed(address: "process.env.DATABASE_URL", marked: true),
      fixed: computed(address: "`${process.env.DATABASE_URL}?connection_limit=20`")
    ),
    .project(
      "a client that the container makes",
      provided(database: "export class Database extends ↓PrismaClient {}"),
      fixed: provided(
        database: """
          export class Database extends PrismaClient {
            constructor() { super({ datasourceUrl: `${process.env.DATABASE_URL}?connection_limit=20` }); }
          }
          """
      )
    ),
    .project(
      "a client that the container makes, with a constructor that says nothing of its pool",
      provided(
        database: """
          export class Database extends ↓PrismaClient {
            constructor() { super({ log: ["error"] }); }
          }
          """
      ),
      fixed: provided(
        database: """
          export class Database extends PrismaClient {
            constructor() { super({ datasourceUrl: `${process.env.DATABASE_URL}?connection_limit=20` }); }
          }
          """
      )
    ),
    .silent("the default of a driver of documents, whose statements are short", files: documents),
    .silent(
      "a client that another library brings its pool",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const { PrismaPg } = require("@prisma/adapter-pg");
      const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 20 });
      const prisma = new PrismaClient({ adapter });
      const app = express();
      app.get("/orders", async (req, res) => {
        res.json(await prisma.order.findMany({ take: 20 }));
      });
      app.listen(3000);
      """
    ),
    .reported(
      "the five connections that the library opens unless it is told",
      shop("host: process.env.DB_HOST, dialect: \"postgres\"", marked: true),
      fixed: shop(
        "host: process.env.DB_HOST, dialect: \"postgres\", pool: { max: 20, acquire: 5000 }"
      )
    ),
    .silent(
      "a pool whose size the environment says",
      shop("dialect: \"postgres\", pool: { max: Number(process.env.DB_POOL) }")
    ),
    .silent("a database in a file", shop("dialect: \"sqlite\", storage: \"shop.db\"")),
    .reported(
      "one connection for all requests, and no pool",
      single("↓mysql.createConnection({ host: process.env.DB_HOST, database: \"shop\" })"),
      fixed: single(
        "mysql.createPool({ host: process.env.DB_HOST, database: \"shop\", connectionLimit: 20 })"
      )
    ),
  ]

  private static func shop(_ options: String, marked: Bool = false) -> String {
    """
    const express = require("express");
    const { Sequelize, DataTypes } = require("sequelize");
    const sequelize = \(marked ? "↓" : "")new Sequelize(
      process.env.DB_NAME,
      process.env.DB_USER,
      process.env.DB_PASSWORD,
      { \(options) },
    );
    const Order = sequelize.define("Order", { total: DataTypes.INTEGER });
    const app = express();
    app.get("/orders", async (req, res) => {
      res.json(await Order.findAll({ limit: 20 }));
    });
    app.listen(3000);
    """
  }

  private static func single(_ client: String) -> String {
    """
    const express = require("express");
    const mysql = require("mysql2");
    const db = \(client);
    const app = express();
    app.get("/orders", (req, res, next) => {
      db.query("SELECT id FROM orders LIMIT 20", (error, rows) => (error ? next(error) : res.json(rows)));
    });
    app.listen(3000);
    """
  }

  private static func provided(database: String) -> [String: String] {
    [
      "database.ts": """
      import { Injectable } from "@nestjs/common";
      import { PrismaClient } from "@prisma/client";
      @Injectable()
      \(database)
      """,
      "orders.controller.ts": """
      import { Controller, Get } from "@nestjs/common";
      import { Database } from "./database";
      @Controller("orders")
      export class OrdersController {
        constructor(private readonly database: Database) {}
        @Get()
        list() { return this.database.order.findMany({ take: 20 }); }
      }
      """,
      "main.ts": """
      import { NestFactory } from "@nestjs/core";
      import { AppModule } from "./app.module";
      async function start() {
        const app = await NestFactory.create(AppModule);
        await app.listen(3000);
      }
      start();
      """,
      "app.module.ts": """
      import { Module } from "@nestjs/common";
      import { Database } from "./database";
      import { OrdersController } from "./orders.controller";
      @Module({ controllers: [OrdersController], providers: [Database] })
      export class AppModule {}
      """,
    ]
  }

  private static func computed(address: String, marked: Bool = false) -> String {
    """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const prisma = \(marked ? "↓" : "")new PrismaClient({ datasourceUrl: \(address) });
    const app = express();
    app.get("/orders", async (req, res) => {
      res.json(await prisma.order.findMany({ take: 20 }));
    });
    app.listen(3000);
    """
  }

  private static let documents = [
    "package.json": #"{ "name": "shop", "dependencies": { "mongoose": "^5.13.0" } }"#,
    "server.js": """
    const express = require("express");
    const mongoose = require("mongoose");
    mongoose.connect(process.env.MONGO_URL);
    const Order = mongoose.model("Order", new mongoose.Schema({ text: String }));
    const app = express();
    app.get("/orders/:id", async (req, res) => res.json(await Order.findById(req.params.id)));
    app.listen(3000);
    """,
  ]

  private static func drops(_ client: String) -> String {
    """
    import express from "express";
    import postgres from "postgres";
    const sql = \(client);
    const app = express();
    app.get("/drops/:id", async (req, res) => {
      res.json(await sql`select * from drops where id = ${req.params.id}`);
    });
    app.listen(3000);
    """
  }
}
