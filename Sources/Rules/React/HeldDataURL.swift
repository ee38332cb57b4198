// Files that a page keeps as long texts, where a handle of a few bytes would do.

import Capacity
import Findings
import SemanticModel

/// Reports files that components read into data URLs and keep in their state.
struct HeldDataURL: Rule {
  static let about = RuleDescription(
    name: "file-in-state",
    category: .stateBloat,
    worst: .medium,
    title: "A whole file is kept in state as text",
    problem: """
      The file is read whole and written as base64, a third larger than it is. The text stands in state, is compared and \
      handed on at each render, and is parsed once more to be shown.
      """,
    verify: """
      Choose a photo of 8 MB, take a heap snapshot and look for strings of more than 1 MB: there may be none.
      """,
    fix: """
      Keep the `File` itself, show it with `URL.createObjectURL(file)` (revoked when it is replaced), and send it in a \
      `FormData` as it is.
      """,
    tradeOff: "The server takes a file where it took a text.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.heldFiles.map { finding(of: $0, in: program) }
  }

  private func finding(of held: HeldFile, in program: Program) -> Finding {
    let isSent = held.sent != nil
    return finding(
      Diagnosis(
        place: held.place,
        because: [(held.write, "keeps the text in `\(held.cell.name)`")]
          + (held.sent.map { [($0, "sends it")] } ?? []),
        function: held.component,
        title: isSent
          ? "`\(held.cell.name)` keeps a whole file as base64 text, and sends it so"
          : "`\(held.cell.name)` keeps a whole file as base64 text to show it",
        problem: Self.about.problem
          + (isSent
            ? " It travels as text as well: the server must read all of it into memory to decode it."
            : ""),
        severity: isSent ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "1 photo of 8 MB × 4/3 (base64) = 10.7 MB of text in state\(isSent ? " and in the request" : ""); "
            + "assuming a photo of a phone",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: held.place), keeping: "readAsDataURL")
        ),
        confirm: "Check how large the files are that people choose: nothing in sight limits them.",
        threshold: "1 MB for a file"
      ),
      in: program
    )
  }
}
