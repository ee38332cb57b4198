// Every error is written to the console as a whole, also what callers do wrong.

import Capacity
import Findings
import SemanticModel

/// Reports error handlers that write each error with its stack, whoever caused it.
struct ErrorDumping: Rule {
  static let about = RuleDescription(
    name: "error-dump",
    category: .logFlooding,
    worst: .medium,
    title: "Every error is written to the console with its stack",
    problem: """
      A wrong password, a missing page and an invalid form end in the same handler as a broken database, and each \
      writes an object with its stack. The console writes it while the request waits; under load, or when a client \
      repeats a bad request, the lines drown the few that matter.
      """,
    verify:
      "Send 1,000 requests that are answered with 404 or 401: the log must not grow by their stacks.",
    fix:
      "Write one short line for 4xx (status, path, request id) and the stack for 5xx only, through a logger with levels.",
    tradeOff: "The stack of a 4xx is gone: keep it at the debug level.",
    effort: Effort(low: 0.25, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.errorDumps.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of dump: ErrorDump,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let load = LogLoad(
      target: target,
      linesPerRequest: .stated(1, by: "one object for each error"),
      bytesPerLine: .assumed(2_000, because: "2 kB of object and stack")
    )
    let before = program.source(of: dump.site.place)
    return finding(
      Diagnosis(
        place: dump.site.place,
        function: dump.site.function,
        title:
          "`\(dump.site.calleeText)` writes the whole of `\(dump.subject)` for every error, 4xx included",
        problem: Self.about.problem,
        severity: .medium,
        confidence: .high,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: before,
          after: dump.site.unit.isPython
            ? "if getattr(\(dump.subject), \"code\", 500) >= 500:\n    \(before)"
            : "if ((\(root(dump.subject)).statusCode ?? 500) >= 500) \(before)"
        )
      ),
      in: program
    )
  }

  /// `err` of `err.stack`.
  private func root(_ subject: String) -> String {
    subject.split(separator: ".").first.map(String.init) ?? subject
  }
}
