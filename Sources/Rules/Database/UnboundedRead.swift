// A read that gives as many rows as there are: it fits today, and fails when the table has grown.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports reads of a request that no limit, key or aggregate bounds.
struct UnboundedRead: Rule {
  static let about = RuleDescription(
    name: "unbounded-read",
    category: .unboundedFetch,
    worst: .critical,
    title: "Read without a limit",
    problem: """
      The answer grows with the table. Every row is read, made an object, kept in memory until the answer is written, \
      and serialised on the thread that serves all other requests: a table that was harmless at the start makes this \
      request slow, then takes the process down with a few of them at once.
      """,
    verify: """
      Fill the table with 100,000 rows and request the route: the answer's size, its time and the process's heap must \
      not grow with the rows.
      """,
    fix:
      "Read a page: a limit with a maximum, and a cursor on an indexed column for the next page.",
    tradeOff: "Callers that need everything must ask page by page, or get a total from a count.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let includes = includeFindings(in: program, under: target)
    let wide = program.unboundedReads + program.gatheredReads + program.matchingReads
    let whole = wide.filter { read in
      // A few rows that bring along all of a large table: what they bring along is the matter.
      !includes.keys.contains(read.site.position) || Growth(of: read.subject) > .slow
    }
    let found = whole.compactMap { read in
      finding(of: read, in: program, under: target).map { (read.site.position, $0) }
    }
    let told = Set(found.map(\.0)).union(includes.keys)
    return found.map(\.1) + keptListFindings(in: program, under: target, besides: told)
      + includes.keys.sorted().compactMap { includes[$0] }
      + eagerFindings(in: program, under: target)
      + listingFindings(in: program, under: target)
      + childFindings(in: program, under: target)
  }

  /// Whether one row of a kind may have many of another: no items of a cart, no pictures of an article.
  static func mayHaveMany(_ subject: String, of owner: String) -> Bool {
    Judgement.mayBeMany(subject, of: owner)
  }

  private func finding(
    of read: OpenRead,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let site = read.site
    let audience = site.audience
    guard site.unit.isRunning, audience != .browsers,
      site.isReached(from: [EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job)])
    else { return nil }
    // What a method of a view gives was filtered there.
    guard !(read.subject.isEmpty || Growth.holds(read.subject)) || !program.isWrittenOut(site),
      let judgement = read.filter.gatheredBy == nil
        ? Judgement(read, for: audience, program)
        : Judgement(gathered: read, for: audience, program)
    else { return nil }
    let load = ReadLoad(target: target, rows: judgement.input)
    let severity: Severity =
      load.breaksLatencyTarget && judgement.isSure
      ? .high : judgement.rows < 1_000 ? .monitor : .medium
    let approach = site.approach
    return finding(
      Diagnosis(
        place: site.place,
        because: approach?.steps(in: program) ?? [],
        function: site.function,
        title: "`\(site.calleeText)` reads \(judgement.what) without a limit",
        problem: "\(judgement.reason) \(Self.about.problem)",
        severity: severity,
        tier: judgement.isSure ? .finding : .suspicious,
        confidence: judgement.isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: remedy(read, in: program),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: judgement.confirm,
        threshold:
          "\(Figure.grouped(load.rowsAtTarget / 10)) rows in one answer: a tenth of what takes the p95 target",
        rows: read.subject
      )
      .priced(for: site.rareUse, under: target)
      .reached(by: site.approach, to: site.calleeText)
      .spread(over: approach, in: program)
      .writtenBack(by: site, in: program)
      .handed(to: site, in: program),
      in: program
    )
  }

  private func remedy(_ read: OpenRead, in program: Program) -> Remedy {
    let before = program.source(of: read.site.place)
    guard !read.isAsked else {
      return Remedy(
        "Give the method of the repository a limit with a maximum and a cursor, and hand in the page here. Where all "
          + "rows of `\(read.subject)` are needed, let the database sum or count them.",
        before: Excerpt.short(before, keeping: before)
      )
    }
    guard !read.isOnlyCounted else {
      return Remedy(
        "Ask the database for the number (`count()` with the same filter): no row is read.",
        before: Excerpt.short(before, keeping: before)
      )
    }
    var after =
      read.isPlainlyFiltered
      ? nil : program.source(of: read.site.place, adding: read.fact.rule.limits)
    if after == nil, let ending = read.fact.rule.ending { after = before.linked(ending) }
    if after == nil, let clause = read.fact.rule.clause {
      after = read.site.source(before, limitedBy: clause, in: program)
    }
    // What is made of all rows (a sum, a deletion, a look-up) would be wrong with a part of them.
    let isListed = program.isOnlyListed(read.site) && !read.site.isReached(from: EntryKinds(.job))
    let name = read.subject.isEmpty ? "the table" : "`\(read.subject)`"
    return Remedy(
      isListed
        ? Self.about.fix
        : "Where the rows are shown, read a page: a limit with a maximum, and a cursor on an indexed column for the "
          + "next one. Where all rows of \(name) are needed, let the database sum or count them, or read them in batches by key.",
      before: Excerpt.short(before, keeping: before),
      after: after.map { Excerpt.short($0, keeping: $0) },
      // Rows behind the limit are no longer answered: a person decides.
      repair: isListed
        ? after.map { program.repair(replacing: read.site.place, with: $0, .unsafe) } : nil
    )
  }
}

/// What a read without a limit is worth, for those who wait for it.
private struct Judgement {
  var what: String
  var reason: String
  var rows: Double
  var isSure: Bool
  var confirm: String?
  /// The rows of one answer, with the share of the table that they are.
  var input: Input

  /// Rows that are put beside others by their keys are those of a page; rows that are listed are a feed.
  init?(gathered read: OpenRead, for audience: Audience, _ program: Program) {
    guard let owner = read.filter.gatheredBy, audience == .requests,
      Growth.isStream(read.subject), program.growsWithUse(tableOf: read.subject)
    else { return nil }
    let isListed = program.isOnlyListed(read.site) || program.isWrittenOut(read.site)
    // What is cut to a few for each owner was read whole before.
    guard isListed || program.isCutInMemory(read.site) else { return nil }
    let name = "`\(read.subject)`"
    what = "all rows of \(name) of many `\(owner)`"
    reason =
      "The filter names the owners of the rows, and nothing limits how many rows of \(name) they have together."
    let count = Growth(of: read.subject).rows / 10
    rows = count
    isSure =
      isListed && UnboundedRead.people.contains(UnboundedRead.noun(owner))
      && !program.isRare(read.site)
    confirm = isSure ? nil : "Check how many rows of \(name) the owners in the list have."
    let stated = "\(Figure.grouped(count)) rows of \(name) for all owners together"
    input = .assumed(count, because: stated)
  }

  /// Nil where the rows are few by nature.
  init?(_ read: OpenRead, for audience: Audience, _ program: Program) {
    let growth = Growth(of: read.subject)
    guard growth != .small else { return nil }
    // A session or a connection reads something, but its name does not say what.
    let isNamed =
      !read.subject.isEmpty && !Growth.holds(read.subject)
      && !read.site.calleeText.hasPrefix("\(read.subject)(")
    let name = isNamed ? "`\(read.subject)`" : "the table"
    var share: String?
    if read.isOnlyCounted || read.isOpenPage {
      guard audience == .requests else { return nil }
      what =
        read.isOnlyCounted
        ? "rows of \(name) to count them" : "all rows of \(name) behind the page's start"
      reason =
        read.isOnlyCounted
        ? "Nothing is used of the rows of \(name) but how many there are: each is read, made an object and dropped."
        : "The read skips rows as a page does, and nothing ends the page: it gives everything behind its start."
      rows = read.isOnlyCounted ? growth.rows / 10 : growth.rows
      isSure = true
      if read.isOnlyCounted, case .owned(let owner) = read.reach, !Growth.isStream(read.subject) {
        guard !UnboundedRead.isHandful(read.subject, of: owner) else { return nil }
        isSure = false
        confirm = "Check how many rows of \(name) one `\(owner)` can have."
      }
      input = .assumed(rows, because: "\(Figure.grouped(rows)) rows of \(name)")
      return
    }
    // The kinds and states that there are, for a filter.
    if read.isOfDistinctValues { return nil }
    // A few thousand names or numbers of master data are a few kilobytes.
    if growth == .slow, read.isNarrow { return nil }
    switch read.reach {
    case .everything:
      guard !isNamed || !program.isListOfNames(tableOf: read.subject) else { return nil }
      let optional = read.filter.conditions.filter(\.isOptional).map(\.name).filter { !$0.isEmpty }
      what = "all rows of \(name)"
      reason =
        optional.first.map {
          "Without `\($0)`, which some paths leave out, nothing selects among the rows of \(name), and nothing limits them."
        } ?? "Nothing selects among the rows of \(name), and nothing limits them."
      rows = growth.rows
      // Master data is made by hand: it may be ten rows for ever.
      isSure =
        audience == .requests && growth != .slow && !read.filter.isReplaced
        && !program.hasSmallKey(tableOf: read.subject)
        && program.isTied(tableOf: read.subject) && !Growth.areStaff(read.subject)
        && (program.growsWithUse(tableOf: read.subject)
          || program.hasNoMakers(tableOf: read.subject) && Growth.comesWithUse(read.subject))
        && !program.isPostedByFew(read.subject)
      confirm =
        isSure
        ? nil
        : "Check how many rows \(name) has\(audience == .requests ? "" : " when the job runs")."
    case .share:
      // A job over all members in good standing walks nearly all there are; over what waits, it walks what has come in.
      guard
        audience == .requests
          || Growth.lasts(read.subject) && read.filter.isSettled && !read.isNarrow
      else { return nil }
      what = "a share of \(name)"
      reason =
        "The filter (\(Self.list(read.filter))) holds for a share of \(name) that grows with the table, and nothing limits it."
      rows = growth.rows / 4
      share = "a quarter of \(Figure.grouped(growth.rows)) rows in \(name)"
      // A state of many rows and a value that few have look alike.
      isSure = false
      confirm =
        "Check how many rows of \(name) pass the filter\(audience == .requests ? "" : " when the job runs")."
    case .owned(let key):
      // A filter by the row (`project=project`, `{ bootcamp: id }`) does not name its key.
      let owner = key.hasSuffix(".id") ? String(key.dropLast(3)) : key
      // One or two columns of what one thing has are a few kilobytes.
      guard audience == .requests, growth > .slow, !read.isNarrow || growth == .endless,
        read.filter.sender == nil || Growth.isStream(read.subject),
        !Self.hands.contains(UnboundedRead.noun(owner)), !Self.isOwnKey(key, read, program),
        !UnboundedRead.isHandful(read.subject, of: owner) || UnboundedRead.isOfThing(read),
        !read.walksRelation || growth == .endless || program.isWrittenOut(read.site)
      else { return nil }
      // All rows of one organisation, however far away the rows name it: `item.organization`.
      let isTenant = ReadFilter.isTenant(owner.split(separator: ".").last.map(String.init) ?? owner)
      // The items of a category are its content, made by hand like itself.
      guard isTenant || growth == .endless || Growth(of: UnboundedRead.noun(owner)) != .slow else {
        return nil
      }
      // Those of one organisation's people who may do more than others.
      let isOfColleagues = isTenant && Self.colleagues.contains(UnboundedRead.noun(read.subject))
      guard !isOfColleagues || !read.filter.conditions.contains(where: Self.isRank) else {
        return nil
      }
      what = "all rows of \(name) of one `\(owner)`"
      reason =
        "The filter selects by `\(owner)` alone, and nothing limits how many rows of \(name) it has."
      rows = growth == .endless ? isTenant ? 20_000 : 5_000 : 1_000
      share = "\(Figure.grouped(rows)) rows of \(name) for one `\(owner)`"
      // What belongs to one thing is mostly little; what belongs to a tenant is all that its people ever made, and what
      // people say in one place has no end.
      isSure =
        !read.selectsKeys && !read.isNarrow && !program.isRare(read.site) && !owner.contains(".")
        && read.filter.selecting.count == 1
        && program.growsWithUse(tableOf: read.subject)
        && !isOfColleagues
        && (ReadFilter.isCustomer(owner)
          && (growth == .endless || isTenant && Growth.comesWithUse(read.subject))
          || Growth.isStream(read.subject)
            && UnboundedRead.talks.contains(UnboundedRead.noun(owner)))
      confirm = isSure ? nil : "Check how many rows of \(name) one `\(owner)` can have."
    case .matching(let column):
      guard audience == .requests, growth > .slow, !read.isNarrow,
        program.isOnlyListed(read.site) || program.isWrittenOut(read.site)
      else { return nil }
      what = "all rows of \(name) of one `\(column)`"
      reason =
        "The filter selects by `\(column)` alone, of which many rows of \(name) may share a value, and nothing limits them."
      rows = growth.rows / 20
      share = "a twentieth of \(Figure.grouped(growth.rows)) rows in \(name) for one `\(column)`"
      isSure = false
      confirm = "Check how many rows of \(name) share one `\(column)`."
    case .few, .unknown: return nil
    }
    let count = rows
    input = share.map { .assumed(count, because: $0) } ?? .rows(count, of: read.subject)
    guard !isNamed, !read.subject.isEmpty, isSure else { return }
    isSure = false
    confirm = "Check how many rows the statement of `\(read.site.calleeText)` gives."
  }

  fileprivate static func mayBeMany(_ subject: String, of owner: String) -> Bool {
    let growth = Growth(of: subject)
    return growth > .slow && !hands.contains(UnboundedRead.noun(owner))
      && !UnboundedRead.isHandful(subject, of: owner)
      && (growth == .endless || Growth(of: UnboundedRead.noun(owner)) != .slow)
  }

  /// What one person puts together and takes along.
  private static let hands: Set<String> = [
    "cart", "basket", "bag", "order", "invoice", "booking", "quotation", "shipment",
  ]

  private static func isRank(_ condition: ReadFilter.Condition) -> Bool {
    !condition.isOptional && Growth.words(of: condition.name).contains("role")
  }

  /// Whether the filter names the row itself: `users.user_id`, which is the table's key.
  private static func isOwnKey(_ key: String, _ read: OpenRead, _ program: Program) -> Bool {
    program.schema.table(meaning: read.subject)?.indexes.contains {
      $0.isUnique && $0.columns == [key]
    } ?? false
  }

  /// The people of a tenant: as many as it pays for.
  private static let colleagues: Set<String> = [
    "profile", "member", "membership", "user", "employee", "seat",
  ]

  private static func list(_ filter: ReadFilter) -> String {
    let names = filter.conditions.map(\.name).filter { !$0.isEmpty }
    return names.isEmpty ? "a range or pattern" : names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
