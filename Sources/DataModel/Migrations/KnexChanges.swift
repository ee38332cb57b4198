// What Knex's schema builder does.

import Facts
import Queries
import SemanticModel
import SourceText

/// Reads `knex.schema.…` with its callbacks.
struct KnexChanges {
  private let code: Code

  init(_ code: Code) { self.code = code }

  /// The changes of a call; `nil` for what is none of Knex's.
  func changes(of call: Call) -> [SchemaChange]? {
    guard isSchema(call) else { return nil }
    let name = call.positional.first?.text
    switch call.name {
    case "createTable", "createTableIfNotExists", "table", "alterTable":
      guard let function = call.positional.dropFirst().first?.function else { return nil }
      guard let name else { return [unread(call)] }
      let isNew = call.name.hasPrefix("create")
      return KnexTable(code, name, isNew: isNew, site: call.site).changes(in: function)
    case "dropTable", "dropTableIfExists": return name.map { [.dropTable($0)] } ?? [unread(call)]
    case "renameTable":
      guard let name, let new = call.positional.dropFirst().first?.text else {
        return [unread(call)]
      }
      return [.renameTable(name, to: new)]
    default: return nil
    }
  }

  private func unread(_ call: Call) -> SchemaChange {
    .unread(SchemaGap(.dynamic, detail: "\(call.name)(…)", site: call.site), table: nil)
  }

  /// Whether the chain begins at something called `schema`.
  private func isSchema(_ call: Call) -> Bool {
    guard let root = call.chain.first?.receiver else { return false }
    return root.path.contains("schema") || root.path.contains("trx")
      || (root.resolved().call?.name == "withSchema")
  }
}

/// What a callback of Knex does to one table.
private struct KnexTable {
  let code: Code
  let name: String
  let isNew: Bool
  let site: SchemaSite
  private var table: Table
  private var changes: [SchemaChange] = []

  init(_ code: Code, _ name: String, isNew: Bool, site: SchemaSite) {
    self.code = code
    self.name = name
    self.isNew = isNew
    self.site = site
    table = Table(name: name, sites: [site], source: .migrations)
  }

  consuming func changes(in function: FunctionRef) -> [SchemaChange] {
    let calls = code.calls(in: function)
    // Only the last call of each chain: it holds the others.
    let inner = Set(calls.compactMap { $0.receiver?.call?.id })
    for call in calls where !inner.contains(call.id) { read(call.chain) }
    guard isNew else {
      return table.columns.map { .addColumn($0, table: name) }
        + table.indexes.map { .addIndex($0, table: name) }
        + table.foreignKeys.map { .addForeignKey($0, table: name) } + changes
    }
    table.gaps += changes.compactMap { change in
      if case .unread(let gap, _) = change { gap } else { nil }
    }
    return [.createTable(table)]
  }

  private mutating func read(_ chain: [Call]) {
    guard let first = chain.first, first.receiver?.resolved().kind != .module else { return }
    let argument = first.positional.first
    let columns = argument?.texts ?? []
    switch first.name {
    case "index", "unique", "primary": add(index: first, columns, chain)
    case "foreign": add(reference: chain, columns)
    case "timestamps":
      for stamp in ["created_at", "updated_at"] {
        table.columns.append(Column(name: stamp, type: .timestamp, site: first.site))
      }
    case "dropColumn", "dropColumns":
      for column in first.positional.flatMap(\.texts) {
        changes.append(.dropColumn(column, table: name))
      }
    case "renameColumn":
      if let old = argument?.text, let new = first.positional.dropFirst().first?.text {
        changes.append(.renameColumn(old, to: new, table: name))
      }
    case "dropIndex", "dropUnique", "dropForeign", "dropPrimary": drop(first, columns)
    case "comment", "engine", "charset", "collate", "inherits", "check", "raw", "queryContext",
      "setNullable", "dropNullable", "dropTimestamps", "dropChecks":
      return
    default: if Self.isColumn(first.name) { add(column: first, chain) }
    }
  }

  private static let makers: Set<String> = [
    "increments", "bigIncrements", "integer", "bigInteger", "tinyint", "smallint", "mediumint",
    "bigint", "text", "string", "float", "double", "decimal", "boolean", "date", "datetime",
    "time", "timestamp", "binary", "enu", "enum", "json", "jsonb", "uuid", "geometry",
    "geography", "point", "specificType", "tinyInteger",
  ]

  private static func isColumn(_ name: String) -> Bool { makers.contains(name) }

  private mutating func add(column first: Call, _ chain: [Call]) {
    guard let column = first.positional.first?.text ?? (first.name == "increments" ? "id" : nil)
    else {
      let gap = SchemaGap(.dynamic, detail: "\(first.name)(…)", site: first.site)
      changes.append(.unread(gap, table: name))
      return
    }
    var result = Column(name: column, isNullable: true, site: first.site)
    let typeName = first.name == "specificType" ? first.positional.dropFirst().first?.text : nil
    result.typeText = typeName ?? first.name
    result.type = ColumnType(named: result.typeText)
    if first.name.hasPrefix("enu") {
      result.type = .enumeration
      result.values = first.positional.dropFirst().first?.texts ?? []
    }
    if first.name.lowercased().hasSuffix("increments") {
      result.isNullable = false
      table.addPrimary(column)
    }
    for link in chain.dropFirst() {
      switch link.name {
      case "notNullable", "notNull": result.isNullable = false
      case "defaultTo": result.hasDefault = true
      case "primary": table.addPrimary(column)
      case "unique", "index": add(index: link, [column], chain)
      default: continue
      }
    }
    if chain.contains(where: { $0.name == "alter" }) {
      // The type is said again, whether it changes or not; so is that it may be empty.
      let isNullable = result.isNullable == false ? false : nil
      changes.append(
        .changeColumn(column, isNullable: isNullable, type: result.type, table: name)
      )
      return
    }
    table.columns.append(result)
    if chain.contains(where: { $0.name == "references" }) { add(reference: chain, [column]) }
  }

  private mutating func add(index call: Call, _ columns: [String], _ chain: [Call]) {
    guard !columns.isEmpty else {
      let gap = SchemaGap(.dynamic, detail: "\(call.name)(…)", site: call.site)
      changes.append(.unread(gap, table: name))
      return
    }
    let isAlone = call.id == chain.first?.id
    var index = TableIndex(columns: columns, site: call.site)
    let named = isAlone ? call.positional.dropFirst().first : call.positional.first
    index.name = named?.text ?? named?["indexName"]?.text
    switch call.name {
    case "unique": (index.isUnique, index.origin) = (true, .uniqueConstraint)
    case "primary": (index.isUnique, index.origin) = (true, .primaryKey)
    default: index.name = index.name ?? "\(name)_\(columns.joined(separator: "_"))_index"
    }
    if call.name == "unique" {
      index.name = index.name ?? "\(name)_\(columns.joined(separator: "_"))_unique"
    }
    if let options = call.options {
      index.predicate = options["predicate"].map { _ in "predicate" }
    }
    table.indexes.append(index)
  }

  private mutating func add(reference chain: [Call], _ columns: [String]) {
    func text(_ link: String) -> String? {
      chain.first { $0.name == link }?.positional.first?.texts.first
    }
    guard let target = text("references") else { return }
    let parts = target.split(separator: ".").map(String.init)
    guard let other = text("inTable") ?? text("on") ?? (parts.count > 1 ? parts[0] : nil),
      !columns.isEmpty
    else { return }
    table.foreignKeys.append(
      ForeignKey(
        columns: columns,
        table: other,
        referencedColumns: parts.suffix(1),
        onDelete: ForeignKey.Action(named: text("onDelete") ?? ""),
        site: site
      )
    )
  }

  private mutating func drop(_ call: Call, _ columns: [String]) {
    if let named = call.positional.dropFirst().first?.text {
      changes.append(.dropNamed(named, table: name))
    } else if call.name == "dropForeign" {
      changes.append(.dropForeignKey(columns: columns, table: name))
    } else if call.name == "dropPrimary" {
      changes.append(.dropPrimaryKey(table: name))
    } else if !columns.isEmpty {
      changes.append(.dropIndex(columns: columns, table: name))
    }
  }
}
