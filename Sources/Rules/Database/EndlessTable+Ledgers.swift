// Logs and notices that the application writes down for each thing that happens, and never throws away.

import Capacity
import Findings
import Queries
import SemanticModel
import SourceText

extension EndlessTable {
  /// One finding for all such tables of an application: one job that purges mends them all.
  func ledgerFindings(
    in program: Program,
    besides told: Set<String>,
    under target: LoadTarget
  ) -> [Finding] {
    let tables = program.schema.tables.filter { table in
      !told.contains(table.name) && Self.isLedger(table) && Self.moment(of: table) != nil
    }
    guard !tables.isEmpty else { return [] }
    let purges = Purges(in: program)
    let kept = tables.compactMap { table -> Ledger? in
      guard !purges.reach(table), !program.expiresByItself(table),
        let maker = Self.usualMaker(of: table, in: program)
      else { return nil }
      return Ledger(table: table, maker: maker)
    }
    // A log of requests grows faster than what one user is told.
    guard let first = kept.first(where: { !$0.isNotice }) ?? kept.first,
      let site = first.table.sites.first
    else { return [] }
    let found = finding(diagnosis(first, kept, in: program, under: target), in: program)
    let assembly = IndexFindings(program: program, target: target)
    let column = Self.moment(of: first.table)?.name ?? ""
    return [
      assembly.placed(found, at: site, rule: Self.about.name, first.table.name, column)
    ]
  }

  /// A table, and a call that adds rows to it as requests come.
  private struct Ledger {
    let table: Table
    let maker: CallSite

    var name: String { table.models.first ?? table.name }
    var isNotice: Bool { Growth.words(of: table.label).last == "notification" }
  }

  private func diagnosis(
    _ first: Ledger,
    _ all: [Ledger],
    in program: Program,
    under target: LoadTarget
  ) -> Diagnosis {
    let approach = first.maker.approach
    let others = all.filter { $0.table.name != first.table.name }
    let perDay = target.requestsPerSecond * 0.1 * 86_400
    let more =
      others.isEmpty
      ? "" : " (and those of \(Figure.counted(Double(others.count), "other table")))"
    let column = Self.moment(of: first.table)?.property ?? "created_at"
    return Diagnosis(
      place: first.maker.place,
      because: (approach?.steps(in: program) ?? [])
        + all.prefix(8).map { ($0.maker.place, "adds a row to `\($0.table.name)`") },
      function: first.maker.function,
      title: "Rows of `\(first.name)` are added for ever and never deleted\(more)",
      problem: """
        `\(first.maker.calleeText)` writes down what happened, and nothing in the code ever takes old rows away: the \
        table, its indexes, its backups and each search in it grow with the traffic, for rows that nobody reads after \
        some weeks.
        """,
      severity: .monitor,
      tier: .suspicious,
      confidence: .medium,
      impact: Impact(
        estimate:
          "\(Figure.grouped(target.requestsPerSecond)) requests/s × 0.1 = \(Figure.grouped(perDay)) rows a day; assuming one request in ten adds a row",
        confidence: .low
      ),
      verify: Verify(
        steps:
          "Ask for the oldest row (`min(\(column))`): it must not be older than you want to keep."
      ),
      fix: Remedy(
        "Say how long such rows are kept, and delete older ones by the clock in batches, by an index on `\(column)`, or partition the table by month and drop partitions."
      ),
      routes: approach?.routeLabels(in: program) ?? [],
      confirm:
        "Check whether something outside of this repository purges `\(first.table.name)`, or the rows must be kept by law.",
      threshold: "10,000,000 rows in `\(first.table.name)`"
    )
  }

  // MARK: What such a table is

  private static let logs: Set<String> = ["log", "audit", "activity", "event", "entry"]
  /// What a program knows of what happened, and nobody fills into a form.
  private static let machineWritten: Set<String> = [
    "ip", "ipaddress", "clientip", "remoteaddr", "useragent", "objectid", "objecttype", "modelname",
    "tablename", "entitytype", "entityid", "resourcetype", "resourceid", "targettype", "targetid",
    "statuscode", "responsetime", "responsetimems", "durationms", "errortype", "recordid",
    "requestbody", "requestid",
  ]
  private static let ways: Set<String> = ["path", "method", "action", "endpoint", "url"]

  private static func isLedger(_ table: Table) -> Bool {
    let words = Growth.words(of: table.label)
    guard let noun = words.last, table.growth != .reference else { return false }
    if noun == "notification" { return true }
    let columns = Set(table.columns.map { folded($0.name) })
    let isMachines = !columns.isDisjoint(with: machineWritten)
    if logs.contains(noun), isMachines { return true }
    return columns.contains("useragent") && !columns.isDisjoint(with: ways)
      && !words.contains { ["session", "device", "token", "user", "consent"].contains($0) }
  }

  /// When a row was written: without that there is nothing to purge by.
  private static func moment(of table: Table) -> Column? {
    let names: Set<String> = [
      "createdat", "created", "timestamp", "createdon", "loggedat", "occurredat", "datecreated",
      "createddate", "sentat", "time", "recordedat", "date",
    ]
    return table.columns.first { names.contains(folded($0.name)) }
  }

  private static func folded(_ name: String) -> String {
    String(decoding: name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  private static func usualMaker(of table: Table, in program: Program) -> CallSite? {
    table.makers.lazy.map { program.call(at: $0) }.first { site in
      site.unit.isRunning && site.audience == .requests && !program.isRare(site)
    }
  }
}

/// Which tables some code purges.
private struct Purges {
  private let program: Program
  private var tables: Set<String> = []
  /// Files that delete rows of a table which they are handed, or whose name says that they throw old rows away.
  private var units: Set<Int> = []

  init(in program: Program) {
    self.program = program
    for query in program.queries where query.action == .delete {
      let site = program.call(at: query.call)
      guard site.unit.isRunning else { continue }
      guard let table = program.schema.table(meaning: query.model) else {
        // `row.delete()` takes one away; `delete(model).where(column < limit)` all that are old.
        if query.shapes.contains(where: Self.isOpen) { units.insert(site.place.unit) }
        continue
      }
      if !Self.isOfOne(query, table) { tables.insert(table.name) }
    }
    let words = ["retention", "purge", "prune", "cleanup", "clean_up"]
    for (position, unit) in program.units.enumerated() where unit.isRunning {
      let path = unit.path.lowercased()
      if words.contains(where: { path.holds($0) }) { units.insert(position) }
    }
  }

  func reach(_ table: Table) -> Bool {
    tables.contains(table.name)
      || units.contains { program.isNamed(oneOf: Set(table.models + [table.name]), in: $0) }
  }

  private static func isOpen(_ shape: QueryShape) -> Bool {
    shape.predicates.contains { $0.comparison == .range || $0.comparison == .unknown }
  }

  /// Whether a statement deletes the row with one key.
  private static func isOfOne(_ query: Query, _ table: Table) -> Bool {
    !query.shapes.isEmpty
      && query.shapes.allSatisfy { shape in
        shape.predicates.contains { predicate in
          guard predicate.comparison == .equal, !predicate.isOptional,
            let column = predicate.path.last
          else { return false }
          return ["id", "_id", "pk"].contains(column) || table.primaryKey == [column]
        }
      }
  }
}

extension Program {
  /// Whether the database deletes old rows of a table by itself.
  fileprivate func expiresByItself(_ table: Table) -> Bool {
    table.dialect == .mongo
      && table.indexes.contains { index in
        index.columns.count == 1 && table.column(index.columns[0])?.type == .timestamp
      }
  }
}
