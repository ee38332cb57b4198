// What a handler throws ends in the framework's own answer.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports services of Express and its kin that have routes and no handler of errors.
struct MissingErrorHandler: Rule {
  static let about = RuleDescription(
    name: "missing-error-handler",
    category: .errorObservability,
    worst: .medium,
    title: "No handler of errors",
    problem: """
      What a handler throws or hands to `next` ends in the framework's own answer: a page of HTML with status 500, \
      for every cause the same, without a request id and outside the log that people search.
      """,
    verify:
      "Let one handler throw: the answer must have the form that clients know, and the log must name request and cause.",
    fix: """
      Mount one error handler behind all routes: it logs the failure with the request's id, tells expected failures \
      from others, and answers in one form.
      """,
    tradeOff: "None: handlers lose their own `try` blocks.",
    effort: Effort(low: 0.25, high: 1)
  )

  /// Fewer routes may well answer their failures one by one.
  private static let fewest = 3

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard program.errorHandlers.isEmpty, program.calls(playing: [.errorTracking]).isEmpty,
      program.routes.count >= Self.fewest
    else { return [] }
    return program.services.filter { service in
      program.needsErrorHandler(service)
        && !program.mentions(service) { NameWords.holds($0, Self.handlers) }
    }
    .map { service in
      let failed = target.requestsPerSecond * target.durationSeconds * target.errorRate
      return finding(
        ServiceGap(
          service: service,
          place: service.creation,
          title: "No handler of errors behind \(program.routes.count) routes",
          problem: Self.about.problem,
          tier: .suspicious,
          estimate:
            "Of \(target.wholeRun), the target lets \(Figure.grouped(failed)) fail: each is answered with a page of HTML",
          fix: Remedy(
            Self.about.fix,
            before: program.source(of: service.creation.place),
            repair: Self.repair(service, in: program)
          ),
          confirm: "Check whether every handler answers and logs its own failures."
        ),
        in: program
      )
    }
  }

  /// A handler in front of the statement that opens the port, behind all routes; answers change: a person decides.
  private static func repair(_ service: Service, in program: Program) -> Repair? {
    guard let listening = service.listening, listening.place.unit == service.creation.place.unit,
      listening.place.span.start > service.creation.place.span.end, !listening.unit.isPython,
      let method = listening.method, method.name == "listen"
    else { return nil }
    var edit = program.edit(ofFile: listening.place.unit)
    let start = listening.place.span.start
    let head = edit.lineHead(before: start)
    let isStatement = head.text.isEmpty || head.text.hasSuffix("= ") && !head.text.contains("(")
    let name = edit.source(ByteSpan(start: start, end: method.span.start - 1))
    let made = edit.lineHead(before: service.creation.place.span.start).text
    guard isStatement, made == "const \(name) = " else { return nil }
    let style = SourceStyle(edit)
    let end = style.hasSemicolons ? ";" : ""
    let (outer, inner) = (head.indent, head.indent + style.indent)
    let lines = [
      "\(outer)\(name).use((error, req, res, next) => {",
      "\(inner)if (res.headersSent) return next(error)\(end)",
      "\(inner)const status = error.status ?? 500\(end)",
      "\(inner)if (status >= 500) console.error(error)\(end)",
      "\(inner)res.status(status).json({ error: status >= 500 ? \(style.quote)internal error\(style.quote) : error.message })\(end)",
      "\(outer)})\(end)", "", "",
    ]
    let at = start - UInt32((head.indent + head.text).utf8.count)
    edit.replace(ByteSpan(start: at, end: at), with: lines.joined(separator: "\n"))
    return program.repair([edit], .unsafe)
  }

  /// Names by which an application mounts a handler that could not be followed.
  private static let handlers = [
    "errorhandler", "error-handler", "error_handler", "errormiddleware", "boom", "celebrate",
  ]
}
