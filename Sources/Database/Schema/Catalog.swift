// What the server has after the schema was laid: tables, columns and indexes, from its own catalogs.

/// The ordinary tables of a database, in the order of their names.
struct Catalog {
  private(set) var tables: [CatalogTable] = []
  private var byName: [String: Int] = [:]

  init(of connection: Connection) throws(DatabaseError) {
    for row in try connection.rows(Self.tableQuery) {
      let cells = row.map { $0 ?? "" }
      tables.append(CatalogTable(oid: cells[0], schema: cells[1], name: cells[2], path: cells[3]))
    }
    var positions: [String: Int] = [:]
    for (position, table) in tables.enumerated() {
      positions[table.oid] = position
      if byName[table.name] == nil { byName[table.name] = position }
      let small = table.name.lowercased()
      if byName[small] == nil { byName[small] = position }
    }
    for row in try connection.rows(Self.columnQuery) {
      let cells = row.map { $0 ?? "" }
      guard let position = positions[cells[0]] else { continue }
      tables[position].columns.append(CatalogColumn(cells))
    }
    for row in try connection.rows(Self.indexQuery) {
      let cells = row.map { $0 ?? "" }
      guard let position = positions[cells[0]] else { continue }
      tables[position].indexes.append(CatalogIndex(cells))
    }
  }

  /// The table of a name; capitals count only if nothing fits with them.
  func table(named name: String) -> CatalogTable? {
    (byName[name] ?? byName[name.lowercased()]).map { tables[$0] }
  }

  private static let own = """
    n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
    """

  private static let tableQuery = """
    SELECT c.oid, n.nspname, c.relname, pg_relation_filepath(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND \(own)
    ORDER BY n.nspname <> 'public', n.nspname COLLATE "C", c.relname COLLATE "C"
    """

  private static let columnQuery = """
    SELECT a.attrelid, a.attname, a.attnum, t.typname, t.typlen, a.attnotnull, t.typtype, a.atttypid,
      (SELECT count(*) FROM pg_enum e WHERE e.enumtypid = t.oid)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND \(own)
    ORDER BY a.attrelid, a.attnum
    """

  private static let indexQuery = """
    SELECT i.indrelid, i.indexrelid, x.relname, i.indisunique, i.indkey::text, i.indnkeyatts, m.amname,
      pg_relation_filepath(i.indexrelid), i.indpred IS NOT NULL
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
      JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND \(own)
    ORDER BY i.indrelid, x.relname COLLATE "C"
    """
}

/// A table that the server has.
struct CatalogTable {
  let oid: String
  let schema: String
  let name: String
  /// The first file of its rows, below the data folder.
  let path: String
  var columns: [CatalogColumn] = []
  var indexes: [CatalogIndex] = []

  /// As a statement names it.
  var reference: String { "\(quoted(schema)).\(quoted(name))" }

  /// The column of a name; capitals count only if nothing fits with them.
  func column(_ name: String) -> CatalogColumn? {
    columns.first { $0.name == name }
      ?? columns.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The names of an index's columns; the place of an expression is empty.
  func columnNames(of index: CatalogIndex) -> [String] {
    index.keys.map { number in columns.first { $0.number == number }?.name ?? "" }
  }
}

/// A column that the server has.
struct CatalogColumn {
  let name: String
  let number: Int
  let type: String
  /// Bytes of a value; negative where they vary.
  let length: Int
  let isRequired: Bool
  let typeNumber: String
  /// How many values an enumeration has; 0 for any other type.
  let enumerated: Int

  fileprivate init(_ cells: [String]) {
    name = cells[1]
    number = Int(cells[2]) ?? 0
    type = cells[3]
    length = Int(cells[4]) ?? -1
    isRequired = cells[5] == "t"
    typeNumber = cells[7]
    enumerated = cells[6] == "e" ? Int(cells[8]) ?? 0 : 0
  }

  var isText: Bool { ["text", "varchar", "bpchar", "citext", "name"].contains(type) }
  var isArray: Bool { type.hasPrefix("_") }
}

/// An index that the server has.
struct CatalogIndex {
  let oid: String
  let name: String
  let isUnique: Bool
  /// The numbers of its columns; 0 for an expression.
  let keys: [Int]
  let method: String
  let path: String
  let isPartial: Bool

  fileprivate init(_ cells: [String]) {
    oid = cells[1]
    name = cells[2]
    isUnique = cells[3] == "t"
    keys = cells[4].split(separator: " ").prefix(Int(cells[5]) ?? 0).map { Int($0) ?? 0 }
    method = cells[6]
    path = cells[7]
    isPartial = cells[8] == "t"
  }
}
