// The way that should tell of a failure fails itself.

import Capacity
import Findings
import SemanticModel

/// Reports handlers of exceptions that read an error which they did not bind.
struct UndeclaredErrorName: Rule {
  static let about = RuleDescription(
    name: "undeclared-error",
    category: .errorObservability,
    worst: .medium,
    title: "A `catch` that reads an error it did not bind",
    problem: """
      The name is declared nowhere, so reading it throws a ReferenceError in place of what failed: the answer or the \
      line in the log behind it never comes, and in a handler of Express 4 the client waits until it gives up, or the \
      process ends.
      """,
    verify: "Make the work inside `try` fail once: the answer must come, and name what failed.",
    fix: "Bind the error: `catch (error) { … }`.",
    tradeOff: "None: the binding costs nothing.",
    effort: Effort(low: 0.1, high: 0.1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let serving: EntryKinds = [EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job)]
    return program.undeclaredErrors(reachedFrom: serving).map { error in
      finding(
        Diagnosis(
          place: error.place,
          function: error.function,
          title: "`\(error.name)` is not declared here: the `catch` around it binds nothing",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(
            estimate:
              "Each failure of the work inside `try` leaves one of the \(target.inFlight) without an answer",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: "catch {", after: "catch (\(error.name)) {")
        ),
        in: program
      )
    }
  }

  static let examples: [Example] = [
    .reported(
      "an answer that reads what nobody caught",
      orders("catch { res.status(500).json({ message: `failed: ${↓error}` }); }"),
      fixed: orders("catch (error) { res.status(500).json({ message: `failed: ${error}` }); }"),
      path: "server.mjs"
    ),
    .reported(
      "a line in the log that reads what nobody caught",
      orders("catch { console.error(↓err.message); res.status(500).end(); }"),
      fixed: orders("catch (err) { console.error(err.message); res.status(500).end(); }"),
      path: "server.mjs"
    ),
    .silent(
      "an answer that needs no error",
      orders("catch { res.status(500).json({ message: \"failed\" }); }"),
      path: "server.mjs"
    ),
    .silent(
      "an error that another catch binds around it",
      orders(
        """
        catch (error) {
            try { await undo(); } catch { console.error(error); }
            res.status(500).end();
          }
        """
      ),
      path: "server.mjs"
    ),
  ]

  private static func orders(_ handler: String) -> String {
    """
    import express from "express";
    import { list, undo } from "./orders.mjs";
    const app = express();
    app.get("/orders", async (req, res) => {
      try {
        res.json(await list());
      } \(handler)
    });
    app.listen(3000);
    """
  }
}
