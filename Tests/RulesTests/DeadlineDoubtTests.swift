// Which calls without a deadline are told for sure, which are to be checked, and which are one finding.

import Findings
import Testing

@Suite("Doubts of deadlines")
struct DeadlineDoubtTests {
  private static func server(_ body: String, path: String = "/rates", before: String = "")
    -> [String: String]
  {
    [
      "server.js": """
      const express = require("express");
      const Redis = require("ioredis");
      const redis = new Redis({ connectTimeout: 1000, commandTimeout: 1000 });
      const app = express();
      \(before)
      app.get("\(path)", async (req, res) => {
      \(body)
      });
      """
    ]
  }

  private func only(_ files: [String: String], rule: String = "missing-timeout") async throws
    -> Finding
  {
    let found = await findings(of: rule, in: files)
    #expect(found.count == 1)
    return try #require(found.first)
  }

  private static let asks = "  const answer = await fetch(\"https://x.example/today\");\n"

  @Test("a call that is made only where the cache has nothing is to be checked")
  func behindCache() async throws {
    let finding = try await only(
      Self.server(
        """
          const kept = await redis.get("rates");
          if (kept) return res.json(JSON.parse(kept));
        \(Self.asks)  await redis.set("rates", answer.body);
          res.json(await answer.json());
        """
      )
    )
    #expect(finding.tier == .suspicious)
    #expect(finding.confirm?.contains("only then is `fetch` asked") == true)
  }

  @Test(
    "what the platform does when the answer is out is to be checked, what the request awaits is sure"
  )
  func behindAnswer() async throws {
    let functions = """
      const { waitUntil } = require("@vercel/functions");
      const tell = async () => { await fetch("https://x.example/told"); };
      """
    let left = try await only(
      Self.server("  waitUntil(tell());\n  res.end();", before: functions)
    )
    #expect(left.tier == .suspicious)
    let awaited = try await only(
      Self.server("  await tell();\n  res.end();", before: functions)
    )
    #expect(awaited.tier == .finding)
  }

  @Test("a look into the cache that only refuses leaves the call sure")
  func behindState() async throws {
    let finding = try await only(
      Self.server(
        """
          const state = await redis.get(`state:${req.query.state}`);
          if (!state) return res.sendStatus(400);
        \(Self.asks)  res.json(await answer.json());
        """
      )
    )
    #expect(finding.tier == .finding)
  }

  @Test(
    "ways that clocks, consents and buttons for trials take are to be checked",
    arguments: ["/cron/rates", "/shops/callback"]
  )
  func errands(path: String) async throws {
    let finding = try await only(Self.server(Self.asks + "  res.json(answer.ok);", path: path))
    #expect(finding.tier == .suspicious)
    #expect(finding.confirm?.contains("by its path") == true)
  }

  @Test("an answer that the framework keeps is to be checked")
  func keptByFramework() async throws {
    let finding = try await only(
      Self.server(
        """
          const answer = await fetch("https://x.example/today", { next: { revalidate: 60 } });
          res.json(await answer.json());
        """
      )
    )
    #expect(finding.tier == .suspicious)
  }

  @Test("work whose promise is kept only to hear of its failure keeps nobody waiting")
  func keptToCatch() async throws {
    let finding = try await only(
      Self.server(
        """
          const work = tell(req.query.id);
          work.catch((error) => console.error(error));
          res.sendStatus(202);
        """,
        before: "async function tell(id) { await fetch(`https://x.example/${id}`); }"
      )
    )
    #expect(finding.tier == .suspicious)
    #expect(finding.confirm?.contains("Check who waits for it") == true)
  }

  @Test("a library that gives up by itself after little more than a minute is to be checked")
  func ownDefault() async throws {
    let finding = try await only(
      Self.server(
        "  res.json(await stripe.prices.list());",
        before: "const stripe = require(\"stripe\")(process.env.KEY);"
      )
    )
    #expect(finding.tier == .suspicious)
    #expect(finding.confirm?.contains("80 s") == true)
  }

  @Test("calls of one host in several files are one finding, those of others their own")
  func hosts() async throws {
    let found = await findings(
      of: "missing-timeout",
      in: [
        "server.js": """
        const express = require("express");
        const stars = require("./stars");
        const forks = require("./forks");
        const prices = require("./prices");
        const app = express();
        app.get("/stars", async (req, res) => res.json(await stars()));
        app.get("/forks", async (req, res) => res.json(await forks()));
        app.get("/prices", async (req, res) => res.json(await prices()));
        """,
        "stars.js": "module.exports = async () => fetch(\"https://x.example/stars\");",
        "forks.js": "module.exports = async () => fetch(`https://x.example/forks?page=${1}`);",
        "prices.js": "module.exports = async () => fetch(\"https://y.example/prices\");",
      ]
    )
    #expect(found.count == 2)
    let joined = try #require(found.first { $0.title.contains("2 calls") })
    #expect(joined.title.contains("this one of x.example"))
    #expect(
      joined.related?.contains { $0.note?.contains("waits without a limit") ?? false } == true
    )
  }

  @Test("a loop over what the request sends is sure, one over stored rows is to be checked")
  func loops() async throws {
    let before =
      "const { PrismaClient } = require(\"@prisma/client\");\nconst prisma = new PrismaClient();"
    let turns = """
      for (const one of list) {
        found.push(await fetch(`https://x.example/${one.id}`, { signal: AbortSignal.timeout(2000) }));
      }
      res.json(found.length);
      """
    let sent = try await only(
      Self.server("const found = [];\nconst list = req.body.ids;\n\(turns)", before: before),
      rule: "await-in-loop"
    )
    #expect(sent.tier == .finding)
    let stored = try await only(
      Self.server(
        "const found = [];\nconst list = await prisma.shop.findMany({ take: 20 });\n\(turns)",
        before: before
      ),
      rule: "await-in-loop"
    )
    #expect(stored.tier == .suspicious)
  }

  @Test(
    "a call behind a test that no caller opens is to be checked",
    arguments: [("tell()", Tier.suspicious), ("tell({ loud: true })", .finding)]
  )
  func closedWay(call: String, tier: Tier) async throws {
    let functions =
      "const tell = async (options = { quick: true }) => { if (options.loud) await fetch(\"https://x.example/told\"); };"
    let finding = try await only(
      Self.server("  await \(call);\n  res.end();", before: functions)
    )
    #expect(finding.tier == tier)
  }

  @Test(
    "what a library's release does not take is not suggested",
    arguments: [("^3.379.1", false), ("^3.600.0", true)]
  )
  func oldRelease(range: String, isSuggested: Bool) async throws {
    let finding = try await only([
      "package.json":
        "{\"dependencies\": {\"@aws-sdk/client-s3\": \"\(range)\", \"express\": \"^5.0.0\"}}",
      "server.js": """
      const express = require("express");
      const { S3Client, HeadObjectCommand } = require("@aws-sdk/client-s3");
      const s3 = new S3Client({ region: "eu-west-1" });
      const app = express();
      app.get("/files/:key", async (req, res) => {
        res.json(await s3.send(new HeadObjectCommand({ Bucket: "files", Key: req.params.key })));
      });
      """,
    ])
    #expect((finding.fix.after != nil) == isSuggested)
    #expect(finding.fix.description.contains("NodeHttpHandler") != isSuggested)
  }

  @Test("a limit of a call whose answer is a file leaves time for the file")
  func files() async throws {
    let finding = try await only(
      Self.server(Self.asks + "  res.send(Buffer.from(await answer.arrayBuffer()));")
    )
    #expect(finding.fix.after?.contains("AbortSignal.timeout(60_000)") == true)
  }

  @Test("a call that is made only where something has failed is to be checked")
  func afterFailure() async throws {
    let functions = "const tell = async () => { await fetch(\"https://x.example/told\"); };"
    func body(_ before: String) -> String {
      """
        \(before)
        try {
          res.json(JSON.parse(await redis.get("rates")));
        } catch (error) {
          await tell();
          res.sendStatus(500);
        }
      """
    }
    #expect(try await only(Self.server(body(""), before: functions)).tier == .suspicious)
    #expect(
      try await only(Self.server(body("await tell();"), before: functions)).tier == .finding
    )
  }
}
