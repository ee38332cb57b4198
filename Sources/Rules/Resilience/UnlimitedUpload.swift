// A parser of uploads takes files of any size.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports parsers of uploads that are given no largest size.
struct UnlimitedUpload: Rule {
  static let about = RuleDescription(
    name: "unlimited-upload",
    category: .abuseControl,
    worst: .high,
    title: "Upload without a largest size",
    problem: """
      The parser takes files of any size and any number. A few callers with large files fill the memory or the disk \
      of the process, and every other request fails with it.
      """,
    verify: """
      Send a file of 1 GB (`curl -F file=@1GB.bin …`): the answer must be 413 before the memory or the disk grows by \
      more than the limit.
      """,
    fix:
      "Set the largest size and number of files in the parser's `limits`, mount it only on the routes that take files, behind sign-in, and stream large files to object storage.",
    tradeOff:
      "Files above the limit are refused: tell the limit in the form, and choose it from what users send.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.calls(playing: [.uploadParser]).compactMap { site in
      guard site.need == .missing, site.unit.isRunning, site.isReached(from: .running),
        !hasDefaults(site, program)
      else { return nil }
      let doubt = self.doubt(site, program)
      return finding(
        Diagnosis(
          place: site.place,
          function: site.function,
          title: "`\(site.calleeText)` takes files of any size",
          problem: Self.about.problem,
          severity: .high,
          tier: doubt == nil ? .finding : .suspicious,
          confidence: doubt == nil ? .high : .medium,
          impact: Impact(estimate: Self.estimate(target), confidence: .medium),
          verify: Verify(steps: Self.about.verify),
          fix: remedy(site, program),
          confirm: doubt
        ),
        in: program
      )
    }
  }

  /// A validator of the handler looks at the size, after the parser has taken the file.
  private func doubt(_ site: CallSite, _ program: Program) -> String? {
    let span = site.place.span
    let behind = program.source(
      of: SourcePlace(unit: site.place.unit, span: ByteSpan(start: span.end, end: span.end &+ 400))
    )
    guard behind.contains("MaxFileSizeValidator") || behind.contains("addMaxSizeValidator") else {
      return nil
    }
    return
      "A validator of the handler refuses large files once they are received: check how large a file reaches the process, and "
      + "who may send one."
  }

  /// A module may set limits for all parsers that take theirs from it.
  private func hasDefaults(_ site: CallSite, _ program: Program) -> Bool {
    program.calls(playing: [.uploadDefaults]).contains { $0.unit.isRunning }
  }

  private static func estimate(_ target: LoadTarget) -> String {
    let size = 100.0
    let parallel = target.requestsPerSecond * 0.01
    return "If one request in a hundred brings a file of \(Figure.grouped(size)) MB, "
      + "\(Figure.grouped(target.requestsPerSecond)) req/s bring \(Figure.grouped(parallel * size)) MB "
      + "each second"
  }

  private func remedy(_ site: CallSite, _ program: Program) -> Remedy {
    let before = program.source(of: site.place)
    let edit = program.edit(of: site.place, adding: site.neededOptions)
    return Remedy(
      Self.about.fix,
      before: Excerpt.short(before, keeping: before),
      after: edit.flatMap(\.text).map { Excerpt.short($0, keeping: "limits") },
      repair: edit.map { program.repair([$0], .unsafe) }
    )
  }
}
