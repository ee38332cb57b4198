// A job that fails once is gone.

import Capacity
import Findings
import SemanticModel

/// Reports queues whose jobs are tried once only.
struct JobWithoutRetry: Rule {
  static let about = RuleDescription(
    name: "job-without-retry",
    category: .asyncJobs,
    worst: .medium,
    title: "Jobs that are tried once only",
    problem: """
      Nothing says how often a job is tried, and the library's default is once: a short outage of what the job needs \
      loses the work of that time, and nobody is told.
      """,
    verify:
      "Let the handler throw once: the job must run again after a pause, and be seen when it fails for good.",
    fix:
      "Give jobs a number of attempts with exponential backoff and jitter, keep what failed for good where somebody looks, and make the handler idempotent.",
    tradeOff:
      "A job may run twice: what it does must bear that (a key, an upsert, a check of the state).",
    effort: Effort(low: 0.25, high: 2)
  )

  /// Modules give their queues options out of sight.
  private static func isDefault(_ text: ArraySlice<UInt8>) -> Bool {
    "defaultJobOptions".utf8.elementsEqual(text)
  }

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    queueFindings(in: program, under: target) + taskFindings(in: program, under: target)
  }

  private func queueFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    // Workers of Python say it for each function.
    let makers = program.calls(playing: [.jobQueue]).filter {
      $0.unit.isRunning && !$0.unit.isPython
    }
    let isSet =
      makers.contains { $0.need == .set }
      || makers.isEmpty && program.services.contains { program.mentions($0, Self.isDefault) }
    let adds = program.calls(playing: [.jobAdd]).filter { site in
      site.unit.isRunning && site.isReached(from: .running)
    }
    let open = adds.filter { $0.need == .missing }
    guard !isSet, let first = open.first, open.count == adds.count else { return [] }
    let before = program.source(of: first.place)
    return [
      finding(
        at: first.place,
        in: first.function,
        title: "What `\(first.calleeText)` puts into the queue is tried once only",
        because: (first.approach?.steps(in: program) ?? [])
          + open.dropFirst().prefix(10).map { ($0.place, Self.alike) },
        after: first.arguments.count == 2 && before.hasSuffix(")")
          ? before.dropLast()
            + ", { attempts: 5, backoff: { type: \"exponential\", delay: 1000 } })" : nil,
        routes: first.approach?.routeLabels(in: program) ?? [],
        of: program,
        under: target
      )
    ]
  }

  /// Functions that are jobs: one finding for all, for one option of the worker's base class mends them together.
  private func taskFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    let tasks = program.unretriedTasks
    guard let first = tasks.first else { return [] }
    let before = program.source(of: first.site.place)
    let isBare = !before.contains("(") && before.utf8.count < 100
    return [
      finding(
        at: first.site.place,
        in: first.function,
        title: "`\(program.name(of: first.function))` is tried once only",
        because: [(first.enqueued.place, "puts it into the queue")]
          + tasks.dropFirst().prefix(10).map { ($0.site.place, Self.alike) },
        after: isBare
          ? "\(before)(autoretry_for=(OSError,), retry_backoff=True, retry_jitter=True, max_retries=5)"
          : nil,
        of: program,
        under: target
      )
    ]
  }

  private func finding(
    at place: SourcePlace,
    in function: FunctionRef,
    title: String,
    because: [(SourcePlace, String)],
    after: String?,
    routes: [String] = [],
    of program: Program,
    under target: LoadTarget
  ) -> Finding {
    finding(
      Diagnosis(
        place: place,
        because: because,
        function: function,
        title: title,
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Self.impact(under: target),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: program.source(of: place), after: after),
        routes: routes,
        confirm:
          "Check whether what the jobs do may be lost, or is done again by something else."
      ),
      in: program
    )
  }

  private static let alike = "is tried once, too"

  private static func impact(under target: LoadTarget) -> Impact {
    let rate = target.requestsPerSecond / 10
    return Impact(
      estimate:
        "An outage of one minute at \(Figure.grouped(rate)) jobs/s loses \(Figure.grouped(rate * 60)) jobs; "
        + "assuming that a tenth of the requests add one",
      confidence: .low
    )
  }
}
