// Reads `Column(…)`, `mapped_column(…)` and SQLModel's `Field(…)`, in models and in migrations.

import Facts
import Queries
import SemanticModel

/// A column with what it declares beside itself.
struct PythonColumn {
  var column: Column
  private(set) var indexes: [TableIndex] = []
  private(set) var foreignKeys: [ForeignKey] = []
  var isPrimary = false

  /// The column of a call; `nil` where it has no name.
  ///
  /// The first argument of a `Field` is a default, never a name.
  init?(
    _ call: Call,
    property: String? = nil,
    type: Expression? = nil,
    site: SchemaSite? = nil,
    isField: Bool = false
  ) {
    let arguments = isField ? [] : call.positional
    let named = arguments.first?.text ?? (isField ? nil : call["name"]?.text)
    guard let name = named ?? property else { return nil }
    column = Column(name: name, property: property, site: site ?? call.site)
    let rest = arguments.first?.text == nil ? arguments : Array(arguments.dropFirst())
    var typed = type ?? call["type_"] ?? call["sa_type"]
    for argument in rest {
      let inner = argument.resolved().call ?? argument.call
      switch inner?.name {
      case "ForeignKey": if let inner { add(foreignKey: inner) }
      case "Sequence", "Identity", "Computed", "FetchedValue": column.hasDefault = true
      case "CheckConstraint": continue
      default: if typed == nil || type != nil { typed = argument }
      }
    }
    if let typed { set(typed) }
    read(call)
  }

  private mutating func set(_ type: Expression) {
    let call = type.resolved().call ?? type.call
    let name = call?.name ?? type.lastName ?? ""
    guard !name.isEmpty, name != "ForeignKey" else { return }
    column.typeText = name
    column.type = ColumnType(named: name)
    if name.lowercased().hasSuffix("enum") {
      column.type = .enumeration
      column.values = (call?.positional ?? []).flatMap { argument -> [String] in
        argument.text.map { [$0] }
          ?? argument.classView?.members.compactMap { $0.value == nil ? nil : $0.name } ?? []
      }
    } else if column.type == .unknown, let view = type.classView,
      view.ancestry.foreign.contains(where: { $0.lastName?.hasSuffix("Enum") ?? false })
    {
      column.type = .enumeration
      column.values = view.members.filter { $0.value != nil }.map(\.name)
    }
  }

  private mutating func read(_ call: Call) {
    isPrimary = call["primary_key"]?.isOn ?? false
    column.isNullable = call["nullable"]?.boolean ?? (isPrimary ? false : nil)
    column.hasDefault =
      column.hasDefault || call["default"] != nil || call["server_default"] != nil
      || call["default_factory"] != nil
    let isUnique = call["unique"]?.isOn ?? false
    if call["index"]?.isOn ?? false {
      indexes.append(TableIndex(columns: [column.name], isUnique: isUnique, site: call.site))
    } else if isUnique {
      indexes.append(
        TableIndex(
          columns: [column.name],
          isUnique: true,
          origin: .uniqueConstraint,
          site: call.site
        )
      )
    }
    if let target = call["foreign_key"]?.text {
      add(reference: target, action: call["ondelete"]?.text, site: call.site)
    }
  }

  private mutating func add(foreignKey call: Call) {
    guard let target = call.positional.first else { return }
    let action = call["ondelete"]?.text
    if let text = target.text {
      add(reference: text, action: action, site: call.site)
    } else {
      let path = target.path
      guard path.count > 1 else { return }
      add(reference: path.suffix(2).joined(separator: "."), action: action, site: call.site)
    }
  }

  /// `table.column`, or `schema.table.column`.
  private mutating func add(reference: String, action: String?, site: SchemaSite) {
    let parts = reference.split(separator: ".").map(String.init)
    guard parts.count > 1 else { return }
    foreignKeys.append(
      ForeignKey(
        columns: [column.name],
        table: parts[parts.count - 2],
        referencedColumns: [parts[parts.count - 1]],
        onDelete: ForeignKey.Action(named: action ?? ""),
        site: site
      )
    )
  }
}

extension Table {
  /// Adds a column, its indexes and references.
  mutating func add(_ part: PythonColumn) {
    columns.removeAll { $0.name == part.column.name }
    columns.append(part.column)
    indexes.removeAll { $0.columns == [part.column.name] && $0.origin != .primaryKey }
    indexes += part.indexes
    foreignKeys.removeAll { $0.columns == [part.column.name] }
    foreignKeys += part.foreignKeys
    if part.isPrimary { addPrimary(part.column.name) }
  }

  /// Makes a column part of the primary key.
  mutating func addPrimary(_ column: String) {
    guard let position = indexes.firstIndex(where: { $0.origin == .primaryKey }) else {
      indexes.insert(TableIndex(columns: [column], isUnique: true, origin: .primaryKey), at: 0)
      return
    }
    guard !indexes[position].columns.contains(column) else { return }
    indexes[position].keys.append(IndexKey(column: column))
  }

  /// Adds what a constraint or index among the arguments of a table declares; false for what is none.
  mutating func add(constraint call: Call) -> Bool {
    let names = call.positional.map { ($0.text ?? $0.lastName) }.compactMap(\.self)
    func column(_ name: String) -> String { columnName(of: name) ?? name }
    switch call.name {
    case "PrimaryKeyConstraint":
      indexes.removeAll { $0.origin == .primaryKey }
      indexes.insert(
        TableIndex(
          columns: names.map(column),
          name: call["name"]?.text,
          isUnique: true,
          origin: .primaryKey,
          site: call.site
        ),
        at: 0
      )
    case "UniqueConstraint":
      indexes.append(
        TableIndex(
          columns: names.map(column),
          name: call["name"]?.text,
          isUnique: true,
          origin: .uniqueConstraint,
          site: call.site
        )
      )
    case "ForeignKeyConstraint":
      guard call.positional.count > 1 else { return true }
      let targets = call.positional[1].texts.map { $0.split(separator: ".").map(String.init) }
      guard let first = targets.first, first.count > 1 else { return true }
      foreignKeys.append(
        ForeignKey(
          name: call["name"]?.text,
          columns: call.positional[0].texts.map(column),
          table: first[first.count - 2],
          referencedColumns: targets.compactMap(\.last),
          onDelete: ForeignKey.Action(named: call["ondelete"]?.text ?? ""),
          site: call.site
        )
      )
    case "Index":
      indexes.append(TableIndex(sqlAlchemy: call, keys: call.positional.dropFirst(), in: self))
    case "CheckConstraint", "ExcludeConstraint", "Comment": break
    default: return false
    }
    return true
  }
}

extension TableIndex {
  /// The index of `Index(name, keys…)` or `op.create_index(name, table, keys)`.
  init(sqlAlchemy call: Call, keys: some Sequence<Expression>, in table: Table?) {
    self.init(keys: [], isUnique: call["unique"]?.isOn ?? false, site: call.site)
    name = call.argument(0, "name")?.text ?? call.argument(0, "index_name")?.text
    self.keys = keys.map { Self.key($0, in: table) }
    predicate = (call["postgresql_where"] ?? call["sqlite_where"]).map { $0.text ?? "condition" }
    included = call["postgresql_include"]?.texts ?? []
    if let using = call["postgresql_using"]?.text ?? call["mysql_using"]?.text {
      method = IndexMethod(mapper: using)
    }
    if call["mysql_prefix"]?.text == "FULLTEXT" { method = .text }
    if call["mysql_length"] != nil {
      for position in self.keys.indices { self.keys[position].isPrefix = true }
    }
  }

  private static func key(_ expression: Expression, in table: Table?) -> IndexKey {
    if let call = expression.call, ["desc", "asc"].contains(call.name), let base = call.receiver {
      var key = key(base, in: table)
      key.isDescending = call.name == "desc"
      return key
    }
    if expression.call != nil {
      // `text("name")` may hold a plain name, all else is an expression.
      let text = expression.text ?? expression.call?.callee.path.joined(separator: ".") ?? "?"
      let isName = text.utf8.allSatisfy { $0 == 0x5F || ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) }
      if expression.text != nil, isName { return IndexKey(column: text) }
      return IndexKey(column: "", expression: text)
    }
    guard let name = expression.text ?? expression.lastName else {
      return IndexKey(column: "", expression: "?")
    }
    return IndexKey(column: table?.columnName(of: name) ?? name)
  }
}
