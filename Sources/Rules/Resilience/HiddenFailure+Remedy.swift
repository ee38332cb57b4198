// What to write in place of a handler that hides a failure.

import Findings
import SemanticModel

extension HiddenFailure {
  func remedy(_ handler: Handler, _ disguise: Disguise, _ program: Program) -> Remedy {
    let before = program.source(of: handler.place)
    let advice =
      disguise == .startup
      ? "Let the failure end the process, so that whoever started it sees it and tries again; move seeds into a step of the deployment."
      : disguise == .ownThrow
        ? "Throw behind the `try`, and catch only the one exception that is expected in it."
        : disguise == .webhook
          ? "Let the failure reach the error handler, so that the sender gets a 5xx and delivers the event again; make the write idempotent by the event's id."
          : disguise == .job
            ? "Catch only the exceptions that are expected here and log them; let all others end the run, so that it counts as failed and can be done again."
            : Self.about.fix
    return Remedy(
      advice,
      before: Excerpt.short(before, keeping: before),
      after: program.units[handler.place.unit].isPython ? Self.raising(before) : nil
    )
  }

  /// `except OSError: …`, which logs what failed and lets it through.
  private static func raising(_ handler: String) -> String? {
    let lines = handler.split(separator: "\n", omittingEmptySubsequences: false)
    guard let head = lines.first, head.hasPrefix("except"), head.hasSuffix(":"), lines.count > 1
    else { return nil }
    let indent = lines[1].prefix { $0 == " " || $0 == "\t" }
    return "\(head)\n\(indent)logger.exception(\"what failed, and for whom\")\n\(indent)raise"
  }
}
