// Rows that expire and are never deleted: the table grows with every request that writes one.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports tables of tokens, codes and sessions from which nothing deletes what has expired.
struct EndlessTable: Rule {
  static let about = RuleDescription(
    name: "endless-table",
    category: .indexGap,
    worst: .medium,
    title: "Expired rows are never deleted",
    problem: """
      Every request that writes a row leaves it for ever: the table, its indexes and each scan of it grow with the \
      traffic, not with the users, although an expired row is of no use to anybody.
      """,
    verify: "Count the rows whose time has passed: the number must fall when the purge runs.",
    fix: """
      Delete expired rows by the clock in batches, by an index on the expiry column; in MongoDB, a TTL index does it.
      """,
    tradeOff: "Deleted rows are gone for audits: copy what must be kept.",
    effort: Effort(low: 1, high: 3)
  )

  static let examples: [Example] = rows + tokens + results + ledgers

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let tables = program.schema.tables.filter { Self.expiry(of: $0) != nil }
    let kept =
      tokenFindings(in: program, under: target)
      + resultFindings(in: program, under: target)
      + ledgerFindings(in: program, besides: Set(tables.map(\.name)), under: target)
    guard !tables.isEmpty else { return kept }
    let uses = TableUses(in: program)
    let assembly = IndexFindings(program: program, target: target)
    return kept
      + tables.compactMap { table in
        guard let column = Self.expiry(of: table), let insert = uses.inserts[table.name],
          !uses.purges(table, by: column), !uses.replaces(table, at: insert),
          !Self.isBounded(table), let site = column.site ?? table.sites.first
        else { return nil }
        let found = finding(
          diagnosis(table, column, insert, uses, in: program, under: target),
          in: program
        )
        return assembly.placed(found, at: site, rule: Self.about.name, table.name, column.name)
      }
  }

  /// What is to be checked; nil where requests make the rows as they go.
  private static func doubt(_ table: Table, _ column: Column, _ uses: TableUses) -> String? {
    if column.isNullable == true {
      return
        "Check how many rows have `\(column.property)` at all: rows without it are kept on purpose."
    }
    let isNowAndThen = Growth.words(of: table.label).contains {
      ["reset", "invite", "invitation", "signup", "grant"].contains($0)
    }
    if uses.removesUsed(table) {
      return
        "Check how many rows are never used: what is used is deleted by its owner's key, so that only the others stay."
    }
    return isNowAndThen
      ? "Such rows are made now and then: check how many a day brings, and whether others refer to them."
      : nil
  }

  private func diagnosis(
    _ table: Table,
    _ column: Column,
    _ insert: CallSite,
    _ uses: TableUses,
    in program: Program,
    under target: LoadTarget
  ) -> Diagnosis {
    let doubt = Self.doubt(table, column, uses)
    let perDay = target.requestsPerSecond * 0.01 * 86_400
    let approach = insert.approach
    return Diagnosis(
      place: insert.place,
      because: (approach?.steps(in: program) ?? []) + [(insert.place, "adds a row")],
      function: insert.function,
      title: "Expired rows of `\(table.models.first ?? table.name)` are never deleted",
      problem:
        "`\(insert.calleeText)` adds rows with `\(column.property)`, and nothing that runs deletes by it. \(Self.about.problem)",
      severity: .monitor,
      tier: doubt == nil ? .finding : .suspicious,
      confidence: .medium,
      impact: Impact(
        estimate:
          "\(Figure.grouped(target.requestsPerSecond)) requests/s × 0.01 = \(Figure.grouped(perDay)) rows a day; assuming one request in a hundred adds a row",
        confidence: .low
      ),
      verify: Verify(steps: Self.about.verify),
      fix: Remedy(
        Self.about.fix,
        after: table.dialect == .mongo
          ? "schema.index({ \(column.property): 1 }, { expireAfterSeconds: 0 });" : nil
      ),
      routes: approach?.routeLabels(in: program) ?? [],
      confirm: doubt,
      threshold: "1,000,000 rows in `\(table.name)`"
    )
  }

  /// Whether a unique key holds one row for each pair of things: it grows with them, not with the traffic.
  private static func isBounded(_ table: Table) -> Bool {
    table.indexes.contains { index in
      index.isUnique && index.isWhole && index.origin != .primaryKey && !index.columns.isEmpty
        && index.columns.allSatisfy { column in
          let words = Growth.words(of: column)
          return words.contains("email") || words.count > 1 && words.last == "id"
            || table.foreignKeys.contains { $0.columns == [column] }
        }
    }
  }

  /// The column that says when a row is of no use any more, in a table whose rows are short-lived.
  private static func expiry(of table: Table) -> Column? {
    let words = Growth.words(of: table.label)
    let shortLived: Set<String> = [
      "token", "otp", "code", "verification", "session", "nonce", "blacklist", "reset", "challenge",
      "invite", "state", "grant",
    ]
    // Keys that a user keeps are no litter.
    let kept: Set<String> = ["api", "access", "personal"]
    guard words.contains(where: shortLived.contains), !words.contains(where: kept.contains) else {
      return nil
    }
    let names: Set<String> = [
      "expires", "expiresat", "expiry", "expirydate", "expiration", "expirationdate", "validuntil",
      "expireat", "expired", "expirestime", "expiresin", "expdate", "expiredat", "expire",
    ]
    return table.columns.first { column in
      names.contains(
        String(
          decoding: column.name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") },
          as: UTF8.self
        )
      )
    }
  }
}

/// Which calls add rows to tables, and which delete by what.
private struct TableUses {
  /// By table: a call of a request that adds a row.
  private(set) var inserts: [String: CallSite] = [:]
  private var ranges: [String: Set<String>] = [:]
  /// By table: the functions that delete rows.
  private var deletes: [String: Set<FunctionRef>] = [:]
  /// Tables whose rows requests delete, all that somebody has.
  private var cleared: Set<String> = []

  init(in program: Program) {
    let reading = DemandReading(program.schema)
    let adding: EntryKinds = [EntryKinds(.request), EntryKinds(.socket)]
    for query in program.queries {
      let site = program.call(at: query.call)
      guard site.unit.isRunning, let table = program.schema.table(meaning: query.model) else {
        continue
      }
      if query.action == .insert {
        if inserts[table.name] == nil, site.isReached(from: adding), site.audience != .jobs {
          inserts[table.name] = site
        }
        continue
      }
      if query.action == .delete {
        deletes[table.name, default: []].insert(site.function)
        if site.isReached(from: adding), clearsOwner(query, table) { cleared.insert(table.name) }
      }
      if query.action == .delete || query.action == .read,
        query.shapes.contains(where: { $0.predicates.contains(where: Self.isRange) }),
        site.isReached(from: .running.union(EntryKinds(.script)))
      {
        for demand in reading.demands(of: query) {
          // What is compared with one value selects one row; a purge compares with the clock.
          ranges[table.name, default: []].formUnion(
            demand.ranges.filter {
              query.action == .delete || demand.equality.isEmpty && !$0.isOptional
            }
            .map(\.name)
          )
        }
      }
    }
  }

  /// Whether all rows with one value of a column go that is no key of one row: `deleteMany({ identifier })`.
  private func clearsOwner(_ query: Query, _ table: Table) -> Bool {
    query.shapes.contains { shape in
      shape.predicates.count == 1
        && shape.predicates.allSatisfy { predicate in
          predicate.comparison == .equal && predicate.path.count == 1
            && !table.indexes.contains { index in
              index.isUnique && index.columns.count == 1
                && [index.columns[0], table.column(index.columns[0])?.property].contains(
                  predicate.path[0]
                )
            }
        }
    }
  }

  /// Whether tokens and codes go with their use; a session ends by itself, and its row stays.
  func removesUsed(_ table: Table) -> Bool {
    cleared.contains(table.name) && !Growth.words(of: table.label).contains("session")
  }

  private static func isRange(_ predicate: Predicate) -> Bool {
    predicate.comparison == .range || predicate.comparison == .prefix
  }

  /// Whether who adds a row takes away the one before.
  func replaces(_ table: Table, at insert: CallSite) -> Bool {
    deletes[table.name]?.contains(insert.function) ?? false
  }

  /// Whether rows are deleted by a column's range, or the database does so by itself.
  func purges(_ table: Table, by column: Column) -> Bool {
    if table.dialect == .mongo,
      table.indexes.contains(where: { $0.keys.first?.column == column.name })
    {
      return true
    }
    return ranges[table.name]?.contains(column.name) ?? false
  }
}
