// Gives empty tables the size and the statistics of full ones.

import Glibc
import Queries

/// Files without blocks, and entries in the planner's catalogs: what it reads of a table before it plans.
///
/// The planner multiplies the rows per block that the catalog states with the length of the file, so both must be there.
struct VirtualTables {
  private let server: EphemeralServer
  private let administrator: Connection
  private let tables: [Sized]

  private struct Sized {
    let table: CatalogTable
    let rows: Double
    /// Bytes of a row, with its header.
    let width: Double
    let figures: [ColumnFigures]
    /// What a server that serves says of it.
    let known: TableStatistics?
  }

  /// Blocks of a file, before the next one begins.
  private static let segment = 131_072
  private static let block = 8_192.0

  /// `statistics` are those of a server that serves; what they do not hold is judged.
  init(
    _ catalog: Catalog,
    _ judgement: ColumnJudgement,
    statistics: [TableStatistics] = [],
    on server: EphemeralServer,
    administrator: Connection
  ) {
    self.server = server
    self.administrator = administrator
    let byName = Dictionary(statistics.map { ($0.name, $0) }) { first, _ in first }
    tables = catalog.tables.map { table in
      let known = byName[table.name]
      let figures = table.columns.map { column in
        let judged = judgement.figures(of: column, in: table)
        return known?.columns.first { $0.name == column.name }.map(ColumnFigures.init) ?? judged
      }
      let width = figures.reduce(28.0) { $0 + Double($1.width) * (1 - $1.empty) }
      let name = judgement.schema.table(meaning: table.name)?.name ?? table.name
      return Sized(
        table: table,
        rows: judgement.volumes.rows(of: name),
        width: width,
        figures: figures,
        known: known
      )
    }
  }

  // MARK: Statistics

  /// Writes what is known of every column, in one statement of numbers.
  func writeStatistics() throws(DatabaseError) {
    var values: [String] = []
    for sized in tables {
      for (column, figures) in zip(sized.table.columns, sized.figures) {
        let correlation = figures.correlation.map { "\($0)" } ?? "NULL"
        values.append(
          "(\(sized.table.oid),\(column.number),\(figures.empty),\(figures.width),\(figures.distinct),\(correlation))"
        )
      }
    }
    guard !values.isEmpty else { return }
    try administrator.run(Self.insertion(of: values.joined(separator: ",")))
    try ValueStatistics(
      tables.compactMap { sized in sized.known.map { (sized.table, $0) } }
    )?.write(by: administrator)
  }

  /// The order operator of a type tells the planner which sort a correlation speaks of.
  private static func insertion(of values: String) -> String {
    """
    DELETE FROM pg_statistic WHERE starelid >= 16384;
    INSERT INTO pg_statistic (starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct,
      stakind1, stakind2, stakind3, stakind4, stakind5, staop1, staop2, staop3, staop4, staop5,
      stacoll1, stacoll2, stacoll3, stacoll4, stacoll5, stanumbers1)
    SELECT v.rel::oid, v.att::int2, false, v.empty::real, v.width::int, v.dist::real,
      CASE WHEN o.op IS NULL THEN 0 ELSE 3 END, 0, 0, 0, 0, coalesce(o.op, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0,
      CASE WHEN o.op IS NULL THEN NULL ELSE ARRAY[v.corr::real] END
    FROM (VALUES \(values)) AS v(rel, att, empty, width, dist, corr)
      JOIN pg_attribute a ON a.attrelid = v.rel::oid AND a.attnum = v.att
      LEFT JOIN LATERAL (
        SELECT p.amopopr AS op FROM pg_opclass c JOIN pg_amop p ON p.amopfamily = c.opcfamily
        WHERE v.corr IS NOT NULL AND c.opcmethod = 403 AND c.opcdefault AND c.opcintype = a.atttypid
          AND p.amopstrategy = 1 AND p.amoplefttype = c.opcintype AND p.amoprighttype = c.opcintype
        LIMIT 1) o ON true
    """
  }

  // MARK: Sizes

  /// The bytes that an index over columns takes when the table has its rows.
  static func indexBytes(columns: [ColumnFigures], rows: Double) -> Double {
    let width = columns.reduce(0.0) { $0 + Double($1.width) * (1 - $1.empty) }
    let shares = columns.map { $0.distinct < 0 ? -$0.distinct : min(1, $0.distinct / max(1, rows)) }
    let distinct = min(1, max(shares.max() ?? 1, 0.001))
    // Equal entries share one key and keep a list of row addresses.
    let bytes = rows * (distinct * (20 + width) + (1 - distinct) * 6.5)
    return max(2 * block, bytes / 0.9)
  }

  /// Makes every table and index as large as it is with its rows times a factor.
  func grow(by factor: Double) throws(DatabaseError) {
    var values: [String] = []
    for sized in tables {
      let rows = (sized.rows * factor).rounded()
      let pages = max(1, self.pages(of: sized, rows).rounded(.up))
      let visible = sized.known.map { $0.visible / max(1, $0.pages) } ?? 0.9
      try extend(sized.table.path, to: pages)
      values.append("(\(sized.table.oid),\(rows),\(Int(pages)),\(Int(pages * visible)))")
      for index in sized.table.indexes {
        let pages = max(2, self.pages(of: index, in: sized, rows).rounded(.up))
        try extend(index.path, to: pages)
        values.append("(\(index.oid),\(rows),\(Int(pages)),0)")
      }
    }
    guard !values.isEmpty else { return }
    try administrator.run(
      """
      UPDATE pg_class c SET reltuples = v.rows::real, relpages = v.pages::int, relallvisible = v.seen::int
      FROM (VALUES \(values.joined(separator: ","))) AS v(oid, rows, pages, seen) WHERE c.oid = v.oid::oid
      """
    )
  }

  /// The blocks of a table: of as many rows as are known, else by the width of a row.
  private func pages(of sized: Sized, _ rows: Double) -> Double {
    guard let known = sized.known, known.rows > 0 else {
      return rows * sized.width / Self.block / 0.97
    }
    return known.pages * rows / known.rows
  }

  private func pages(of index: CatalogIndex, in sized: Sized, _ rows: Double) -> Double {
    guard let known = sized.known, known.rows > 0, let pages = known.indexes[index.name] else {
      return Self.indexBytes(columns: figures(of: index, in: sized), rows: rows) / Self.block
    }
    return pages * rows / known.rows
  }

  /// Gives a relation's files their length without writing a block.
  private func extend(_ path: String, to pages: Double) throws(DatabaseError) {
    var left = Int(pages)
    var number = 0
    while left > 0 {
      let name = "\(server.folder)/data/\(path)" + (number > 0 ? ".\(number)" : "")
      let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard file >= 0 else { throw Self.failure(path) }
      defer { close(file) }
      let length = off_t(min(left, Self.segment)) * off_t(Self.block)
      guard ftruncate(file, length) == 0 else { throw Self.failure(path) }
      if let owner = server.owner, number > 0 { fchown(file, owner, owner) }
      left -= Self.segment
      number += 1
    }
    // Files of a larger scale.
    while unlink("\(server.folder)/data/\(path).\(number)") == 0 { number += 1 }
  }

  private static func failure(_ path: String) -> DatabaseError {
    DatabaseError(
      .cannotStart,
      "cannot lengthen \(path): \(String(cString: strerror(errno))); set TMPDIR to a folder on a larger file system"
    )
  }

  /// The rows of today; `nil` for a number that no table has.
  func rows(of oid: String) -> Double? { tables.first { $0.table.oid == oid }?.rows }

  /// What a table takes with its rows times a factor, by its number; 0 for one that is not there.
  func bytes(ofTable oid: String, withIndexes: Bool, factor: Double) -> Double {
    guard let sized = tables.first(where: { $0.table.oid == oid }) else { return 0 }
    let rows = sized.rows * factor
    let indexes = withIndexes ? sized.table.indexes : []
    return indexes.reduce(rows * sized.width) { sum, index in
      sum + Self.indexBytes(columns: figures(of: index, in: sized), rows: rows)
    }
  }

  private func figures(of index: CatalogIndex, in sized: Sized) -> [ColumnFigures] {
    index.keys.compactMap { number in
      sized.table.columns.firstIndex { $0.number == number }.map { sized.figures[$0] }
    }
  }

  /// What an index over columns of a table takes with its rows times a factor; 0 for unknown names.
  func bytes(ofIndexOn table: String, columns: [String], factor: Double) -> Double {
    guard let sized = tables.first(where: { $0.table.name == table }) else { return 0 }
    let figures = columns.compactMap { name in
      sized.table.columns.firstIndex { $0.name == name }.map { sized.figures[$0] }
    }
    return Self.indexBytes(columns: figures, rows: sized.rows * factor)
  }
}
