// A request fails because a cache does, although the database could answer it.

import Capacity
import Findings
import SemanticModel

/// Reports looks into a cache server whose failure is the request's, in front of a query for the same.
struct HardCache: Rule {
  static let about = RuleDescription(
    name: "hard-cache",
    category: .noBreaker,
    worst: .medium,
    title: "Cache whose failure fails the request",
    problem: """
      The database holds what the cache holds, but a failure of the cache never gets that far: it leaves the function, \
      or ends in the handler that answers 500. What was to make the route faster has made it depend on one server \
      more.
      """,
    verify:
      "Stop the cache server and send the request: it must be answered from the database, a little later than usual.",
    fix: """
      Take a failure of the cache for a miss: catch it around the look alone, log it, and go on to the database; let a \
      failure to store the result pass as well. Give the client a deadline of a few round trips.
      """,
    tradeOff:
      "While the cache is away the database carries all reads: limit how many run at once, or it follows the cache.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    readFindings(in: program, under: target) + frameworkFindings(in: program, under: target)
  }

  private func readFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    let reads = program.hardCacheReads.filter { $0.look.audience == .requests }
      .sorted { $0.look.place < $1.look.place }
    guard let first = reads.first else { return [] }
    let site = first.look
    let approach = site.approach
    let before = program.source(of: site.place)
    let reach = Set(reads.map(\.look.place)).count
    return [
      finding(
        Diagnosis(
          place: site.place,
          because: (approach?.steps(in: program) ?? [])
            + [(first.work.place, "asks the database for the same, and is never come to")]
            + reads.dropFirst().prefix(12).map { ($0.look.place, "fails with the cache too") },
          function: site.function,
          title: reach == 1
            ? "A failure of the cache in `\(site.calleeText)` fails the request: no fallback to the database"
            : "A failure of the cache in `\(site.calleeText)` and \(reach - 1) more fails the request: no fallback to the database",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "While the cache is away, up to \(Figure.grouped(target.requestsPerSecond)) req/s fail that the database could answer",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
          fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
          routes: approach?.routeLabels(in: program) ?? [],
          confirm:
            "Check whether the database could carry these reads alone: if not, a limited answer is better than all of them."
        ),
        in: program
      )
    ]
  }

  static let examples: [Example] = readExamples + frameworkExamples

  private static let readExamples: [Example] = [
    .reported(
      "one handler for the failures of the cache and of the database",
      route(
        """
          try {
            const kept = await ↓cache.get(`recipe:${id}`);
            if (kept) return res.json(JSON.parse(kept));
            const recipe = await Recipe.findById(id);
            await cache.set(`recipe:${id}`, JSON.stringify(recipe), { EX: 600 });
            res.json(recipe);
          } catch (error) {
            console.error(error);
            res.status(500).json({ message: "failed" });
          }
        """
      ),
      fixed: route(
        """
          try {
            const kept = await cache.get(`recipe:${id}`).catch(() => null);
            if (kept) return res.json(JSON.parse(kept));
            const recipe = await Recipe.findById(id);
            await cache.set(`recipe:${id}`, JSON.stringify(recipe), { EX: 600 }).catch(() => null);
            res.json(recipe);
          } catch (error) {
            console.error(error);
            res.status(500).json({ message: "failed" });
          }
        """
      )
    ),
    .reported(
      "a failure that leaves the handler before the database is asked",
      route(
        """
          const kept = await ↓cache.get(`recipe:${id}`);
          if (kept) return res.json(JSON.parse(kept));
          res.json(await Recipe.findById(id));
        """
      ),
      fixed: route(
        """
          const kept = await cache.get(`recipe:${id}`).catch(() => null);
          if (kept) return res.json(JSON.parse(kept));
          res.json(await Recipe.findById(id));
        """
      )
    ),
    .silent(
      "a failure of the cache is a miss",
      route(
        """
          let kept = null;
          try {
            kept = await cache.get(`recipe:${id}`);
          } catch (error) {
            console.warn("no cache", error);
          }
          res.json(kept ? JSON.parse(kept) : await Recipe.findById(id));
        """
      )
    ),
    .silent(
      "what only the cache server holds",
      route(
        """
          const count = await cache.get(`views:${id}`);
          res.json({ count: Number(count) });
        """
      )
    ),
  ]

  private static func route(_ body: String) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const { createClient } = require("redis");
    const cache = createClient({ disableOfflineQueue: true });
    const Recipe = mongoose.model("Recipe", new mongoose.Schema({ title: String }));
    const app = express();
    app.get("/recipes/:id", async (req, res) => {
      const id = req.params.id;
    \(body)
    });
    """
  }
}
