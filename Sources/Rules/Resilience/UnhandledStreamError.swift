// A stream fails, nobody listens, and the process ends.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports streams that are piped on a request's way and whose failure nobody handles.
struct UnhandledStreamError: Rule {
  static let about = RuleDescription(
    name: "unhandled-stream-error",
    category: .noBackpressure,
    worst: .high,
    title: "Piped stream without a listener for its failure",
    problem: """
      `pipe` hands on data, not failures: when the source fails (a file that is gone, a full disk), its `error` event \
      has no listener and ends the process, and the answer stays open. When the client leaves, the source stays open.
      """,
    verify:
      "Ask for something whose source fails half-way or does not exist: the answer must be an error, and the process must go on.",
    fix:
      "Use `pipeline` of `node:stream/promises`: it hands failures on, closes all streams of the chain, and can be awaited.",
    tradeOff: "An answer that has begun cannot become a 500 any more: it can only be cut.",
    effort: Effort(low: 0.25, high: 1)
  )

  /// `await pipeline(file, res)` for `file.pipe(res)`.
  private static func pipeline(_ site: CallSite, in program: Program) -> String? {
    guard let method = site.method, method.name == "pipe", let sink = site.arguments.first,
      method.span.start > site.place.span.start
    else { return nil }
    let edit = program.edit(ofFile: site.place.unit)
    let source = edit.source(
      ByteSpan(start: site.place.span.start, end: method.span.start - 1)
    )
    guard !source.contains(".pipe("), !source.contains("\n") else { return nil }
    return "await pipeline(\(source), \(edit.source(sink.span)))"
  }

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.unhandledPipes.map { site in
      let approach = site.approach
      let before = program.source(of: site.place)
      return finding(
        Diagnosis(
          place: site.place,
          because: approach?.steps(in: program) ?? [],
          function: site.function,
          title: "`\(site.calleeText)`: nobody hears when the source fails",
          problem: Self.about.problem,
          severity: .high,
          confidence: .high,
          impact: Impact(
            estimate: "One failing source ends the process, with \(target.inFlight)",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(before, keeping: before),
            after: Self.pipeline(site, in: program)
          ),
          routes: approach.map { [program.label(of: $0.entry)] } ?? []
        ),
        in: program
      )
    }
  }
}
