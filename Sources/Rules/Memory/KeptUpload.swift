// Uploaded files are written to the disk, sent elsewhere, and left where they were.

import Capacity
import Findings
import SemanticModel

/// Reports uploads whose temporary files nothing in the program deletes.
struct KeptUpload: Rule {
  static let about = RuleDescription(
    name: "kept-upload",
    category: .leakedHandle,
    worst: .high,
    title: "Temporary file of an upload is never deleted",
    problem: """
      The parser writes each upload to the disk before the handler runs. The file is sent on and then needed no more, \
      but nothing deletes it: the disk of the instance fills with every upload, and when it is full no upload, no log \
      and often no request works any more.
      """,
    verify: """
      Upload a file ten times, once with a request that is refused: the folder of temporary files must be empty after.
      """,
    fix: """
      Delete the file in a `finally` behind the call that sends it on (`await fs.promises.unlink(file.path)`), also \
      where the request is refused; or hand the parser's stream on and write no file.
      """,
    tradeOff: "A failed upload cannot be sent again from the file.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let kept = program.keptUploads, let first = kept.senders.first else { return [] }
    let approach = first.approach
    let megabytes = 1.0
    let perDay = target.requestsPerSecond * 0.01 * 86_400 * megabytes / 1_000
    return [
      finding(
        Diagnosis(
          place: first.place,
          because: [(kept.writer.place, "writes uploads to files")]
            + (approach?.steps(in: program) ?? [])
            + kept.senders.dropFirst().prefix(8).map { ($0.place, "sends a file on, too") },
          function: first.function,
          title: "`\(first.calleeText)` sends an uploaded file on, and nothing deletes it",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(
            estimate:
              "If one request in a hundred brings a file of \(Figure.grouped(megabytes)) MB [assumed], "
              + "\(Figure.grouped(perDay)) GB stay on the disk each day",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: first.place), keeping: first.calleeText)
          ),
          routes: approach?.routeLabels(in: program) ?? []
        )
        .priced(for: first.rareUse, under: target),
        in: program
      )
    ]
  }
}
