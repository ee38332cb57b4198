// Whole files and whole results in the memory of one process.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports files and exports that are held as a whole.
struct LargeBuffering: Rule {
  static let about = RuleDescription(
    name: "large-buffering",
    category: .largeBuffering,
    worst: .high,
    title: "Whole file or result held in memory",
    problem: """
      Every request keeps all bytes from the first to the last in memory, some of them several times. A few large \
      ones at the same time fill the heap: the garbage collector stops everybody, and then the process ends.
      """,
    verify: """
      Send 20 requests with the largest file or period at once and watch the resident memory of the process: it must \
      not rise with the size.
      """,
    fix:
      "Let the bytes pass through in pieces: a stream with `pipeline`, a cursor, or a file on disk.",
    tradeOff:
      "An error in the middle of a stream comes when the status line is sent: end the connection then.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let wholes = program.wholesInMemory.filter {
      $0.site.isReached(from: Audience.requests.entries)
    }
    return wholes.map { finding(of: $0, in: program, under: target) }
      + uploads(in: program, under: target)
  }

  /// Uploads that stand in memory as a whole.
  private func uploads(in program: Program, under target: LoadTarget) -> [Finding] {
    let load = HeldMemory(
      target: target,
      bytes: .assumed(10_000_000, because: "uploads of 10 MB")
    )
    let kept = program.calls(playing: [.uploadsInMemory]).filter {
      $0.unit.isRunning && $0.isReached(from: .running)
    }
    let read = program.calls(playing: [.wholeUpload]).filter {
      $0.unit.isRunning && $0.arguments.isEmpty && $0.isReached(from: Audience.requests.entries)
    }
    return (kept + read).map { site in
      finding(
        site,
        site.approach?.steps(in: program) ?? [],
        title: "`\(site.calleeText)` holds whole uploads in memory",
        fix:
          "Let uploads pass to a file or to the object store piece by piece, and refuse those that are larger than they need to be.",
        estimate: load.sentence,
        confirm: "Check how large uploads can be, and how many come in at the same time.",
        in: program
      )
    }
  }

  private func finding(
    of whole: WholeInMemory,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = whole.site
    let isFile = whole.kind == .file
    let load = HeldMemory(
      target: target,
      bytes: isFile
        ? .assumed(10_000_000, because: "files of 10 MB")
        : .assumed(10_000_000, because: "100,000 rows of 100 bytes")
    )
    var steps = site.approach?.steps(in: program) ?? []
    if let use = whole.use {
      steps.append((use, isFile ? "takes all of it" : "adds one line per row"))
    }
    return finding(
      site,
      steps,
      title: isFile
        ? "`\(site.calleeText)` reads the whole file before the first byte goes on"
        : "`\(whole.subject)` holds every line before the first one is sent",
      fix: isFile
        ? site.unit.isPython
          ? "Let the framework send the file piece by piece (`FileResponse`, `send_file`), or give it a generator of pieces."
          : "Open the file with `createReadStream` and connect it with `pipeline`, or let `res.sendFile` do it."
        : "Write each line to the response as its row comes, and wait when `write` says that the buffer is full.",
      estimate: load.sentence,
      confirm: isFile
        ? "Check how large the files can be." : "Check how many rows the largest result has.",
      in: program
    )
  }
  private func finding(
    _ site: CallSite,
    _ steps: [(place: SourcePlace, note: String)],
    title: String,
    fix: String,
    estimate: String,
    confirm: String,
    in program: Program
  ) -> Finding {
    let approach = site.approach
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: steps,
        function: site.function,
        title: title,
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: estimate, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(fix, before: Excerpt.short(before, keeping: before)),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: confirm
      ),
      in: program
    )
  }
}
