// The environment as the real program tells it: answers of plimsoll.yml, and no secret in any format.

import Findings
import Foundation
import Testing

@Suite("The environment of an audit")
struct EnvironmentTests {
  private static let secrets = [
    "hunter2", "s3cr3tjwt", "c0depass", "l1teral", "urlpass", "b3arer", "k3ypass",
  ]

  private func project() throws -> CommandProcess {
    let command = try CommandProcess()
    try command.write("app/package.json", #"{"name": "a", "dependencies": {"pg": "^8.0.0"}}"#)
    try command.write(
      "app/.env",
      "DATABASE_URL=postgresql://root:hunter2@db/x?connection_limit=9\nJWT_SECRET=s3cr3tjwt\n"
    )
    try command.write(
      "app/docker-compose.yml",
      "services: {db: {image: \"postgres:16\", environment: {POSTGRES_PASSWORD: hunter2}}}\n"
    )
    try command.write(
      "app/server.js",
      """
      const express = require("express");
      const axios = require("axios");
      const { Pool } = require("pg");
      const pool = new Pool({ connectionString: "postgresql://root:c0depass@db/x", password: "l1teral" });
      const app = express();
      app.get("/a", async (req, res) => {
        const rows = (await pool.query("SELECT * FROM orders")).rows;
        for (const row of rows) {
          row.items = (await pool.query("SELECT * FROM items WHERE order_id = $1", [row.id])).rows;
          await axios.get("https://user:urlpass@api.example.com/x", {
            headers: { Authorization: "Bearer b3arer" }, auth: { password: "k3ypass" },
          });
        }
        res.json(rows);
      });
      app.listen(3000);
      """
    )
    return command
  }

  @Test(
    "holds no secret of the project, in whatever format",
    arguments: ["text", "text --details", "json", "markdown", "sarif"]
  )
  func secrets(format: String) throws {
    let outcome = try project().shell("$plimsoll audit app --format \(format)")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("missing-timeout"))
    for secret in Self.secrets {
      #expect(!(outcome.output + outcome.errors).contains(secret), "\(secret) is told")
    }
  }

  @Test("is answered by plimsoll.yml, which names the nearest of its keys")
  func answers() throws {
    let command = try project()
    try command.write("app/plimsoll.yml", "facts:\n  pool: 30\n  instances: 2\n  cdn: CloudFront\n")
    let outcome = try command.shell("$plimsoll audit app --format json")
    let audit = try JSONDecoder().decode(Audit.self, from: Data(outcome.output.utf8))
    let facts = Dictionary(
      (audit.environment ?? []).map { ($0.aspect, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    #expect(facts["database pool"]?.value == "30 connections for each process")
    #expect(facts["database pool"]?.status == .inferred)
    #expect(facts["database pool"]?.evidence?.first?.file == "plimsoll.yml")
    #expect(facts["database pool"]?.evidence?.first?.startLine == 2)
    #expect(facts["CDN"]?.value == "CloudFront")
    #expect(facts["database connections"]?.value.hasPrefix("60 of 100 ") == true)
    #expect(audit.unknowns?.contains { $0.fact == "reverse proxy" } == true)
    try command.write("app/plimsoll.yml", "facts:\n  pol: 30\n")
    let wrong = try command.shell("$plimsoll audit app")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("plimsoll.yml:2: unknown key “pol”; did you mean “pool”?"))
  }
}
