// Caches with a lifetime and no largest size: as large as many new keys come while an entry lives.

import Capacity
import Findings
import SemanticModel
import SourceText

extension GlobalGrowth {
  /// Caches of libraries that have a lifetime only, and are filled by keys that each request brings anew.
  func agingCaches(in program: Program, under target: LoadTarget) -> [Finding] {
    program.agingCaches.compactMap { cache in
      guard cache.maker.isReached(from: EntryKinds(.startup)),
        !program.isOfBrowsers(cache.maker.function), (cache.lifetime ?? 60) >= 60
      else { return nil }
      let fills = cache.fills.filter { fill in
        fill.site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
          && fill.keys.contains { Novelty(of: .named($0)) == .many }
      }
      guard let first = fills.first?.site else { return nil }
      return finding(of: cache, fills.map(\.site.place), filledBy: first, in: program, target)
    }
  }

  private func finding(
    of cache: AgingCacheFact,
    _ fills: [SourcePlace],
    filledBy site: CallSite,
    in program: Program,
    _ target: LoadTarget
  ) -> Finding {
    let approach = site.approach
    let before = program.source(of: cache.maker.place)
    let memory = GrowingMemory(target: target)
    let rate = target.requestsPerSecond * memory.share.value
    let entries = cache.lifetime.map { $0 * rate }
    return finding(
      Diagnosis(
        place: cache.maker.place,
        because: (approach?.steps(in: program) ?? []) + fills.map { ($0, "adds to it") },
        function: cache.maker.function,
        title:
          "The cache from `\(cache.maker.calleeText)` has a lifetime and no largest size",
        problem: """
          Only its age takes an entry out: whoever sends new keys faster than old ones expire decides how much memory \
          the process holds. A crawler or a client that tries keys fills it within one lifetime.
          """,
        severity: (entries ?? 0) * memory.entry.value >= 100_000_000 ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: Self.estimate(entries, rate, cache.lifetime), confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          "Give it a largest size beside the lifetime (`max: 5000`).",
          before: Excerpt.short(before, keeping: before)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how many different keys come within one lifetime, and how large an entry is."
      ),
      in: program
    )
  }

  private static func estimate(_ entries: Double?, _ rate: Double, _ lifetime: Double?) -> String {
    guard let entries, let lifetime else {
      return "Entries = new keys a second × lifetime; nothing else bounds them"
    }
    return "\(Figure.grouped(rate)) new keys/s × \(Figure.duration(lifetime)) = "
      + "\(Figure.grouped(entries)) entries at a time; "
      + "assuming a tenth of all requests bring a new key"
  }
}
