// What is right and yet no sure finding: errands, branches that a setting chooses, lists made by hand.

import Findings
import Testing

@Suite("Worth")
struct WorthTests {
  private func only(_ rule: String, _ files: [String: String]) async throws -> Finding {
    let found = await findings(of: rule, in: files)
    #expect(found.count == 1)
    return try #require(found.first)
  }

  private func tier(_ rule: String, _ code: String) async throws -> Tier {
    try await only(rule, ["server.js": code]).tier
  }

  private func hashing(_ path: String, limiter: Bool = false) -> String {
    """
    const express = require("express");
    const bcrypt = require("bcrypt");
    \(limiter ? "const rateLimit = require(\"express-rate-limit\");" : "")
    const app = express();
    \(limiter ? "app.use(rateLimit({ windowMs: 60000, max: 20 }));" : "")
    app.post("\(path)", (req, res) => {
      res.json({ ok: bcrypt.compareSync(req.body.password, req.body.hash) });
    });
    app.listen(3000);
    """
  }

  @Test(
    "a hash is told for sure where everybody comes, not where one user does once",
    arguments: [
      ("/auth/login", Tier.finding), ("/polls/vote", .finding), ("/cups/:id/register", .finding),
      ("/orders/confirm", .finding), ("/auth/forgot-password", .suspicious),
      ("/auth/register", .suspicious), ("/auth/verify-email", .suspicious),
      ("/invites/accept", .suspicious), ("/api-keys", .suspicious),
      ("/calendars/google/connect", .suspicious),
    ]
  )
  func errands(path: String, tier expected: Tier) async throws {
    let found = try await tier("event-loop-block", hashing(path))
    #expect(found == expected)
  }

  @Test("a limiter lets few sign-ins through")
  func limitedSignIn() async throws {
    let finding = try await only(
      "event-loop-block",
      ["server.js": hashing("/auth/login", limiter: true)]
    )
    #expect(finding.tier == .suspicious && finding.confirm?.contains("limiter") == true)
    #expect(try await tier("event-loop-block", hashing("/polls/vote", limiter: true)) == .finding)
  }

  private func mail(_ head: String, _ test: String) -> String {
    """
    const express = require("express");
    const app = express();
    \(head)
    app.get("/parcels/:id", async (req, res) => {
      \(test)
      const answer = await fetch("https://parcels.example/" + req.params.id);
      res.json(await answer.json());
      \(test.hasSuffix("{") ? "}" : "")
    });
    app.listen(3000);
    """
  }

  @Test(
    "what a setting chooses is to be checked",
    arguments: [
      ("", "if (req.query.kind === \"small\") {", Tier.finding),
      ("", "if (!req.parcel.isTracingEnabled) return res.end();", .finding),
      ("", "if (process.env.TRACER === \"remote\") {", .suspicious),
      (
        "const transport = process.env.TRACE_TRANSPORT ?? \"file\";",
        "if (transport === \"http\") {", .suspicious
      ),
      (
        "const config = require(\"./config\");",
        "if (!config.tracingEnabled) return res.status(404).end();",
        .suspicious
      ),
    ]
  )
  func settings(head: String, test: String, tier expected: Tier) async throws {
    #expect(try await tier("missing-timeout", mail(head, test)) == expected)
  }

  @Test("a promise that is left alone for one kind only is to be checked")
  func kinds() async throws {
    func code(_ test: String) -> String {
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      async function note(dog) {
        await prisma.walk.create({ data: { dog } });
      }
      app.post("/walks", async (req, res) => {
        if (\(test)) {
          note(req.body.dog);
        }
        res.json({ ok: true });
      });
      app.listen(3000);
      """
    }
    #expect(try await tier("floating-promise", code("req.body.dog")) == .finding)
    #expect(try await tier("floating-promise", code("req.body.park === -1")) == .suspicious)
  }

  @Test("what no place of the code shows is to be checked")
  func hygiene() async throws {
    let files = ["server.js": hashing("/polls/vote")]
    #expect(try await only("missing-request-telemetry", files).tier == .suspicious)
    #expect(try await only("missing-shutdown", files).tier == .suspicious)
    let image = files.merging(["Dockerfile": "FROM node:20\nCMD node server.js\n"]) { $1 }
    #expect(try await only("missing-shutdown", image).tier == .finding)
    let database = files.merging(["compose.yaml": "services:\n  db:\n    image: postgres\n"]) { $1 }
    #expect(try await only("missing-shutdown", database).tier == .suspicious)
  }
}
