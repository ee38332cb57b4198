// The fixes that the rules show, in the names of the code under audit.

import Findings
import Testing

@Suite("Remedies")
struct RemedyTests {
  /// The fix of the only finding of a rule in one module.
  private func remedy(
    _ rule: String,
    _ code: String,
    path: String = "server.js"
  ) async throws -> Remedy {
    let found = await findings(of: rule, in: [path: code])
    #expect(found.count == 1)
    return try #require(found.first).fix
  }

  private func inRoute(_ body: String, before: String) -> String {
    """
    const express = require("express");
    \(before)
    const app = express();
    app.get("/orders", async (req, res) => {
    \(body)
      res.json(orders);
    });
    """
  }

  private static let prisma = """
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    """

  private static let pool = """
    const { Pool } = require("pg");
    const pool = new Pool();
    """

  @Test("a copy of what is typed takes the place of the text, and of no key")
  func lateCopy() async throws {
    let fix = try await remedy(
      "request-per-keystroke",
      """
      import { useState } from "react";
      import { useQuery } from "@tanstack/react-query";
      export function Doctors() {
        const [search, setSearch] = useState("");
        const [page, setPage] = useState(1);
        const doctors = useQuery({
          queryKey: ["doctors", search, { search, page }],
          queryFn: () => fetch(`/api?${new URLSearchParams({ search: search || "" })}`).then((r) => r.json()),
        });
        return (
          <>
            <input value={search} onChange={(event) => setSearch(event.target.value)} />
            <button onClick={() => setPage(page + 1)}>{doctors.data?.length}</button>
          </>
        );
      }
      """,
      path: "Doctors.jsx"
    )
    let after = try #require(fix.after)
    // The copy is spelled out: hooks of that name give different things, where there is one at all.
    #expect(after.contains("const [debouncedSearch, setDebouncedSearch] = useState(search);"))
    #expect(after.contains("const timer = setTimeout(() => setDebouncedSearch(search), 300);"))
    #expect(after.contains(#"["doctors", debouncedSearch, { search: debouncedSearch, page }]"#))
    #expect(after.contains("search: debouncedSearch ||"))
  }

  @Test("a Prisma query by a key becomes one query by all keys, and a look-up")
  func prisma() async throws {
    let fix = try await remedy(
      "query-in-loop",
      inRoute(
        """
          const orders = await prisma.order.findMany({ take: 50 });
          for (const order of orders) {
            order.customer = await prisma.customer.findUnique({ where: { id: order.customerId } });
          }
        """,
        before: Self.prisma
      )
    )
    #expect(
      fix.after == """
        const found = await prisma.customer.findMany({ where: { id: { in: orders.map((order) => order.customerId) } } });
          const foundById = new Map(found.map((row) => [row.id, row]));
          for (const order of orders) {
            order.customer = foundById.get(order.customerId);
          }
        """
    )
    #expect(fix.before?.hasPrefix("for (const order of orders) {") == true)
  }

  @Test("a statement of SQL gains the column that its rows are found by")
  func sql() async throws {
    let fix = try await remedy(
      "query-in-loop",
      inRoute(
        """
          const { rows: orders } = await pool.query("SELECT id FROM orders LIMIT 50");
          for (const order of orders) {
            const { rows } = await pool.query("SELECT sku FROM items WHERE order_id = $1", [order.id]);
            order.items = rows;
          }
        """,
        before: Self.pool
      )
    )
    let after = try #require(fix.after)
    #expect(
      after.hasPrefix(
        #"const found = await pool.query("SELECT order_id, sku FROM items WHERE order_id = ANY($1)", [orders.map((order) => order.id)]);"#
      )
    )
    #expect(after.contains("const { rows } = { rows: foundByOrderId.get(order.id) ?? [] };"))
  }

  @Test(
    "what speaks of one key's rows as a whole is not rewritten",
    arguments: [
      #"pool.query("SELECT count(*) FROM items WHERE order_id = $1", [order.id])"#,
      #"pool.query("SELECT sku FROM items WHERE order_id = $1 LIMIT 1", [order.id])"#,
      #"pool.query("SELECT sku FROM items WHERE order_id = $1 AND day = $2", [order.id, today])"#,
      #"pool.query("UPDATE items SET seen = true WHERE order_id = $1", [order.id])"#,
    ]
  )
  func whole(_ query: String) async throws {
    let fix = try await remedy(
      "query-in-loop",
      inRoute(
        """
          const today = new Date();
          const { rows: orders } = await pool.query("SELECT id FROM orders LIMIT 50");
          for (const order of orders) {
            const items = await \(query);
            order.items = items;
          }
        """,
        before: Self.pool
      )
    )
    #expect(fix.after == nil)
    #expect(fix.before != nil)
    #expect(fix.description.contains("`pool.query`"))
  }

  @Test(
    "a wrapper that gives something else than the driver is not taken for it",
    arguments: [
      ("return pool.query(text, values);", true),
      ("return (await pool.query(text, values)).rows;", false),
    ]
  )
  func wrapper(_ body: String, isHandedOn: Bool) async throws {
    let fix = try await remedy(
      "query-in-loop",
      inRoute(
        """
          const orders = req.body.orders;
          for (const order of orders) {
            order.items = await ask("SELECT * FROM items WHERE order_id = $1", [order.id]);
          }
        """,
        before: Self.pool + "\nasync function ask(text, values) { \(body) }"
      )
    )
    #expect((fix.after != nil) == isHandedOn)
  }

  @Test("nothing is awaited in a function that cannot wait")
  func notAsync() async throws {
    let fix = try await remedy(
      "query-in-loop",
      """
      const express = require("express");
      \(Self.prisma)
      const app = express();
      app.post("/orders", (req, res) => {
        const lines = req.body.lines;
        const all = Promise.all(lines.map((line) => prisma.item.findUnique({ where: { id: line.id } })));
        all.then((items) => res.json(items));
      });
      """
    )
    #expect(fix.after == nil)
  }

  @Test("a selection of columns gains the key, on a line of its own where the others have one")
  func selection() async throws {
    let fix = try await remedy(
      "query-in-loop",
      inRoute(
        """
          const orders = await prisma.order.findMany({ take: 50 });
          for (const order of orders) {
            order.items = await prisma.item.findMany({
              where: { orderId: order.id },
              select: {
                sku: true,
              },
            });
          }
        """,
        before: Self.prisma
      )
    )
    let after = try #require(fix.after)
    #expect(after.contains("      sku: true,\n      orderId: true,\n    },"))
    #expect(after.contains("order.items = foundByOrderId.get(order.id) ?? [];"))
  }

  @Test("a query that uses the element twice is not rewritten")
  func twice() async throws {
    let fix = try await remedy(
      "query-in-loop",
      inRoute(
        """
          const orders = await prisma.order.findMany({ take: 50 });
          for (const order of orders) {
            order.same = await prisma.order.findMany({ where: { day: order.day, id: { not: order.id } } });
          }
        """,
        before: Self.prisma
      )
    )
    #expect(fix.after == nil)
  }

  @Test("a loop that only creates becomes one write")
  func creates() async throws {
    let fix = try await remedy(
      "query-in-loop",
      inRoute(
        """
          const orders = req.body.orders;
          for (const order of orders) {
            await prisma.order.create({ data: { sku: order.sku } });
          }
        """,
        before: Self.prisma
      )
    )
    #expect(
      fix.after
        == "await prisma.order.createMany({ data: orders.map((order) => ({ sku: order.sku })) });"
    )
  }

  @Test("a query behind a function asks for a variant of that function")
  func variant() async throws {
    let fix = try await remedy(
      "query-in-loop",
      inRoute(
        """
          const orders = await prisma.order.findMany({ take: 50 });
          for (const order of orders) order.price = await priceOf(order.sku);
        """,
        before: Self.prisma + """

          async function priceOf(sku) {
            const price = await prisma.price.findFirst({ where: { sku } });
            return price.amount;
          }
          """
      )
    )
    #expect(fix.after == nil)
    #expect(fix.description.hasPrefix("Give `priceOf` a variant for all of `orders`"))
    #expect(fix.description.contains("`prisma.price.findFirst` (server.js:5)"))
  }

  @Test(
    "the deadline stands where the call takes it",
    arguments: [
      ("fetch(url)", "fetch(url, { signal: AbortSignal.timeout(2000) })"),
      (
        #"fetch(url, { method: "POST" })"#,
        #"fetch(url, { method: "POST", signal: AbortSignal.timeout(2000) })"#
      ),
      ("axios.get(url)", "axios.get(url, { timeout: 2000 })"),
      ("axios.post(url)", "axios.post(url, undefined, { timeout: 2000 })"),
      ("axios.get(url, { timeout: 0 })", "axios.get(url, { timeout: 2000 })"),
    ]
  )
  func deadline(_ call: String, _ mended: String) async throws {
    let fix = try await remedy(
      "missing-timeout",
      """
      import express from "express";
      import axios from "axios";
      const url = "https://pay.example/charges";
      const app = express();
      app.get("/pay", async (req, res) => {
        await \(call);
        res.end();
      });
      """,
      path: "server.mjs"
    )
    #expect(fix.before == call)
    #expect(fix.after == mended)
  }

  @Test("a client's options keep their lines")
  func client() async throws {
    let fix = try await remedy(
      "missing-timeout",
      """
      import express from "express";
      import axios from "axios";
      const pay = axios.create({
        baseURL: "https://pay.example",
      });
      const app = express();
      app.get("/pay", async (req, res) => {
        await pay.get("/charges");
        res.end();
      });
      """,
      path: "server.mjs"
    )
    #expect(
      fix.after == """
        axios.create({
          baseURL: "https://pay.example",
          timeout: 2000,
        })
        """
    )
  }

  @Test("an index over several columns stands beside the table's name, and the finding shows where")
  func indexOverSeveralColumns() async throws {
    let models = """
      from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer
      from sqlalchemy.orm import declarative_base
      Base = declarative_base()
      class Order(Base):
          __tablename__ = "orders"
          id = Column(Integer, primary_key=True)
          owner_id = Column(Integer, ForeignKey("users.id"))
          created_at = Column(DateTime)
      """
    let main = """
      from fastapi import FastAPI
      from sqlalchemy import create_engine
      from sqlalchemy.orm import Session
      from models import Order
      engine = create_engine("postgresql://localhost/shop")
      app = FastAPI()
      @app.get("/owners/{owner}/orders")
      def orders(owner: int):
          with Session(engine) as session:
              query = session.query(Order).filter_by(owner_id=owner)
              return query.order_by(Order.created_at).limit(20).all()
      """
    let found = await findings(of: "missing-index", in: ["models.py": models, "main.py": main])
    let finding = try #require(found.first)
    let edit = try #require(finding.fix.repair?.edits.last)
    #expect(edit.text.contains("__table_args__ = (Index("))
    let place = try #require(finding.related?.last)
    #expect(place.note == "the index is declared here" && place.startLine == 5)
  }

  @Test("a caller that does not wait either is named")
  func looseCaller() async throws {
    let found = await findings(
      of: "floating-promise",
      in: [
        "server.js": """
        const express = require("express");
        const nodemailer = require("nodemailer");
        const mailer = nodemailer.createTransport({ host: "mail" });
        async function remind(user) {
          mailer.sendMail({ to: user.mail });
        }
        const app = express();
        app.post("/reminders", async (req, res) => {
          remind(req.user);
          res.end();
        });
        """
      ]
    )
    let inner = try #require(found.first { $0.location.startLine == 5 })
    #expect(inner.fix.description.contains("Await `remind`"))
  }
}
