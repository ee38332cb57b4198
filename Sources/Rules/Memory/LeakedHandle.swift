// A connection, session or file that a request takes and does not always give back.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports handles with a path on which nothing closes them.
struct LeakedHandle: Rule {
  static let about = RuleDescription(
    name: "leaked-handle",
    category: .leakedHandle,
    worst: .critical,
    title: "Handle that is not closed on every path",
    problem: """
      What a request takes and does not give back stays taken until the process ends. Each leak leaves less for the \
      next request, until all of them wait for a connection or a descriptor that never comes.
      """,
    verify: """
      Make the statement between taking and giving back fail a few times, and count the open handles (`waitingCount` \
      of the pool, `lsof -p PID`, pg_stat_activity): their number must come back to what it was.
      """,
    fix: "Give it back in a `finally` block that begins right behind the call that took it.",
    tradeOff:
      "None: a `finally` block costs nothing. Keep what stands between short, for others wait for the handle.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.callsOfLibraries.compactMap { position in
      let site = program.call(at: position)
      guard let handle = site.handle, site.unit.isRunning,
        site.isReached(from: [EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job)]),
        !program.isGuardedByItsResult(site)
      else { return nil }
      switch program.release(of: handle, openedBy: site) {
      case .safe: return nil
      case .skippable(let place):
        return finding(site, handle, .failure(closing: place), in: program, under: target)
      case .passed(let place):
        return finding(site, handle, .earlyReturn(place), in: program, under: target)
      case .absent: return finding(site, handle, .always, in: program, under: target)
      }
    }
  }

  /// The way on which it stays open.
  private enum Gap {
    case always
    case failure(closing: SourcePlace)
    case earlyReturn(SourcePlace)

    var isAlways: Bool {
      if case .always = self { return true }
      return false
    }

    func share(_ target: LoadTarget) -> Input {
      switch self {
      case .always: .stated(1, by: "no path closes it")
      case .failure:
        .assumed(target.errorRate, because: "that the tolerated share of requests fails there")
      case .earlyReturn:
        .assumed(target.errorRate, because: "that the tolerated share of requests returns there")
      }
    }

    var step: (place: SourcePlace, note: String)? {
      switch self {
      case .always: nil
      case .failure(let place): (place, "closes it, but only when nothing before it fails")
      case .earlyReturn(let place): (place, "returns, and leaves it open")
      }
    }

    func title(_ handle: Handle, _ site: CallSite) -> String {
      switch self {
      case .always: "Nothing gives back the \(handle.what) from `\(site.calleeText)`"
      case .failure:
        "The \(handle.what) from `\(site.calleeText)` stays open when something behind it fails"
      case .earlyReturn:
        "The \(handle.what) from `\(site.calleeText)` stays open where the function returns early"
      }
    }
  }

  private func finding(
    _ site: CallSite,
    _ handle: Handle,
    _ gap: Gap,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let approach = site.approach
    let load = LeakedHandles(
      target: target,
      leakShare: gap.share(target),
      size: handle.isPooled ? site.poolSize.map { Double($0.connections) } ?? 10 : nil
    )
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? []) + [gap.step].compactMap(\.self),
        function: site.function,
        title: gap.title(handle, site),
        problem: Self.about.problem,
        severity: handle.isCounted && !site.use.methods.isEmpty
          ? .monitor : severity(handle, isAlways: gap.isAlways),
        confidence: .high,
        impact: Impact(estimate: load.sentence(of: handle.what), confidence: .medium),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          advice(gap, handle, site),
          before: Excerpt.short(
            program.source(of: program.body(around: site)),
            keeping: program.source(of: site.place)
          )
        ),
        routes: approach?.routeLabels(in: program) ?? []
      )
      .priced(for: site.rareUse, muting: handle.isCounted, ceiling: .high, under: target),
      in: program
    )
  }

  private func advice(_ gap: Gap, _ handle: Handle, _ site: CallSite) -> String {
    let names = handle.releases.sorted().map { "`\($0)`" }.joined(separator: " or ")
    // What a `finally` gives back is no unit of work that must be kept or undone.
    guard case .earlyReturn = gap, handle.releases.contains("commit") else {
      return "Put what follows `\(site.calleeText)` into `try`, and \(names) into its `finally`."
    }
    return
      "Call `rollback` before each such return, or hand the work to `\(site.calleeText)` as a function: it then ends by itself."
  }

  private func severity(_ handle: Handle, isAlways: Bool) -> Severity {
    if handle.isCounted { return isAlways ? .medium : .monitor }
    if handle.isPooled { return isAlways ? .critical : .high }
    return isAlways ? .high : .medium
  }
}
