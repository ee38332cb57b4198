// Failures that are thrown anew as something else, without what caused them.

import Capacity
import Findings
import SemanticModel

extension SilentErrorHandler {
  /// Handlers of exceptions that throw an error of their own, name the caught one nowhere and log nothing.
  func replaced(in program: Program, under target: LoadTarget) -> [Finding] {
    let all = program.handlers()
    // Whoever failed has logged the cause before.
    let telling = Set(all.filter(\.logs).map(\.function))
    let found = all.filter { handler in
      guard case .passesOn = handler.reaction else { return false }
      return !handler.looksAtFailure && !handler.logs && !handler.isSelective
        && !handler.isEmpty && !handler.isOfOutage && handler.ownThrow == nil
        && !handler.work.unit.isPython
        && !handler.effects.isDisjoint(with: [.query, .write, .external])
        && !handler.work.resolved.targets.contains(where: telling.contains)
        && handler.work.audience == .requests
        && handler.work.isReached(from: Audience.requests.entries)
    }
    guard let first = found.first else { return [] }
    let before = program.source(of: first.place)
    let count = found.count
    return [
      finding(
        Diagnosis(
          place: first.place,
          because: found.dropFirst().prefix(8).map { ($0.place, "the same here") },
          function: first.function,
          aspect: "replaced",
          title: count == 1
            ? "A failure is replaced by another error, and its cause is dropped"
            : "\(count) handlers replace a failure by another error and drop its cause",
          problem: """
            Whatever failed (a full pool, a timeout, a broken constraint), the error that is thrown says the same, and \
            neither its `cause` nor a line in the log holds the first one. \(Self.about.problem)
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(estimate: Self.estimate(target), confidence: .low),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Hand the caught error on: `throw new Error(\"could not save the order\", { cause: error })`, and let the error handler log causes too.",
            before: Excerpt.short(before, keeping: before)
          ),
          confirm: "Check whether the client of the database logs failed statements itself."
        ),
        in: program
      )
    ]
  }

  static let replacements: [Example] = [
    .reported(
      "any failure of the database becomes one sentence",
      order("catch (error) ↓{ throw new Error(\"could not save the order\"); }"),
      fixed: order(
        "catch (error) { throw new Error(\"could not save the order\", { cause: error }); }"
      ),
      path: "server.mjs"
    ),
    .silent(
      "what failed has logged the cause itself",
      order(
        "catch (error) { throw new Error(\"could not save the order\"); }",
        write: "store(lines)",
        beside: """
          async function store(lines) {
            try {
              return await prisma.order.create({ data: { lines } });
            } catch (error) {
              console.error(error);
              throw error;
            }
          }
          """
      ),
      path: "server.mjs"
    ),
    .silent(
      "a line in the log before it",
      order(
        "catch (error) { console.error(error); throw new Error(\"could not save the order\"); }"
      ),
      path: "server.mjs"
    ),
  ]

  private static func order(
    _ handler: String,
    write: String = "prisma.order.create({ data: { lines } })",
    beside: String = ""
  ) -> String {
    """
    import express from "express";
    import { PrismaClient } from "@prisma/client";
    const prisma = new PrismaClient();
    const app = express();
    app.post("/orders", async (req, res, next) => {
      try {
        res.json(await save(req.body.lines));
      } catch (error) {
        next(error);
      }
    });
    async function save(lines) {
      try {
        return await \(write);
      } \(handler)
    }
    \(beside)
    app.use((error, req, res, next) => {
      console.error(error);
      res.status(500).end();
    });
    app.listen(3000);
    """
  }
}
