// N+1: one round trip to the database for each element of a collection.

import Capacity
import Findings
import SemanticModel

/// Reports a query that runs once per element of something that grows with the data.
struct QueryInLoop: Rule {
  static let about = RuleDescription(
    name: "query-in-loop",
    category: .nPlusOne,
    worst: .critical,
    title: "Database query inside a loop",
    problem: """
      Every iteration waits for one round trip to the database. The number of queries grows with the data, not with \
      the code: under load the connection pool runs empty, and requests that need a single row queue behind this one.
      """,
    verify: """
      Request a page of 10 rows, then one of 50: the number of statements in the database's log (`calls` in \
      pg_stat_statements) must not rise with the rows.
      """,
    fix: "Fetch all rows with one query (IN, ANY, JOIN or an include), then group them in memory.",
    tradeOff:
      "One large result replaces many small ones: give it a LIMIT, and split long lists of ids into batches.",
    effort: Effort(low: 1, high: 4)
  )

  static let examples: [Example] = [
    .reported(
      "a query per row of a list",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders", async (req, res) => {
        const { rows } = await pool.query("SELECT * FROM orders LIMIT 50");
        for (const order of rows) {
          const items = await ↓pool.query("SELECT * FROM items WHERE order_id = $1", [order.id]);
          order.items = items.rows;
        }
        res.json(rows);
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/orders", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM orders LIMIT 50");
          const ids = rows.map((order) => order.id);
          const items = await pool.query("SELECT * FROM items WHERE order_id = ANY($1)", [ids]);
          res.json(withItems(rows, items.rows));
        });
        """
    ),
    .project(
      "the query hides two files away",
      [
        "routes.js": """
        const { Router } = require("express");
        const prices = require("./prices");
        const router = Router();
        router.post("/quote", async (req, res) => {
          const lines = await Promise.all(req.body.lines.map((line) => ↓prices.of(line.sku)));
          res.json(lines);
        });
        module.exports = router;
        """,
        "prices.js": """
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        exports.of = async (sku) => {
          const price = await prisma.price.findFirst({ where: { sku } });
          return price.amount;
        };
        """,
      ],
      fixed: [
        "routes.js": """
        const { Router } = require("express");
        const prices = require("./prices");
        const router = Router();
        router.post("/quote", async (req, res) => {
          res.json(await prices.of(req.body.lines.map((line) => line.sku)));
        });
        module.exports = router;
        """,
        "prices.js": """
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        exports.of = async (skus) => prisma.price.findMany({ where: { sku: { in: skus } } });
        """,
      ]
    ),
    .silent(
      "three fixed names are three queries, whatever the data",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/counts", async (req, res) => {
        const counts = {};
        for (const table of ["orders", "items", "users"]) {
          counts[table] = await pool.query("SELECT count(*) FROM " + table);
        }
        res.json(counts);
      });
      """
    ),
    .silent(
      "the query is what the loop walks over, not what it repeats",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ name: String }));
      const app = express();
      app.get("/users", async (req, res) => {
        const names = [];
        for (const user of await User.find().limit(20)) names.push(user.name);
        res.json(names);
      });
      """
    ),
  ]

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let repeated = program.repeatedCalls(with: [.query, .write]).filter {
      $0.site.unit.isRunning && $0.site.isReached(from: .serving)
    }
    var groups: [SourcePlace: [RepeatedCall]] = [:]
    for call in repeated { groups[call.repetition.place, default: []].append(call) }
    return groups.keys.sorted().compactMap { place in
      groups[place].flatMap { finding(of: $0, in: program, under: target) }
    }
  }

  /// One loop is one finding: its first call, with the others as related places.
  private func finding(
    of calls: [RepeatedCall],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = calls.first else { return nil }
    let approach = program.approach(to: first.site.function, from: .serving)
    let load = QueryLoad(
      target: target,
      queriesPerItem: Double(calls.count),
      pace: first.repetition.isConcurrent(in: program) ? .together : .oneAfterAnother
    )
    let subject = first.repetition.subject
    let each = subject.isEmpty || subject.contains("…") ? "element" : "element of `\(subject)`"
    let isSure = !first.repetition.isSearch
    return finding(
      Diagnosis(
        place: first.site.place,
        because: steps(first, calls, approach, program),
        function: first.site.function,
        title: "`\(first.site.calleeText)` queries the database once per \(each)",
        problem: problem(first, calls),
        severity: load.breaksLatencyTarget ? .critical : .high,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: program.source(of: first.site.place)),
        routes: approach.map { [program.label(of: $0.entry)] } ?? [],
        confirm: isSure
          ? nil
          : "The loop ends at the first hit: check how many turns it usually takes before that."
      ),
      in: program
    )
  }

  private func problem(_ first: RepeatedCall, _ calls: [RepeatedCall]) -> String {
    let operation = first.path.last ?? first.site
    let verb = operation.effects.first?.verb ?? "query"
    let through =
      first.path.isEmpty
      ? "" : " It is \(first.path.count == 1 ? "one call" : "\(first.path.count) calls") away."
    let library = operation.library.map { " (\($0))" } ?? ""
    let others =
      calls.count == 1 ? "" : " \(calls.count) calls of this loop reach the database each time."
    return "Each turn waits for `\(operation.calleeText)`, a \(verb)\(library).\(through)\(others) "
      + Self.about.problem
  }

  private func steps(
    _ first: RepeatedCall,
    _ calls: [RepeatedCall],
    _ approach: Approach?,
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps: [(place: SourcePlace, note: String)] = []
    if let approach {
      if let place = approach.entry.call.flatMap(program.place) {
        steps.append((place, "entry: \(program.label(of: approach.entry))"))
      }
      for call in approach.calls {
        steps.append((call.place, "calls `\(call.calleeText)`"))
      }
    }
    steps.append((program.head(of: first.repetition), "repeats"))
    for call in first.path {
      let effect = call.effects.first.map { "\($0.verb): " } ?? "calls "
      steps.append((call.place, "\(effect)`\(call.calleeText)`"))
    }
    for call in calls.dropFirst() {
      steps.append((call.site.place, "the same loop: `\(call.site.calleeText)`"))
    }
    return steps
  }
}
