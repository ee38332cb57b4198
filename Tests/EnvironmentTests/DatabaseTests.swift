// Databases, mappers, pools and connections.

import Findings
import Testing

@Suite("The database of a service")
struct DatabaseTests {
  @Test("is told from the client that the code makes, its version from the compose image")
  func postgres() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "dependencies": {"pg": "^8.1.0", "express": "^4.1.0"}}"#,
      "server.js": server
        + "\nconst { Pool } = require('pg');\nconst pool = new Pool({ max: 20 });",
      "docker-compose.yml": """
      services:
        api: {build: .}
        db: {image: "postgres:16-alpine", command: ["postgres", "-c", "max_connections=300"]}
      """,
    ])
    #expect(project.line("database") == "inferred: PostgreSQL 16 (compose image)")
    #expect(project.line("ORM or driver") == "inferred: node-postgres (pg) 8")
    #expect(
      project.line("database pool")
        == "inferred: 20 connections for each process (node-postgres (pg))"
    )
    #expect(
      project.fact("database connections")?.value
        == "20 of 300: 20 for each of 1 process on 1 instance"
    )
    #expect(project.fact("database")?.evidence?.map(\.file) == ["server.js", "docker-compose.yml"])
  }

  @Test(
    "keeps the pool that the mapper keeps unless it is told",
    arguments: [
      ("^5.7.5", "assumed: 5 connections for each process (default of Mongoose 5)"),
      ("^8.0.0", "assumed: 100 connections for each process (default of Mongoose 8)"),
    ]
  )
  func mongoose(_ version: String, _ expected: String) async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "dependencies": {"mongoose": "\#(version)"}}"#,
      "server.js": server
        + "\nconst m = require('mongoose');\nm.connect(process.env.MONGO_URI, {});",
    ])
    #expect(project.line("database") == "inferred: MongoDB")
    #expect(project.line("database pool") == expected)
  }

  @Test("names the pool of an address, and nothing else of the address")
  func address() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "dependencies": {"@prisma/client": "^5.1.0"}}"#,
      "server.js": server
        + "\nconst { PrismaClient } = require('@prisma/client');\nconst db = new PrismaClient();",
      "prisma/schema.prisma": """
      datasource db {
        provider = "postgresql"
        url      = env("DATABASE_URL")
      }
      """,
      ".env": "DATABASE_URL=postgresql://hugo:hunter2@db.example.com/shop?connection_limit=7\n",
    ])
    #expect(project.line("database") == "inferred: PostgreSQL")
    #expect(
      project.line("database pool")
        == "inferred: 7 connections for each process (`connection_limit` in the address)"
    )
    for secret in ["hunter2", "hugo", "example.com", "shop"] {
      #expect(!project.everything.contains(secret))
    }
  }

  @Test("has its pool, the body limit and the session told from Flask's settings")
  func flaskSettings() async {
    let project = await ProjectEnvironment([
      "requirements.txt": "flask==3.0\nflask-sqlalchemy==3.1\npsycopg2==2.9\n",
      "app/__init__.py": """
      from flask import Flask, session
      from flask_sqlalchemy import SQLAlchemy
      db = SQLAlchemy()

      def create_app():
          app = Flask(__name__)
          app.config.from_object("app.config.Production")
          db.init_app(app)

          @app.get("/me")
          def me():
              db.session.execute(db.select(db.Model).limit(1))
              return session.get("user")

          return app
      """,
      "app/config.py": """
      import os

      class Production:
          SQLALCHEMY_DATABASE_URI = "postgresql+psycopg2:///app"
          SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": int(os.environ.get("POOL", 8)), "max_overflow": 2}
          MAX_CONTENT_LENGTH = 2 * 1024 * 1024
      """,
    ])
    let pool = "8 connections and 2 of overflow for each process (`SQLALCHEMY_ENGINE_OPTIONS`)"
    #expect(project.line("database pool") == "assumed: \(pool)")
    #expect(project.line("body limit") == "inferred: 2 MB (MAX_CONTENT_LENGTH)")
    let session = "Flask sessions: kept in a signed cookie (default of Flask)"
    #expect(project.line("sessions") == "inferred: \(session)")
  }

  @Test("is asked for where compose files start different ones and the code has clients of both")
  func alternatives() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "dependencies": {"mongodb": "^6.1.0", "pg": "^8.1.0"}}"#,
      "server.js": server + """

        const { MongoClient } = require("mongodb");
        const { Pool } = require("pg");
        const one = new MongoClient(process.env.MONGO_URL);
        const two = new Pool({ connectionString: process.env.PG_URL });
        """,
      "docker-compose.yml": "services: {db: {image: mongo:7}}",
      "docker-compose-pgsql.yml": "services: {db: {image: postgres:16}}",
    ])
    #expect(project.fact("database")?.status == .needsConfirmation)
    #expect(
      project.fact("contradiction: compose files")?.value
        == "docker-compose.yml starts MongoDB, docker-compose-pgsql.yml starts PostgreSQL"
    )
  }

  @Test("has two mappers named")
  func twoMappers() async {
    let project = await ProjectEnvironment([
      "package.json":
        #"{"name": "a", "dependencies": {"sequelize": "^6.1.0", "mongoose": "^8.0.0"}}"#,
      "server.js": server + """

        const { Sequelize } = require("sequelize");
        const mongoose = require("mongoose");
        const db = new Sequelize("mysql://localhost/x", { pool: { max: 30 } });
        mongoose.connect(process.env.MONGO_URL);
        """,
    ])
    #expect(
      project.fact("contradiction: two mappers")?.value
        == "Sequelize 6 and Mongoose 8 are both called; each keeps a pool of its own"
    )
    #expect(project.fact("database")?.value == "MySQL; the code also has clients of MongoDB")
  }

  @Test("is not told from a dependency that nothing calls")
  func declared() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "dependencies": {"pg": "^8.1.0"}}"#, "server.js": server,
    ])
    #expect(project.fact("database")?.status == .needsConfirmation)
    #expect(project.fact("ORM or driver")?.status == .needsConfirmation)
  }

  @Test("that compose starts and no code uses is named as such")
  func unused() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "dependencies": {"ioredis": "^5.1.0"}}"#,
      "server.js": server, "docker-compose.yml": "services: {redis: {image: redis:7}}",
    ])
    #expect(
      project.line("compose service `redis`")
        == "needs-confirmation: Redis is started, but no code that connects to it was found"
    )
    #expect(project.line("cache").hasPrefix("assumed: none"))
  }
}
