// What blocks a loop of coroutines, and what only blocks a thread of its own.

import Findings
import Testing

@Suite("Event loops of Python")
struct EventLoopTests {
  @Test("a synchronous client in a coroutine holds the loop")
  func client() async {
    let found = await findings(
      of: "event-loop-block",
      in: [
        "app.py": """
        import requests
        from fastapi import FastAPI
        app = FastAPI()

        @app.get("/rates")
        async def rates():
            answer = requests.get("https://rates.example", timeout=2)
            return answer.json()
        """
      ]
    )
    #expect(found.map(\.location.startLine) == [7])
  }

  @Test("a pause in a plain function that a coroutine calls holds the loop")
  func pause() async {
    let found = await findings(
      of: "event-loop-block",
      in: [
        "app.py": """
        import time
        from fastapi import FastAPI
        app = FastAPI()

        def settle():
            time.sleep(2)

        @app.get("/rates")
        async def rates():
            settle()
            return {}
        """
      ]
    )
    #expect(found.map(\.location.startLine) == [6])
  }

  @Test("plain handlers run in threads")
  func threads() async {
    let found = await findings(
      of: "event-loop-block",
      in: [
        "app.py": """
        import time
        import requests
        from fastapi import FastAPI
        app = FastAPI()

        @app.get("/rates")
        def rates():
            time.sleep(1)
            return requests.get("https://rates.example", timeout=2).json()
        """
      ]
    )
    #expect(found.map(\.location.startLine) == [])
  }

  @Test("an awaited client lets the loop go on")
  func awaited() async {
    let found = await findings(
      of: "event-loop-block",
      in: [
        "app.py": """
        import httpx
        from fastapi import FastAPI
        app = FastAPI()
        client = httpx.AsyncClient(timeout=2)

        @app.get("/rates")
        async def rates():
            answer = await client.get("https://rates.example")
            return answer.json()
        """
      ]
    )
    #expect(found.map(\.location.startLine) == [])
  }

  @Test("what a coroutine of the start calls too holds up nobody in plain handlers")
  func start() async {
    let found = await findings(
      of: "event-loop-block",
      in: [
        "app.py": """
        from contextlib import asynccontextmanager

        import bcrypt
        from fastapi import FastAPI

        def hashed(password: str) -> bytes:
            return bcrypt.hashpw(password.encode(), bcrypt.gensalt())

        @asynccontextmanager
        async def lifespan(app: FastAPI):
            hashed("first")
            yield

        app = FastAPI(lifespan=lifespan)

        @app.post("/users")
        def register(password: str):
            return {"hash": hashed(password).decode()}
        """
      ]
    )
    #expect(found.map(\.location.startLine) == [])
  }

  @Test("all calls of bcryptjs are one finding, and awaited ones take the thread in turns")
  func pieces() async {
    let found = await findings(
      of: "event-loop-block",
      in: [
        "server.js": """
        const express = require("express");
        const bcrypt = require("bcryptjs");
        const app = express();
        app.post("/register", async (req, res) => {
          res.json({ hash: await bcrypt.hash(req.body.password, 12) });
        });
        app.post("/login", (req, res) => {
          res.json({ ok: bcrypt.compareSync(req.body.password, req.body.hash) });
        });
        """
      ]
    )
    #expect(found.count == 1)
    #expect(found.first?.impact.estimate.contains("turns of 100 ms") == true)
  }

  @Test("a coroutine that awaits cannot be made plain: its call goes to a thread")
  func awaiting() async throws {
    let found = await findings(
      of: "event-loop-block",
      in: [
        "app.py": """
        from fastapi import FastAPI, Request
        from sqlalchemy import create_engine, select
        from sqlalchemy.orm import Session
        from models import Order
        app = FastAPI()
        engine = create_engine("postgresql://db/shop")

        def store(row):
            with Session(engine) as session:
                return session.execute(select(Order).where(Order.id == row)).scalar_one()

        @app.post("/orders")
        async def create(request: Request):
            row = await request.json()
            return store(row["id"])
        """
      ]
    )
    let fix = try #require(found.first).fix.description
    #expect(fix.contains("run_in_threadpool") && !fix.contains("Make the handlers plain"))
  }
}
