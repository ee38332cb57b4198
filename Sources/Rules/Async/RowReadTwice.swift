// One request asks for the same row twice.

import Capacity
import Findings
import SemanticModel

/// Reports rows that a function reads again by the same key although it holds them.
struct RowReadTwice: Rule {
  static let about = RuleDescription(
    name: "row-read-twice",
    category: .awaitWaterfall,
    worst: .medium,
    title: "The same row is read twice",
    problem: """
      The function has read the row by the same key before, and nothing in it has changed the row since. The request \
      waits for one more round trip, and takes a connection for it, to learn what it knows.
      """,
    verify: "Count the statements of one request: there must be one for the row.",
    fix:
      "Keep what the first read gave, and use it; where a moment's change matters, make the write conditional.",
    tradeOff:
      "What others change between the two reads is no longer seen: a conditional write is the sound way.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.repeatedRowReads.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of read: RepeatedRowRead,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = read.second
    let approach = site.approach
    let load = WaitChain(target: target, queries: 2, calls: 0, query: .queryRoundTrip)
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? []) + [
          (read.first.place, "has read the row before")
        ],
        function: site.function,
        title:
          "`\(site.calleeText)` reads a row of `\(read.model)` that the function has read before",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: "Check whether something between the two reads changes the row elsewhere.",
        threshold: "as soon as the route is among the busiest"
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }

  static let examples: [Example] = [
    .reported(
      "a shop that is read for a check and read again for its name",
      order(
        """
          const shop = await prisma.shop.findUnique({ where: { id: req.body.shop } });
          if (!shop) return res.status(404).end();
          await prisma.order.create({ data: { shopId: shop.id } });
          const again = await ↓prisma.shop.findUnique({ where: { id: req.body.shop } });
          res.json({ shop: again.name });
        """
      ),
      fixed: order(
        """
          const shop = await prisma.shop.findUnique({ where: { id: req.body.shop } });
          if (!shop) return res.status(404).end();
          await prisma.order.create({ data: { shopId: shop.id } });
          res.json({ shop: shop.name });
        """
      ),
      path: "server.ts"
    ),
    .reported(
      "a plot that is read before a visit is written, and again behind it",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Plot = mongoose.model("Plot", new mongoose.Schema({ owner: String }));
      const Visit = mongoose.model("Visit", new mongoose.Schema({ plot: String }));
      const app = express();
      app.post("/plots/:id/visits", async (req, res) => {
        const plot = await Plot.findById(req.params.id);
        if (!plot) return res.sendStatus(404);
        await Visit.create({ plot: req.params.id });
        const seen = await ↓Plot.findById(req.params.id);
        res.json({ owner: seen.owner });
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Plot = mongoose.model("Plot", new mongoose.Schema({ owner: String }));
        const Visit = mongoose.model("Visit", new mongoose.Schema({ plot: String }));
        const app = express();
        app.post("/plots/:id/visits", async (req, res) => {
          const plot = await Plot.findById(req.params.id);
          if (!plot) return res.sendStatus(404);
          await Visit.create({ plot: req.params.id });
          res.json({ owner: plot.owner });
        });
        """
    ),
    .silent(
      "rows of different ways",
      order(
        """
          if (req.body.quick) {
            const shop = await prisma.shop.findUnique({ where: { id: req.body.shop } });
            return res.json({ shop });
          }
          const shop = await prisma.shop.findUnique({ where: { id: req.body.shop } });
          res.json({ shop: shop.name });
        """
      ),
      path: "server.ts"
    ),
    .silent(
      "a row that was changed in between",
      order(
        """
          const shop = await prisma.shop.findUnique({ where: { id: req.body.shop } });
          if (!shop) return res.status(404).end();
          await prisma.shop.update({ where: { id: shop.id }, data: { orders: { increment: 1 } } });
          const again = await prisma.shop.findUnique({ where: { id: req.body.shop } });
          res.json({ shop: again.orders });
        """
      ),
      path: "server.ts"
    ),
  ]

  private static func order(_ body: String) -> String {
    """
    import express from "express";
    import { PrismaClient } from "@prisma/client";
    const prisma = new PrismaClient();
    const app = express();
    app.post("/orders", async (req, res) => {
    \(body)
    });
    app.listen(3000);
    """
  }
}
