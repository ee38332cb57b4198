// What the names and texts of a file tell at a glance, so that most files need no closer look.

import Facts
import Queries

/// One pass over the names of a file.
struct NameSurvey {
  /// Databases that texts name.
  private(set) var dialects: [SQLDialect] = []
  /// Whether a text begins like a statement that changes a schema.
  private(set) var hasStatement = false
  /// Whether something is called `createTable`.
  private(set) var createsTables = false
  /// Whether something is called like a driver's way to make an index.
  private(set) var makesIndexes = false

  init(of names: NameTable) {
    let bytes = names.bytes
    var start = 0
    for end in names.ends {
      let range = start..<Int(end)
      start = Int(end)
      guard range.count >= 5 else { continue }
      // Small letters for capitals; what is no letter is looked for nowhere.
      switch bytes[range.lowerBound] | 0x20 {
      case UInt8(ascii: "c"), UInt8(ascii: "e"):
        if range.count >= 11, range.count <= 14 { survey(calls: bytes[range]) }
      case UInt8(ascii: "p"), UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "d"):
        let letters = (bytes[range.lowerBound], bytes[range.lowerBound + 1])
        if range.count < 200, Self.mayNameDatabase(letters) { survey(databases: bytes[range]) }
      default: break
      }
      if !hasStatement, range.count > 10, SchemaStatement.mayBegin(with: bytes[range.lowerBound]) {
        hasStatement = SchemaStatement.begins(bytes[range])
      }
    }
  }

  private mutating func survey(calls name: ArraySlice<UInt8>) {
    if name.elementsEqual("createTable".utf8) {
      createsTables = true
    } else if Self.indexMakers.contains(where: { name.elementsEqual($0.utf8) }) {
      makesIndexes = true
    }
  }

  static let indexMakers: Set<String> = [
    "createIndex", "createIndexes", "ensureIndex", "create_index", "create_indexes", "ensure_index",
  ]

  private mutating func survey(databases text: ArraySlice<UInt8>) {
    if let dialect = SQLDialect(named: text) { dialects.append(dialect) }
  }

  /// The first two letters rule out nearly every name.
  private static func mayNameDatabase(_ letters: (UInt8, UInt8)) -> Bool {
    switch letters {
    case (UInt8(ascii: "p"), UInt8(ascii: "o")), (UInt8(ascii: "m"), UInt8(ascii: "y")),
      (UInt8(ascii: "m"), UInt8(ascii: "a")), (UInt8(ascii: "m"), UInt8(ascii: "s")),
      (UInt8(ascii: "s"), UInt8(ascii: "q")), (UInt8(ascii: "d"), UInt8(ascii: "j")):
      true
    default: false
    }
  }
}

extension SQLDialect {
  /// The dialect of a driver's name or an address: `postgres`, `mysql+pymysql://…`.
  fileprivate init?(named text: ArraySlice<UInt8>) {
    let known = Self.beginnings.first { text.starts(with: $0.start) }
    guard let known else { return nil }
    var rest = text.dropFirst(known.start.count)
    if rest.starts(with: "ql".utf8) { rest = rest.dropFirst(2) }
    guard rest.isEmpty || rest.first == UInt8(ascii: ":") || rest.first == UInt8(ascii: "+") else {
      return nil
    }
    self = known.dialect
  }

  private static let beginnings: [(start: [UInt8], dialect: SQLDialect)] = [
    (Array("postgres".utf8), .postgres), (Array("mysql2".utf8), .mysql),
    (Array("mysql".utf8), .mysql), (Array("mariadb".utf8), .mysql),
    (Array("sqlite".utf8), .sqlite), (Array("mssql".utf8), .sqlServer),
    (Array("django.db.backends.postgres".utf8), .postgres),
    (Array("django.db.backends.mysql".utf8), .mysql),
    (Array("django.db.backends.sqlite3".utf8), .sqlite),
  ]
}
