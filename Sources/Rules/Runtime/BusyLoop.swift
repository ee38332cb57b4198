// Code of the application's own that computes on the thread that serves everybody.

import Capacity
import Findings
import SemanticModel

/// Reports loops and recursions that hold the event loop for milliseconds, or for as long as a client says.
struct BusyLoop: Rule {
  static let about = RuleDescription(
    name: "busy-loop",
    category: .eventLoopBlock,
    worst: .critical,
    title: "Long computation on the event loop",
    problem: """
      One thread runs the code of all requests, and this code never gives it back until it is done: no other request \
      is read, answered or timed out meanwhile, not even a health check.
      """,
    verify: """
      Send one such request and, beside it, requests of a trivial route: their latency must not rise while it works.
      """,
    fix: """
      Cap the number before the work begins, and move work of more than a few milliseconds to a worker thread, a pool \
      of processes or a job.
      """,
    tradeOff:
      "A worker costs memory and the copy of its input: start a pool of them, not one for each request.",
    effort: Effort(low: 0.5, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.busyWork(atLeast: Self.leastTurns).compactMap { work in
      guard let approach = program.approach(to: work.function, from: Audience.requests.entries)
      else { return nil }
      return finding(of: work, approach, in: program, under: target)
    }
  }

  /// Turns that take 10 ms at the assumed 2 ns each.
  private static let leastTurns = 5e6
  private static let secondsPerTurn = 2e-9
  private static let aTurn = "2 ns a turn, a few instructions of compiled code"

  private func finding(
    of work: BusyWork,
    _ approach: Approach,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let judgement = Judgement(of: work.size, under: target)
    // Of several callers, not all need hand on a number of the request.
    let isSure = work.size.isOfCode || approach.entry.function == work.function
    return finding(
      Diagnosis(
        place: work.place,
        because: approach.steps(in: program),
        function: work.function,
        title: judgement.title,
        problem: "\(judgement.problem) \(Self.about.problem)",
        severity: judgement.severity,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: judgement.estimate, confidence: .medium),
        verify: Verify(steps: Self.about.verify, command: approach.command(in: program)),
        fix: Remedy(Self.about.fix, before: program.source(of: work.place)),
        routes: approach.routeLabels(in: program),
        confirm: isSure
          ? nil : "Check which caller hands on a number of the request, and whether it caps it."
      ),
      in: program
    )
  }

  /// What is said of one size of work.
  private struct Judgement {
    let title: String
    let problem: String
    let severity: Severity
    let estimate: String

    init(of size: BusyWork.Size, under target: LoadTarget) {
      switch size {
      case .turns(let turns):
        let hold = turns * secondsPerTurn * 1_000
        let because = "\(Figure.grouped(turns)) turns at \(aTurn)"
        let held = HeldThread(target: target, hold: .assumed(hold, because: because))
        title = "A loop of \(Figure.grouped(turns)) turns runs on the event loop"
        problem = "The loop awaits nothing in any of its turns."
        severity = held.isFull ? .high : .medium
        estimate = held.sentence
      case .asked(let name):
        title = "`\(name)` of the request says how long a loop holds the event loop"
        problem = "Nothing caps `\(name)`, and the loop awaits nothing in any of its turns."
        severity = .high
        estimate =
          "A request that asks for 1,000,000,000 turns holds the thread for "
          + "\(Figure.duration(1e9 * secondsPerTurn)); assuming \(aTurn)"
      case .doubling:
        title = "Each call makes two more: the time grows exponentially with the number"
        problem =
          "The function calls itself twice and remembers no result, so the same results are computed again."
        severity = .high
        estimate =
          "Called again for n - 1 and n - 2, a number of 40 takes 331,160,281 calls: "
          + "\(Figure.duration(331_160_281 * 5e-9)) of the thread; assuming 5 ns a call"
      }
    }
  }

  static let examples: [Example] = [
    .reported(
      "a number of the request is the number of turns",
      """
      const express = require("express");
      const app = express();
      app.get("/primes", (req, res) => {
        const most = Number(req.query.most);
        let count = 0;
        ↓for (let i = 2; i < most; i++) count += i % 7;
        res.json({ count });
      });
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/primes", (req, res) => {
          const most = Math.min(Number(req.query.most), 10000);
          let count = 0;
          for (let i = 2; i < most; i++) count += i % 7;
          res.json({ count });
        });
        """
    ),
    .reported(
      "a billion turns in a coroutine",
      """
      from fastapi import FastAPI
      app = FastAPI()

      @app.get("/burn")
      async def burn():
          total = 0
          ↓for i in range(1000 * 1000 * 1000):
              total += i
          return total
      """,
      fixed: """
        from fastapi import FastAPI
        app = FastAPI()

        @app.get("/burn")
        def burn():
            total = 0
            for i in range(1000 * 1000 * 1000):
                total += i
            return total
        """,
      path: "main.py"
    ),
    .reported(
      "a recursion that doubles",
      """
      const express = require("express");
      const app = express();
      const ways = (n) => (n < 2 ? 1 : ways(n - 1) + ↓ways(n - 2));
      app.get("/ways/:n", (req, res) => res.json(ways(Number(req.params.n))));
      """,
      fixed: """
        const express = require("express");
        const app = express();
        const ways = (n, known = []) => n < 2 ? 1 : (known[n] ??= ways(n - 1, known) + ways(n - 2, known));
        app.get("/ways/:n", (req, res) => res.json(ways(Number(req.params.n))));
        """
    ),
    .silent(
      "a tree is walked: each node is met once",
      """
      const express = require("express");
      const app = express();
      const depth = (node) => (node ? 1 + Math.max(depth(node.left), depth(node.right)) : 0);
      app.post("/depth", express.json(), (req, res) => res.json(depth(req.body)));
      """
    ),
    .silent(
      "a loop that gives the thread back in each turn",
      """
      const express = require("express");
      const app = express();
      app.get("/wait", async (req, res) => {
        for (let i = 0; i < Number(req.query.times); i++) await new Promise((done) => setTimeout(done, 10));
        res.json({});
      });
      """
    ),
    .silent(
      "as many turns as the list of the request has elements: its body has a limit",
      """
      const express = require("express");
      const app = express();
      app.post("/sum", express.json(), (req, res) => {
        let sum = 0;
        for (let i = 0; i < req.body.items.length; i++) sum += req.body.items[i];
        res.json({ sum });
      });
      """
    ),
    .silent(
      "a few turns for each part of a list of the request",
      """
      from fastapi import FastAPI, Request

      app = FastAPI()


      @app.post("/import")
      async def load(request: Request):
          rows = (await request.body()).splitlines()
          parts = []
          for start in range(0, len(rows), 500):
              parts.append(rows[start:start + 500])
          return {"parts": len(parts)}
      """,
      path: "main.py"
    ),
  ]
}
