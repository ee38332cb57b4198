// A page whose size the client chooses has no largest size.

import Capacity
import Findings
import Queries
import SemanticModel
import SourceText

/// Reports limits of reads that come from a request with no maximum on the way.
struct UncappedPageSize: Rule {
  static let about = RuleDescription(
    name: "uncapped-page-size",
    category: .unboundedFetch,
    worst: .high,
    title: "Page size without a maximum",
    problem: """
      The limit is what the client says it is. One request for a page of a million rows reads the whole table, builds \
      every row in memory and serialises it on the thread that serves everybody else; a few of them end the process.
      """,
    verify:
      "Request the route with a limit of 1,000,000: the answer must hold no more rows than your maximum.",
    fix:
      "Cap the limit where it is read, at the smaller of it and 100, or give its validator a maximum.",
    tradeOff: "Clients that relied on large pages must follow the pages.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let listed = pagerFindings(in: program, under: target)
    let pagers =
      listed.sorted { $0.key < $1.key }.map(\.value)
      + handFindings(in: program, besides: Set(listed.keys), under: target)
    let limits = program.pageLimits
    guard !limits.isEmpty else { return pagers }
    let capped = program.cappedNames
    let models = Dictionary(program.queries.map { ($0.call, $0.model) }) { first, _ in first }
    var found: [Uncapped] = []
    for limit in limits {
      let origin = program.provenance(of: limit.value, in: limit.unit)
      // A maximum somewhere under the same name is taken for the one that counts, unless the field itself tells.
      guard origin.isFromRequest, !origin.isCapped,
        origin.isDeclaredUnbounded || capped.isDisjoint(with: origin.requestNames)
      else {
        continue
      }
      let known = models[limit.site.position].flatMap { $0.isEmpty ? nil : $0 }
      let subject =
        known
        ?? (limit.isInText ? limit.site.statementTable ?? "" : program.subject(of: limit.site))
      let one = Uncapped(limit: limit, origin: origin, subject: subject)
      if one.isAsked { found.append(one) }
    }
    var declared: [SourcePlace: [Uncapped]] = [:]
    for use in found {
      if let place = use.origin.declaration { declared[place, default: []].append(use) }
    }
    let shared = declared.filter { $0.value.count > 1 }
    let alone = found.filter { use in use.origin.declaration.map { shared[$0] == nil } ?? true }
    return pagers
      + oneByNumber(alone, in: program).map { uses in
        finding(of: uses[0], and: uses.dropFirst(), in: program, under: target)
      }
      + shared.keys.sorted().map { place in
        finding(of: shared[place] ?? [], declaredAt: place, in: program, under: target)
      }
  }

  /// The number is capped where it gets its name, so that what else is reckoned with it (the rows to skip, the next
  /// page) fits; else where it is used.
  private func remedy(_ limit: PageLimit, _ minimum: String, in program: Program) -> Remedy {
    let made = program.definition(of: limit.value, in: limit.unit)
    let place = made ?? limit.place
    let value = program.source(of: place)
    let capped = "\(minimum)(\(value), 100)"
    let name = made == nil && program.isShorthand(place) ? "\(value): " : ""
    return Remedy(
      Self.about.fix,
      before: value,
      after: capped,
      // The smaller of a text and a number is a number in no language.
      repair: program.isNumber(limit.value, in: limit.unit)
        ? program.repair(replacing: place, with: name + capped, .unsafe) : nil
    )
  }

  private func finding(
    of uncapped: Uncapped,
    and others: ArraySlice<Uncapped>,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let limit = uncapped.limit
    let origin = uncapped.origin
    let site = limit.site
    let load = uncapped.load(under: target)
    // The way on which the request gives the number, where it is handed on; else the shortest.
    let outer = origin.calls.first
    let approach = outer.map { $0.approach } ?? site.approach
    let asked = origin.requestNames.sorted().first
    let name = asked.map { "`\($0)` of the request" } ?? "the request"
    let value = program.source(of: limit.place)
    let minimum = site.unit.isPython ? "min" : "Math.min"
    let owner = uncapped.owner
    return finding(
      Diagnosis(
        place: limit.place,
        because: (approach?.steps(in: program) ?? [])
          + origin.calls.map { ($0.place, "hands it on: `\($0.calleeText)`") }
          + (site.place.unit == limit.place.unit && site.place.span.contains(limit.place.span)
            ? [] : [(site.place, "reads as many rows")])
          + others.map { ($0.limit.place, "takes the same number: `\($0.limit.site.calleeText)`") },
        function: site.function,
        title: "The limit of `\(site.calleeText)` comes from \(name) and has no maximum",
        problem: "Nothing between \(name) and `\(value)` caps the number. \(Self.about.problem)",
        severity: load.breaksLatencyTarget && owner == nil ? .high : .medium,
        tier: owner == nil ? .finding : .suspicious,
        confidence: owner == nil ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(
          steps: Self.about.verify,
          command: approach?.command(in: program, asking: asked.map { ($0, 1_000_000) })
        ),
        fix: isSharedAlone(uncapped, others, in: program)
          ? remedy(limit, minimum, in: program) : Remedy(Self.about.fix),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: owner.map {
          "Only the rows of one `\($0)` are read: check how many one can have."
        }
      )
      .priced(for: uncapped.rareUse, under: target),
      in: program
    )
  }
}
