// One call of another service after another, where all could be on their way at once.

import Capacity
import Findings
import SemanticModel

/// Reports loops that wait for an independent call in each turn, on paths on which somebody waits.
struct AwaitInLoop: Rule {
  static let about = RuleDescription(
    name: "await-in-loop",
    category: .awaitWaterfall,
    worst: .high,
    title: "A loop that waits in each turn",
    problem: """
      Each turn starts its call only when the one before has answered, although it needs nothing of it. The request \
      takes as many round trips as the list is long, and one slow answer delays all that come behind.
      """,
    verify: "Send a list of 2 elements, then one of 20: the time must not grow tenfold.",
    fix:
      "Start a few calls at a time and await them together (`Promise.all` over batches, a limiter of concurrency, `asyncio.gather` with a semaphore), or ask for all elements with one call.",
    tradeOff:
      "The other side gets several calls at once: bound how many, and decide what one failure means for the rest.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.awaitLoops.compactMap { finding(of: $0, in: program, under: target) }
  }

  private static let waiting: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.render),
  ]

  private func finding(
    of loop: AwaitLoop,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let site = loop.site
    guard site.isReached(from: Self.waiting), site.audience != .jobs,
      !program.isInUnusedFile(site)
    else { return nil }
    let rows = Input.rowsOfOnePage
    let load = WaitChain(target: target, queries: 0, calls: rows.value)
    let approach = site.approach
    let isSure = !(program.repetition(of: site).map(program.isSplitText) ?? false)
    let isNamed = !loop.subject.isEmpty && !loop.subject.contains("…")
    return finding(
      Diagnosis(
        place: loop.place,
        because: (approach?.steps(in: program) ?? []) + [(site.place, "each turn waits for it")],
        function: site.function,
        title:
          "`\(site.calleeText)` is awaited for one element after another\(isNamed ? " of `\(loop.subject)`" : "")",
        problem: Self.about.problem,
        severity: isSure && site.audience != .browsers ? .high : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence + " and " + rows.source, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(
            program.source(of: loop.place),
            keeping: program.source(of: loop.head)
          )
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure ? nil : "Check how many parts the text that makes the list can have."
      ),
      in: program
    )
  }

  static let examples: [Example] = [
    .reported(
      "a price for each article, one after another",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/prices", async (req, res) => {
        const prices = [];
        ↓for (const sku of req.body.skus) {
          const { data } = await axios.get(`https://prices.example.com/${sku}`, { timeout: 2000 });
          prices.push(data.price);
        }
        res.json(prices);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const pLimit = require("p-limit");
        const app = express();
        const limit = pLimit(5);
        app.post("/prices", async (req, res) => {
          const skus = req.body.skus.slice(0, 50);
          const prices = await Promise.all(
            skus.map((sku) => limit(() => axios.get(`https://prices.example.com/${sku}`, { timeout: 2000 }))),
          );
          res.json(prices.map((answer) => answer.data.price));
        });
        """
    ),
    .reported(
      "the same in Python",
      """
      import httpx
      from fastapi import FastAPI

      app = FastAPI()
      client = httpx.AsyncClient(timeout=2)

      @app.post("/prices")
      async def prices(skus: list[str]):
          found = []
          ↓for sku in skus:
              answer = await client.get(f"https://prices.example.com/{sku}")
              found.append(answer.json())
          return found
      """,
      fixed: """
        import asyncio
        import httpx
        from fastapi import FastAPI

        app = FastAPI()
        client = httpx.AsyncClient(timeout=2)

        @app.post("/prices")
        async def prices(skus: list[str]):
            joined = ",".join(skus)
            answer = await client.get(f"https://prices.example.com/all?skus={joined}")
            return answer.json()
        """,
      path: "app.py"
    ),
    .silent(
      "pages, each of which names the next",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/all", async (req, res) => {
        const found = [];
        let cursor = null;
        for (const page of req.query.pages) {
          const { data } = await axios.get("https://x.example.com", { params: { cursor }, timeout: 2000 });
          found.push(...data.items);
          cursor = data.next;
        }
        res.json(found);
      });
      """
    ),
    .silent(
      "places that are tried until one has it",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/find", async (req, res) => {
        for (const host of req.body.hosts) {
          const { data } = await axios.get(`https://${host}/item`, { timeout: 2000 });
          if (data.found) return res.json(data);
        }
        res.status(404).end();
      });
      """
    ),
  ]
}
