// Gives empty tables the size and the statistics of full ones.

import Queries

/// Files without blocks, and entries in the planner's catalogs: what it reads of a table before it plans.
///
/// The planner multiplies the rows per block that the catalog states with the length of the file, so both must be there.
struct VirtualTables {
  private let administrator: Connection
  private let files: RelationFiles
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

  private static let block = 8_192.0

  /// `statistics` are those of a server that serves; what they do not hold is judged.
  init(
    _ catalog: Catalog,
    _ judgement: ColumnJudgement,
    statistics: [TableStatistics] = [],
    on server: EphemeralServer,
    administrator: Connection
  ) {
    files = RelationFiles(of: server)
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

  /// Makes every table as large as it is with its rows times a factor, and every index but the hidden ones.
  func grow(by factor: Double, hiding hidden: Set<String> = []) throws(DatabaseError) {
    var values: [String] = []
    for sized in tables {
      let rows = Self.rows(sized, factor)
      let pages = RelationFiles.possible(self.pages(of: sized, rows), atLeast: 1)
      let visible = sized.known.map { min(1, max(0, $0.visible) / max(1, $0.pages)) } ?? 0.9
      try files.extend(sized.table.path, to: pages)
      values.append(
        "(\(sized.table.oid),\(rows),\(Self.stored(pages)),\(Self.stored(Int(Double(pages) * visible))),0)"
      )
      for index in sized.table.indexes where !hidden.contains(index.name) {
        let pages = RelationFiles.possible(self.pages(of: index, in: sized, rows), atLeast: 2)
        let number = try file(of: index, in: sized, pages)
        values.append("(\(index.oid),\(rows),\(Self.stored(pages)),0,\(number))")
      }
    }
    guard !values.isEmpty else { return }
    try administrator.run(
      """
      UPDATE pg_class c SET reltuples = v.rows::real, relpages = v.pages::int, relallvisible = v.seen::int,
        relfilenode = CASE WHEN v.file::int8 = 0 THEN c.relfilenode ELSE v.file::oid END
      FROM (VALUES \(values.joined(separator: ","))) AS v(oid, rows, pages, seen, file) WHERE c.oid = v.oid::oid
      """
    )
  }

  /// Gives an index its pages; the number of its new file, 0 where it keeps the one that it has.
  private func file(of index: CatalogIndex, in sized: Sized, _ pages: Int) throws(DatabaseError)
    -> UInt32
  {
    // With bounds of values the planner looks for the first and last entries, which no virtual tree has.
    let hasBounds = sized.known?.columns.contains { $0.bounds != nil } ?? false
    guard index.method == "btree", !hasBounds else {
      try files.extend(index.path, to: pages)
      return 0
    }
    let keys = figures(of: index, in: sized)
    let width = keys.reduce(0.0) { $0 + Double($1.width) * (1 - $1.empty) }
    return try files.tree(beside: index.path, pages: pages, keyWidth: width)
  }

  /// More rows than any table can hold are none that a plan could be made for.
  private static func rows(_ sized: Sized, _ factor: Double) -> Double {
    min((sized.rows * factor).rounded(), 1e15)
  }

  /// A number of blocks as the catalog holds it, which has no place for the highest bit but the sign.
  private static func stored(_ pages: Int) -> Int32 {
    Int32(truncatingIfNeeded: pages)
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
