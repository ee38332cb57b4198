// What one operation of Alembic does to a schema.

import Facts
import Queries
import SemanticModel

/// Reads `op.…` and the operations of a batch.
struct AlembicChanges {
  private let code: Code

  init(_ code: Code) { self.code = code }

  /// The changes of a call; `nil` for what is no operation.
  func changes(of call: Call) -> [SchemaChange]? {
    guard let receiver = call.receiver else { return nil }
    let isBatch = isBatch(receiver)
    guard isBatch || receiver.lastName == "op" else { return nil }
    if call.name == "f" || call.name == "batch_alter_table" { return [] }
    if call.name == "execute" { return execute(call) }
    var arguments = call.positional
    if isBatch {
      guard let table = batchTable(around: call) else { return [unread(call)] }
      return change(call, table: table, arguments)
    }
    switch call.name {
    case "create_table": return create(call)
    case "drop_table": return arguments.first?.text.map { [.dropTable($0)] } ?? [unread(call)]
    case "rename_table":
      guard let old = call.argument(0, "old_table_name")?.text,
        let new = call.argument(1, "new_table_name")?.text
      else { return [unread(call)] }
      return [.renameTable(old, to: new)]
    case "create_index", "create_unique_constraint", "create_primary_key", "create_foreign_key",
      "drop_constraint", "create_check_constraint":
      // The name of the table stands second here.
      let key = call.name == "create_foreign_key" ? "source_table" : "table_name"
      guard let table = call.argument(1, key)?.text else { return [unread(call)] }
      if arguments.count > 1 { arguments.remove(at: 1) }
      return change(call, table: table, arguments)
    case "drop_index":
      guard let name = call.argument(0, "index_name")?.text else { return [unread(call)] }
      return [.dropNamed(name, table: call.argument(1, "table_name")?.text)]
    case "add_column", "drop_column", "alter_column":
      guard let table = call.argument(0, "table_name")?.text else { return [unread(call)] }
      return change(call, table: table, Array(arguments.dropFirst()))
    default: return []
    }
  }

  private func unread(_ call: Call) -> SchemaChange {
    let detail = call.callee.path.joined(separator: ".") + "(…)"
    return .unread(SchemaGap(.dynamic, detail: detail, site: call.site), table: nil)
  }

  // MARK: Batches

  private func isBatch(_ receiver: Expression) -> Bool {
    receiver.resolved().call?.name == "batch_alter_table"
  }

  /// The table of the innermost `with op.batch_alter_table(…)` around a call.
  private func batchTable(around call: Call) -> String? {
    var region = call.step.region
    for _ in 0..<32 {
      guard region.isPresent else { break }
      let fact = call.facts.regions[region.index]
      if fact.kind == .with {
        let subject = Expression(code: code, unit: call.unit, id: fact.subject)
        if let batch = subject.call, batch.name == "batch_alter_table" {
          return batch.positional.first?.text
        }
      }
      region = fact.parent
    }
    return call.receiver?.resolved().call?.positional.first?.text
  }

  // MARK: Operations

  private func create(_ call: Call) -> [SchemaChange] {
    guard let name = call.positional.first?.text else { return [unread(call)] }
    var table = Table(name: name, sites: [call.site], source: .migrations)
    let arguments = call.positional.dropFirst().flatMap { argument -> [Expression] in
      guard argument.kind == .spread else { return [argument] }
      let spread = argument.other(argument.value.a).elements
      return spread.isEmpty ? [argument] : spread
    }
    for argument in arguments {
      guard let part = argument.call ?? argument.resolved().call else {
        table.gaps.append(SchemaGap(.dynamic, detail: "columns", site: argument.site))
        continue
      }
      if let column = PythonColumn(part), part.name == "Column" {
        table.add(column)
      } else if !table.add(constraint: part) {
        table.gaps.append(SchemaGap(.dynamic, detail: "\(part.name)(…)", site: part.site))
      }
    }
    return [.createTable(table)]
  }

  /// An operation inside of a table; the arguments are those without the table's name.
  private func change(
    _ call: Call,
    table: String,
    _ arguments: [Expression]
  ) -> [SchemaChange] {
    func text(_ position: Int, _ name: String) -> String? {
      (position < arguments.count ? arguments[position] : call[name])?.text
    }
    switch call.name {
    case "add_column":
      guard let inner = arguments.first?.call ?? arguments.first?.resolved().call,
        let part = PythonColumn(inner)
      else { return [.unread(gap(call), table: table)] }
      return [.addColumn(part.column, table: table)]
        + part.indexes.map { .addIndex($0, table: table) }
        + part.foreignKeys.map { .addForeignKey($0, table: table) }
    case "drop_column":
      return text(0, "column_name").map { [.dropColumn($0, table: table)] } ?? [unread(call)]
    case "alter_column": return alter(call, table, text(0, "column_name"))
    case "drop_constraint":
      guard let name = text(0, "constraint_name") else { return [.unread(gap(call), table: table)] }
      let isPrimary = call["type_"]?.text == "primary"
      return isPrimary ? [.dropPrimaryKey(table: table)] : [.dropNamed(name, table: table)]
    case "drop_index": return text(0, "index_name").map { [.dropNamed($0, table: table)] } ?? []
    case "create_index", "create_unique_constraint", "create_primary_key":
      return index(call, table, arguments)
    case "create_foreign_key": return foreignKey(call, table, arguments)
    default: return []
    }
  }

  private func gap(_ call: Call) -> SchemaGap {
    SchemaGap(.dynamic, detail: call.callee.path.joined(separator: "."), site: call.site)
  }

  private func alter(_ call: Call, _ table: String, _ column: String?) -> [SchemaChange] {
    guard let column else { return [.unread(gap(call), table: table)] }
    let named = call["type_"].flatMap { $0.call?.name ?? $0.lastName }
    var result: [SchemaChange] = []
    if call["nullable"] != nil || named != nil {
      result.append(
        .changeColumn(
          column,
          isNullable: call["nullable"]?.boolean,
          type: named.map { ColumnType(named: $0) },
          table: table
        )
      )
    }
    if let new = (call["new_column_name"] ?? call["name"])?.text, new != column {
      result.append(.renameColumn(column, to: new, table: table))
    }
    return result
  }

  private func index(_ call: Call, _ table: String, _ arguments: [Expression]) -> [SchemaChange] {
    let listed = arguments.count > 1 ? arguments[1] : call["columns"]
    guard let listed, listed.resolved().kind == .array else {
      return [.unread(gap(call), table: table)]
    }
    var index = TableIndex(sqlAlchemy: call, keys: listed.elements, in: nil)
    switch call.name {
    case "create_unique_constraint": (index.isUnique, index.origin) = (true, .uniqueConstraint)
    case "create_primary_key": (index.isUnique, index.origin) = (true, .primaryKey)
    default: break
    }
    return [.addIndex(index, table: table)]
  }

  private func foreignKey(
    _ call: Call,
    _ table: String,
    _ arguments: [Expression]
  ) -> [SchemaChange] {
    func argument(_ position: Int, _ name: String) -> Expression? {
      position < arguments.count ? arguments[position] : call[name]
    }
    guard let target = argument(1, "referent_table")?.text,
      let columns = argument(2, "local_cols")?.texts, !columns.isEmpty
    else { return [.unread(gap(call), table: table)] }
    let key = ForeignKey(
      name: argument(0, "constraint_name")?.text,
      columns: columns,
      table: target,
      referencedColumns: argument(3, "remote_cols")?.texts ?? [],
      onDelete: ForeignKey.Action(named: call["ondelete"]?.text ?? ""),
      site: call.site
    )
    return [.addForeignKey(key, table: table)]
  }

  /// `op.execute("…")`: what its SQL does, and a gap for SQL that is put together at run time.
  private func execute(_ call: Call) -> [SchemaChange] {
    guard let text = call.positional.first?.textWithHoles else {
      return [.unread(SchemaGap(.unreadSQL, detail: "op.execute(…)", site: call.site), table: nil)]
    }
    guard SchemaStatement.begins(text[...]) else { return [] }
    return code.changes(ofSQL: text, at: call.site, .unknown)
  }
}
