// Related rows that a read brings along, however many there are.

import Capacity
import Findings
import Queries
import SemanticModel

extension UnboundedRead {
  /// Child collections that come along whole: one finding for each read, by its position.
  func includeFindings(in program: Program, under target: LoadTarget) -> [Int: Finding] {
    var reads: [Int: [OpenInclude]] = [:]
    var embedded: Set<String> = []
    for include in program.openIncludes where mayGrow(include, in: program) {
      // What one list inside of the documents costs is mended in one place for all that follow it.
      let list = "\(owner(of: include, in: program)).\(include.relation)"
      if include.isEmbedded, !embedded.insert(list).inserted { continue }
      reads[include.site.position, default: []].append(include)
    }
    return reads.compactMapValues { finding(of: $0, in: program, under: target) }
  }

  /// Whether one row may have more and more of it; only what grows without end is worth a word.
  private func mayGrow(_ include: OpenInclude, in program: Program) -> Bool {
    let site = include.site
    let name = include.relation
    guard site.unit.isRunning, site.audience == .requests, include.isToMany != false,
      site.isReached(from: Audience.requests.entries)
    else { return false }
    let isPlural = name.hasSuffix("s") && !name.hasSuffix("ss")
    let owner = owner(of: include, in: program)
    // What requests add to a list of the document itself, whatever its name: `following`, `blockedUsers`.
    if let table = program.schema.table(meaning: owner),
      let array = program.grownArray(name, of: table), GrowingDocument.gathers(array, in: table)
    {
      return true
    }
    guard !include.isEmbedded, isPlural || include.isJoined, !Growth.isClosed(owner) else {
      return false
    }
    if Growth.isEcho(name) || Self.areGoods(name, of: owner) { return true }
    // What belongs to one event (the lines of a visit) is soon complete; what outlives its rows gathers them.
    let isStream =
      Growth.isStream(name) && Growth(of: owner) != .endless
      && (Growth.lasts(owner) || !include.isPlain && include.parent == nil)
    return isStream || include.isToMany == true && Self.gathers(owner, name, in: program)
  }

  /// Whether somebody or something that stays gathers such rows, though the word for them does not say it: the articles
  /// of a user, the products of a category.
  static func gathers(_ owner: String, _ name: String, in program: Program) -> Bool {
    guard Growth.lasts(owner), Growth(of: name) > .slow, !isHandful(name, of: owner),
      !Growth.areStaff(name)
    else { return false }
    let isOfOne = people.contains(noun(owner)) || Growth.comesWithUse(owner)
    return isOfOne
      ? program.schema.table(meaning: name).map { program.growsWithUse($0) } ?? false
      : areGoods(name, of: owner)
  }

  /// Whether it is what a shop or a library sorts by its owner: the products of a category.
  private static func areGoods(_ name: String, of owner: String) -> Bool {
    Growth.areGoods(name) && !Growth.isEcho(name) && !Growth.isStream(name)
      && Growth(of: owner) == .slow
  }

  private func owner(of include: OpenInclude, in program: Program) -> String {
    include.parent ?? program.subject(of: include.site)
  }

  /// Whether the code says that it is so.
  private func isEndless(_ include: OpenInclude, in program: Program) -> Bool {
    guard include.isToMany == true, !include.isShare,
      Growth.isEcho(include.relation) || Growth.isStream(include.relation)
    else { return false }
    return include.isJoined || Growth.isEcho(include.relation)
      || Growth.lasts(owner(of: include, in: program))
  }

  private func finding(
    of includes: [OpenInclude],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = includes.first else { return nil }
    let site = first.site
    // What copies or removes rows needs them all; who lists them does not.
    let approach = site.approach
    let asked = approach.map { program.ownRoutes(of: $0) } ?? []
    let isListed =
      (asked.isEmpty || asked.contains { ["GET", "QUERY", "ALL"].contains($0.verb) })
      && !(asked.allSatisfy { $0.verb == "ALL" }
        && ((approach?.calls ?? []) + [site]).contains(where: program.standsInChange))
    // What one person gives to each of a few things stays short: the votes of a participant.
    let isSure =
      isListed
      && includes.contains { isEndless($0, in: program) && Growth.isStream($0.relation) }
    var named: Set<String> = []
    let names = LazyRelationWords.list(
      includes.map(\.relation).filter { named.insert($0).inserted }.map { "`\($0)`" }
    )
    let load = ReadLoad(target: target, rows: .rows(5_000, of: first.relation))
    return finding(
      Diagnosis(
        place: first.place,
        because: (approach?.steps(in: program) ?? [])
          + includes.dropFirst().map { ($0.place, "brings along all `\($0.relation)` too") },
        function: site.function,
        title: "`\(site.calleeText)` brings along all \(names) of each row",
        problem:
          "The included \(names) have no limit of their own: each row carries all that it ever had. \(joined(includes))\(Self.about.problem)",
        severity: .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          "Leave \(names) out where they are not used, else read a page of them, or a count."
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure
          ? nil
          : isListed
            ? "Check how many \(names) one row can have."
            : "Nobody reads the rows as a list here: check whether what is done with them needs all \(names), and how "
              + "many one row can have."
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }

  private func joined(_ includes: [OpenInclude]) -> String {
    includes.count(where: \.isJoined) > 1
      ? "One statement joins them, so a row comes from the database as often as their numbers multiplied. "
      : ""
  }
}
