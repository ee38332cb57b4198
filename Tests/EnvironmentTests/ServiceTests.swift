// Services of one repository, each inferred on its own; sessions, caches and jobs in their code.

import Environment
import Findings
import Testing

@Suite("A service")
struct ServiceTests {
  @Test("of a monorepo is inferred on its own, with the packages that it imports")
  func monorepo() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "root", "workspaces": ["apps/*", "packages/*"]}"#,
      "apps/api/package.json":
        #"{"name": "api", "dependencies": {"express": "^4.0.0", "@x/db": "*"}}"#,
      "apps/api/server.js": server
        + "\nconst db = require('@x/db');\napp.get('/a', () => db.pool);",
      "apps/jobs/package.json":
        #"{"name": "jobs", "dependencies": {"express": "^5.0.0", "mongoose": "^8.0.0"}}"#,
      "apps/jobs/server.js": server
        + "\nconst m = require('mongoose');\nm.connect(process.env.URL);",
      "packages/db/package.json": #"{"name": "@x/db", "dependencies": {"pg": "^8.0.0"}}"#,
      "packages/db/index.js": "const { Pool } = require('pg');\nexports.pool = new Pool();",
    ])
    #expect(project.environment.services.map(\.folder) == ["apps/api", "apps/jobs"])
    #expect(project.line("database (apps/api)") == "inferred: PostgreSQL")
    #expect(project.line("web framework (apps/api)") == "inferred: Express 4")
    #expect(project.line("database (apps/jobs)") == "inferred: MongoDB")
    #expect(project.line("web framework (apps/jobs)") == "inferred: Express 5")
    #expect(project.environment.settings(ofFile: "apps/api/server.js")?.poolSize == 10)
  }

  @Test(
    "keeps sessions where its store says",
    arguments: [
      (
        "session({ secret: 'x' })",
        "inferred: express-session, kept in the memory of the process (no store is set)"
      ),
      ("session({ store: new RedisStore({}) })", "inferred: express-session, kept in Redis"),
      (
        "session({ store: makeStore() })",
        "needs-confirmation: express-session, kept in a store that the code makes"
      ),
    ]
  )
  func sessions(_ call: String, _ expected: String) async {
    let store =
      call.contains("RedisStore") ? "const { RedisStore } = require('connect-redis');" : ""
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a"}"#,
      "server.js": server
        + "\nconst session = require('express-session');\n\(store)\napp.use(\(call));",
    ])
    #expect(project.line("sessions") == expected)
  }

  @Test("has the lifetimes of its cache entries told")
  func cache() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "dependencies": {"ioredis": "^5.0.0"}}"#,
      "server.js": server + """

        const Redis = require("ioredis");
        const redis = new Redis(process.env.REDIS_URL);
        app.get("/a", async (req, res) => {
          await redis.set("a", "1", "EX", 60);
          await redis.setex("b", 60 * 60, "1");
          res.json(await redis.get("a"));
        });
        """,
      "docker-compose.yml": "services: {cache: {image: redis:7-alpine}}",
    ])
    #expect(project.line("cache") == "inferred: Redis 7 (ioredis); entries live 1 min and 1 h")
  }

  @Test("is not told to have jobs because of a dependency that nothing calls")
  func jobs() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "dependencies": {"bullmq": "^5.0.0"}}"#, "server.js": server,
    ])
    #expect(
      project.line("background jobs")
        == "assumed: none: no queue or schedule is called in the code (bullmq is declared, but unused)"
    )
  }

  @Test("in Python is told from its code like any other")
  func python() async {
    let project = await ProjectEnvironment([
      "pyproject.toml": """
      [project]
      name = "a"
      requires-python = ">=3.12"
      dependencies = ["fastapi>=0.110", "sqlalchemy>=2.0", "psycopg[binary]>=3.1"]
      """,
      "app/main.py": """
      from fastapi import FastAPI
      from sqlalchemy import create_engine

      app = FastAPI()
      engine = create_engine("postgresql+psycopg://u:hunter2@db/x", pool_size=7, max_overflow=3)

      @app.get("/")
      def root():
          return {}
      """,
      "Dockerfile":
        "FROM python:3.12-slim\nCMD [\"uvicorn\", \"app.main:app\", \"--workers\", \"2\"]",
    ])
    #expect(project.line("web framework") == "inferred: FastAPI 0.110")
    #expect(project.line("database") == "inferred: PostgreSQL")
    #expect(
      project.line("database pool") == "inferred: 10 connections for each process (SQLAlchemy)"
    )
    #expect(project.line("processes") == "inferred: 2 workers (`uvicorn`)")
    #expect(
      project.line("database connections")
        == "assumed: 20 of 100 (default of PostgreSQL): 10 for each of 2 processes on 1 instance, if there is one instance"
    )
    #expect(
      project.line("runtime version")
        == "inferred: Python 3.12 (Dockerfile); >=3.12 (pyproject.toml)"
    )
    #expect(!project.everything.contains("hunter2"))
  }

  @Test("of hostile configuration is still read to the end")
  func hostile() async {
    let deep = String(repeating: "[", count: 20_000)
    let project = await ProjectEnvironment([
      "package.json": "{", "server.js": server,
      "pyproject.toml": "a = \(deep)\n[x\n= 1\n[[a]]\nb = {",
      "nginx.conf": "server {" + String(repeating: "a {", count: 20_000),
      "Dockerfile": "FROM\nFROM ${A\nCMD [\nRUN \\\n\\\n", "docker-compose.yml": "services: [1, 2]",
      "compose.yaml": "services: {a: 1, b: {image: 5, build: [], deploy: {replicas: 1e300}}}",
      ".nvmrc": String(repeating: "9", count: 5000), "Procfile": ":::\nweb\n", "fly.toml": "[[[",
      "ecosystem.config.json": #"{"apps": [{"instances": 1e400}]}"#, "vercel.json": "[]",
      "k8s/a.yaml": "apiVersion: 1\nkind: Deployment\nspec: {replicas: -5}",
      "gunicorn.conf.py": "workers = 99999999999999999999\n",
    ])
    #expect(project.fact("web framework")?.status == .inferred)
  }
}
