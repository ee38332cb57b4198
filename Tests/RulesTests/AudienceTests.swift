// Who waits decides how bad a finding is, and how it is told.

import Findings
import Testing

@Suite("Audiences")
struct AudienceTests {
  private static let loop = """
    for (const one of await prisma.order.findMany()) {
      for (const line of await prisma.line.findMany()) {
        await prisma.item.findFirst({ where: { one: one.id, line: line.id } });
      }
    }
    """

  private func found(_ code: String) async throws -> Finding {
    let client = """
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();

      """
    let findings = await findings(of: "query-in-loop", in: ["server.js": client + code])
    return try #require(findings.max { $0.location.startLine < $1.location.startLine })
  }

  @Test("a job is judged milder than a request")
  func jobs() async throws {
    let job = try await found(
      "setInterval(async () => {\n  for (const one of await prisma.order.findMany()) "
        + "await prisma.order.update({ where: { id: one.id }, data: { seen: true } });\n}, 60000);"
    )
    #expect(job.severity == .medium)
    #expect(job.impact.estimate.hasPrefix("Each run sends 1 statement per element"))
  }

  @Test("loops in one another multiply")
  func nested() async throws {
    let request = try await found(
      """
      const express = require("express");
      const app = express();
      app.get("/all", async (req, res) => {
      \(Self.loop)
      res.end();
      });
      """
    )
    #expect(request.impact.estimate.contains("20 × 20"))
  }

  @Test("a route is told with the paths that its router is mounted under, and can be asked")
  func mounted() async throws {
    let found = await findings(
      of: "missing-timeout",
      in: [
        "server.js": """
        const express = require("express");
        const app = express();
        const api = express.Router();
        api.use("/shop", require("./orders"));
        app.use("/api", api);
        """,
        "orders.js": """
        const router = require("express").Router();
        router.get("/orders", async (req, res) => {
          await fetch("https://pay.example");
          res.end();
        });
        module.exports = router;
        """,
      ]
    )
    let finding = try #require(found.first)
    #expect(finding.routes == ["GET /api/shop/orders"])
    #expect(finding.verify.command?.hasSuffix("${PORT:-3000}/api/shop/orders\"") == true)
  }

  @Test("a controller's route is told with its prefix")
  func controller() async throws {
    let found = await findings(
      of: "missing-timeout",
      in: [
        "orders.controller.ts": """
        import { Controller, Post } from "@nestjs/common";
        @Controller("orders")
        export class OrdersController {
          @Post(":id/pay")
          async pay() { return fetch("https://pay.example"); }
        }
        """
      ]
    )
    #expect(try #require(found.first).routes == ["POST /orders/:id/pay"])
  }
}
