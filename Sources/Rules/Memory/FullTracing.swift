// Each request of production is recorded from end to end, and sent away.

import Capacity
import Findings
import SemanticModel

/// Reports collectors of traces that record every request.
struct FullTracing: Rule {
  static let about = RuleDescription(
    name: "full-tracing",
    category: .logFlooding,
    worst: .medium,
    title: "Every request is traced",
    problem: """
      Each request keeps its spans in memory until it ends, is serialised and sent to the collector. Under load this \
      takes processor time and network from the requests themselves, and the collector's quota is spent in hours: \
      then it drops traces, those of failures too.
      """,
    verify: """
      Compare throughput and processor time of the same load test with tracing on and off, and count the events that \
      the collector takes: they must be a small share of the requests.
      """,
    fix:
      "Record a share of the requests (0.05 to 0.1), and decide per route where some matter more.",
    tradeOff:
      "A rare failure may have no trace: keep error events complete, which sampling does not touch.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    recorderFindings(in: program, under: target)
      + program.calls(playing: [.errorTracking, .telemetry]).compactMap { site in
        guard site.unit.isRunning, site.isReached(from: .running), !program.runsInBrowser(site),
          let option = site.recordsAll
        else { return nil }
        return finding(site, option, in: program, target)
      }
  }

  private func finding(
    _ site: CallSite,
    _ option: Operand,
    in program: Program,
    _ target: LoadTarget
  ) -> Finding {
    let place = SourcePlace(unit: site.place.unit, span: option.span)
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: [(place, "records every request")],
        function: site.function,
        title: "`\(site.calleeText)` traces every request",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: Self.estimate(target), confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: before,
          after: after(site, option, before, in: program)
        ),
        confirm: "Check that the collector is switched on where the load arrives."
      ),
      in: program
    )
  }

  private func after(
    _ site: CallSite,
    _ option: Operand,
    _ before: String,
    in program: Program
  ) -> String? {
    let own = program.source(of: SourcePlace(unit: site.place.unit, span: option.span))
    if option.isNumber {
      return before.replacing("ample_rate=\(own)", with: "ample_rate=0.1")
        .replacing("ampleRate: \(own)", with: "ampleRate: 0.1")
    }
    return before.replacing("enable_tracing=\(own)", with: "traces_sample_rate=0.1")
      .replacing("enableTracing: \(own)", with: "tracesSampleRate: 0.1")
  }

  private static func estimate(_ target: LoadTarget) -> String {
    let kilobytes = 5.0
    let rate = target.requestsPerSecond
    return "\(Figure.grouped(rate)) req/s × \(Figure.grouped(kilobytes)) kB a trace (assumed) = "
      + "\(Figure.grouped(rate * kilobytes / 1_000)) MB/s sent to the collector, and "
      + "\(Figure.grouped(rate * 86_400)) transactions a day of its quota"
  }
}
