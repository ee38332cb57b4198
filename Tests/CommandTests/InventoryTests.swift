// The routes and queries that the command writes into its JSON.

import Findings
import Foundation
import Testing

@Suite("The inventory in the JSON")
struct InventoryTests {
  private func audit() throws -> Audit {
    let command = try CommandProcess()
    try command.write(
      "app/server.js",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      const orders = express.Router();
      orders.get("/:id", async (req, res) => {
        const { rows } = await pool.query("SELECT * FROM orders WHERE id = $1", [req.params.id]);
        for (const row of rows) await pool.query("UPDATE orders SET seen = true WHERE id = $1", [row.id]);
        res.json(rows);
      });
      app.use("/api/orders", orders);
      """
    )
    let outcome = try command.shell("$plimsoll audit app --format json")
    return try JSONDecoder().decode(Audit.self, from: Data(outcome.output.utf8))
  }

  @Test("has every route with its full path and its cost")
  func routes() throws {
    let route = try #require(audit().routes?.first)
    #expect(route.method == "GET")
    #expect(route.path == "/api/orders/:id")
    #expect(route.handler.startLine == 6)
    #expect(route.cost.queries == "1 + N")
    #expect(route.cost.externalCalls == "0")
    #expect(route.cost.sequentialAwaits == 2)
    #expect(route.cost.blockingCalls == 0)
  }

  @Test("has every query with its table, its route and its loop")
  func queries() throws {
    let queries = try #require(audit().queries)
    #expect(queries.map(\.line) == [7, 8])
    #expect(queries.map(\.table) == ["orders", "orders"])
    #expect(queries.map(\.orm) == ["pg", "pg"])
    #expect(queries.map(\.route) == ["GET /api/orders/:id", "GET /api/orders/:id"])
    #expect(queries.map { $0.loop?.startLine } == [nil, 8])
  }
}
