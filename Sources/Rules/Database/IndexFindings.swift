// Puts the finding of a missing index together: place, arithmetic, words and remedy.

import Capacity
import Findings
import Queries
import SemanticModel
import SourceText

/// Says what a missing index costs and where it is declared.
struct IndexFindings {
  private let program: Program
  private let target: LoadTarget
  private let approaches: Approaches
  private let units: [String: Int]
  private let declarations = Declarations()

  init(program: Program, target: LoadTarget) {
    self.program = program
    self.target = target
    approaches = Approaches(
      in: program,
      from: [EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job)]
    )
    units = Dictionary(
      program.units.enumerated().map { ($0.element.path, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What to say of a group; nil where the table is small by nature.
  func diagnosis(of group: IndexGapGroup) -> Diagnosis? {
    let growth = Growth(of: group.table.label)
    guard growth != .small else { return nil }
    let use = group.best
    // A few states part a table that grows without end; elsewhere an index on them is hardly used.
    guard growth == .endless || use.gap.reason != .filter || group.selects else { return nil }
    let load = load(of: group, growth)
    let sites = distinctSites(group)
    let approach = approaches.approach(to: use.site.function)
    let isOfJobs = group.uses.allSatisfy { $0.site.audience == .jobs }
    let rare = self.rare(group)
    let severity =
      growth == .slow || isOfJobs
      ? .monitor
      : rare?.severity(ofDelay: load.seconds * 1_000, under: target)
        ?? min(.high, Severity(load.consequence))
    // What few rows cost nobody mends.
    let doubt =
      group.doubt(in: program)
      ?? (approach == nil ? .rareUse : severity == .monitor ? .fewRows : nil)
    let isSure = doubt == nil
    return Diagnosis(
      place: use.site.place,
      because: places(sites, approach),
      function: use.site.function,
      title: title(of: group),
      problem: "\(reason(of: group, sites.count)) \(MissingIndex.about.problem)",
      severity: severity,
      tier: isSure ? .finding : .suspicious,
      confidence: isSure ? .high : .medium,
      impact: Impact(
        estimate: isOfJobs
          ? load.sentenceOfRun
          : rare == nil && doubt == .rareUse ? load.sentenceOfOne : load.sentence,
        confidence: .low
      ),
      verify: Verify(
        steps: MissingIndex.about.verify,
        command: approach?.command(in: program)
      ),
      fix: remedy(of: group),
      routes: routes(sites),
      confirm: doubt.map { confirm(group, $0) },
      threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) rows in `\(group.table.name)`",
      rows: group.table.label
    )
    .priced(for: isOfJobs ? nil : rare, under: target)
  }

  private func remedy(of group: IndexGapGroup) -> Remedy {
    var remedy = IndexRemedy(group).remedy
    remedy.repair = IndexRepair(group, in: program, units: units)?.repair
    return remedy
  }

  /// The finding, at the column where the index belongs.
  func placed(_ finding: Finding, _ group: IndexGapGroup) -> Finding {
    let site = IndexGapIdentity.site(of: group.lead, in: group.table)
    guard let site else { return finding }
    var result = placed(
      finding,
      at: site,
      rule: MissingIndex.about.name,
      group.table.name,
      group.lead
    )
    if let place = declaring(result, site) { result.related = (result.related ?? []) + [place] }
    return result
  }

  /// Where the index is written, when that is not at the column.
  private func declaring(_ finding: Finding, _ site: SchemaSite) -> Location? {
    let edits = finding.fix.repair?.edits.filter { $0.file == site.path } ?? []
    // An import may stand in front of it.
    guard let edit = edits.max(by: { $0.start < $1.start }) else { return nil }
    let span = ByteSpan(start: UInt32(edit.start), end: UInt32(max(edit.start, edit.end)))
    let place = location(of: SchemaSite(path: site.path, line: site.line, span: span))
    guard place.startLine != finding.location.startLine else { return nil }
    return place.noted("the index is declared here")
  }

  /// A finding that belongs to a column of a declaration.
  func placed(
    _ finding: Finding,
    at site: SchemaSite,
    rule: String,
    _ table: String,
    _ column: String
  )
    -> Finding
  {
    var result = finding
    result.location = location(of: site)
    let fingerprint = IndexGapIdentity.fingerprint(of: column, table, at: site, rule: rule)
    result.id = fingerprint.id
    return result
  }

  private func location(of site: SchemaSite) -> Location {
    if let unit = units[site.path] {
      return program.location(of: SourcePlace(unit: unit, span: site.span))
    }
    let file = declarations.file(site.path, of: program)
    return Location(file: site.path, span: site.span, in: file.bytes, lines: file.lines)
  }

  /// Files that declare tables, read once: nearly all findings point into one of them.
  final class Declarations {
    private var known: [String: (bytes: [UInt8], lines: LineIndex)] = [:]

    func file(_ path: String, of program: Program) -> (bytes: [UInt8], lines: LineIndex) {
      if let known = known[path] { return known }
      let bytes = program.bytes(ofFile: path)
      let file = (bytes: bytes, lines: LineIndex(of: bytes))
      known[path] = file
      return file
    }
  }

  /// The busiest of the ways to the queries, where none is one that users take.
  private func rare(_ group: IndexGapGroup) -> RareUse? {
    let asked = group.uses.filter { $0.site.audience == .requests }
    let uses = asked.map(\.site.rareUse)
    guard !uses.contains(where: { $0 == nil }) else { return nil }
    return uses.compactMap(\.self).max { $0.errand.rawValue < $1.errand.rawValue }
  }

  private func load(of group: IndexGapGroup, _ growth: Growth) -> ScanLoad {
    if let rare = rare(group) {
      return ScanLoad(
        target: target.at(rare),
        rows: .rows(growth.rows, of: group.table.name),
        share: .stated(1, by: "the rate of the route")
      )
    }
    // What is asked with conditions that are not known may be served by another index.
    let usual = group.uses.filter(\.isUsual)
    let certain = usual.filter(\.demand.isComplete)
    let asked = routes(certain.isEmpty ? usual : certain)
    return ScanLoad(
      target: target,
      rows: .rows(growth.rows, of: group.table.name),
      share: program.share(ofRoutes: asked.count)
    )
  }

  // MARK: Words

  private func title(of group: IndexGapGroup) -> String {
    let columns = group.best.gap.keys.map { property($0.column, group.table) }
    let table = group.table.models.first ?? group.table.name
    let list = columns.map { "`\($0)`" }.joined(separator: ", ")
    switch group.best.gap.reason {
    case .sort: return "`\(table)` is sorted by \(list) without an index"
    case .spatial:
      return "`\(table)` is searched by places in \(list) without a spatial index on it"
    case .filter, .range: return "`\(table)` is searched by \(list) without an index"
    }
  }

  private func property(_ column: String, _ table: Table) -> String {
    table.column(column)?.property ?? column
  }

  private func reason(of group: IndexGapGroup, _ sites: Int) -> String {
    let use = group.best
    let call = "`\(use.site.calleeText)`"
    let lead = "`\(property(group.lead, group.table))`"
    let more =
      sites > 1 ? " \(sites - 1) more call site\(sites > 2 ? "s do" : " does") the same." : ""
    let has = "`\(group.table.name)` has \(indexes(of: group))."
    if let relation = use.demand.relation {
      return "\(call) looks up `\(relation)` by \(lead), and \(has)\(more)"
    }
    switch use.gap.reason {
    case .sort: return "\(call) wants the first rows in the order of \(lead), and \(has)\(more)"
    case .range: return "\(call) selects a range of \(lead), and \(has)\(more)"
    case .spatial:
      return
        "\(call) selects by places in \(lead), which only a spatial index on that very path serves, and \(has)\(more)"
    case .filter: return "\(call) selects by \(lead), and \(has)\(more)"
    }
  }

  /// What the table has, each key once (a model and a migration may both declare it), those with the wanted columns first.
  private func indexes(of group: IndexGapGroup) -> String {
    let wanted = Set(group.best.gap.keys.map(\.column))
    let isNear = { (index: TableIndex) in !wanted.isDisjoint(with: index.columns) }
    let all = group.table.indexes
    var seen: Set<String> = []
    let keys = (all.filter(isNear) + all.filter { !isNear($0) }).map(Self.keys)
      .filter { seen.insert($0).inserted }
    guard !keys.isEmpty else { return "no index" }
    let rest = keys.count - 6
    guard rest > 0 else { return "only \(keys.joined(separator: ", "))" }
    return
      "only \(keys.prefix(6).joined(separator: ", ")) and \(Figure.grouped(Double(rest))) more that hold none of these columns"
  }

  private static func keys(_ index: TableIndex) -> String {
    let keys = index.keys.map { $0.expression ?? $0.column }.joined(separator: ", ")
    return "(\(keys))" + (index.isWhole ? "" : " for some rows")
  }

  private func confirm(_ group: IndexGapGroup, _ doubt: IndexDoubt) -> String {
    let table = "`\(group.table.name)`"
    switch doubt {
    case .unknownIndexes: return question(of: group)
    case .givenRows:
      return "Check what makes rows of \(table): in this code, only seeds and scripts do."
    case .rareUse:
      return
        "Check how often this is asked and how many rows \(table) has: only jobs and rarely used routes are known to come here, and an index costs each write."
    case .fewTimes:
      return
        "Check how often this is asked: the requests that are known to lead here are sent once for an account, an invitation or a payment, change something now and then, or come through a helper that many others share."
    case .walkedKey:
      return
        "Check how far the database walks: where the wanted row is one of the newest, it follows the primary key backwards and stops there."
    case .unknownConditions:
      return
        "Check whether the other conditions of the query, which could not be followed, select by an indexed column."
    case .fewRows:
      return
        "Check how many rows \(table) has: nothing that users do as they go is known to make many of them, and some thousands are read in a millisecond."
    case .wideRange:
      return
        "Check which share of the rows the range selects: an index on it helps only where that is a small part."
    case .oneTenant:
      return
        "Check how many customers share \(table): where there is one, the condition selects all of its rows, and no index helps."
    }
  }

  private func question(of group: IndexGapGroup) -> String {
    let gap = group.table.gaps.first
    let place = gap?.site.map { " (\($0.path):\($0.line))" } ?? ""
    let detail = gap.map(\.detail) ?? ""
    return
      "Check in the database whether `\(group.table.name)` has an index that begins with `\(group.lead)`: \(detail.isEmpty ? "a part of the schema" : "`\(detail)`") could not be read\(place)."
  }

  // MARK: Places

  private func distinctSites(_ group: IndexGapGroup) -> [IndexGapUse] {
    var seen: Set<Int> = []
    let ordered = [group.best] + group.uses
    return ordered.filter { seen.insert($0.site.position).inserted }
  }

  private func places(_ uses: [IndexGapUse], _ approach: Approach?) -> [(
    place: SourcePlace, note: String
  )] {
    var result = approach?.steps(in: program) ?? []
    for use in uses.prefix(8) {
      let columns = use.gap.keys.map { "`\($0.column)`" }.joined(separator: ", ")
      let verb =
        use.demand.relation.map { "looks up `\($0)` by" }
        ?? (use.gap.reason == .sort ? "sorts by" : "selects by")
      result.append((use.site.place, "\(verb) \(columns)"))
    }
    return result
  }

  private func routes(_ uses: [IndexGapUse]) -> [String] {
    var seen: Set<String> = []
    return uses.prefix(12).compactMap { approaches.approach(to: $0.site.function) }
      .flatMap { $0.routeLabels(in: program) }
      .filter { seen.insert($0).inserted }
  }
}

extension Table {
  /// What people call the table: its model, where it has one.
  var label: String { models.first ?? name }
}
