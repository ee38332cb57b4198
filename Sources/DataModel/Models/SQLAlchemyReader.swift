// Reads the declarative classes and tables of SQLAlchemy, SQLModel and Flask-SQLAlchemy.

import Facts
import Queries
import SemanticModel

/// Finds every mapped class and every table object.
struct SQLAlchemyReader {
  var tables: [Table] = []
  private let code: Code
  private let dialect: SQLDialect
  /// Positions in `tables` by class.
  private var positions: [ClassRef: Int] = [:]
  private var relations: [Declared] = []

  /// A relation as a class declares it.
  struct Declared {
    let table: Int
    let property: String
    let target: String
    let column: String?
    /// What the other end calls the way back, where this end says it.
    let reverse: String?
    let isBridged: Bool
    /// It says on which side of a table's reference to itself the one row stands.
    var isOfParent = false
  }

  init(_ code: Code, _ dialect: SQLDialect) {
    self.code = code
    self.dialect = dialect
    let all = code.ownUnits.filter { code.units[$0].facts.language == .python }
    // Of two declarations of one table the one that others import is the one that counts.
    let taken = code.program.importedUnits
    let python = all.filter(taken.contains) + all.filter { !taken.contains($0) }
    for unit in python {
      for type in code.classes(in: unit) where Self.isMapped(type) { add(type) }
    }
    let importing = code.units(importing: Self.packages)
    for unit in python where importing.contains(unit) || usesTables(unit) {
      for call in code.calls(in: unit) {
        if call.name == "Table" { add(tableOf: call) }
        if call.name == "Index" { add(indexOf: call) }
      }
    }
    for relation in relations { connect(relation) }
  }

  private static let packages: Set<String> = [
    "sqlalchemy", "flask_sqlalchemy", "sqlmodel", "flask_appbuilder",
  ]

  /// `db.Table(…)` of a file that imports `db` from elsewhere in the project.
  private func usesTables(_ unit: Int) -> Bool {
    tables.contains { $0.sites.first?.path == code.units[unit].path }
  }

  // MARK: Classes

  private static let columnCalls: Set<String> = ["Column", "mapped_column"]

  private static func isColumn(_ member: ClassView.Member) -> Bool {
    columnCall(of: member) != nil
  }

  /// The call that makes a member a column.
  private static func columnCall(of member: ClassView.Member) -> Call? {
    guard let call = member.value?.call else {
      // `@declared_attr def owner_id(cls): return Column(…)`
      guard let function = member.function, let code = member.value?.code else { return nil }
      return code.results(of: function).first?.call.flatMap {
        columnCalls.contains($0.name) ? $0 : nil
      }
    }
    if columnCalls.contains(call.name) { return call }
    // A function of the project that makes columns: `reference_col("users")`.
    if let helper = call.callee.function, let code = member.value?.code,
      let made = code.results(of: helper).first?.call, columnCalls.contains(made.name)
    {
      return made
    }
    if ["deferred", "column_property"].contains(call.name), let inner = call.positional.first?.call,
      columnCalls.contains(inner.name)
    {
      return inner
    }
    return nil
  }

  private static func isModelTable(_ type: ClassView) -> Bool {
    type.keywords?["table"]?.isOn ?? false
  }

  /// Whether rows of a table of its own are instances of the class.
  private static func isMapped(_ type: ClassView) -> Bool {
    if isModelTable(type) { return true }
    let members = type.members
    if members.last(where: { $0.name == "__abstract__" })?.value?.boolean == true { return false }
    if members.contains(where: { $0.name == "__tablename__" }) {
      return members.contains(where: isColumn)
        || type.ancestry.classes.contains {
          $0.members.contains(where: isColumn)
        }
    }
    // A kind of row of its parent's table: `__mapper_args__ = {"polymorphic_identity": "fail"}`.
    let isKind = members.contains { $0.name == "__mapper_args__" }
    if isKind, type.ancestry.classes.contains(where: isMapped) { return true }
    guard members.contains(where: isColumn) else { return false }
    return isDeclarative(type)
  }

  /// Whether a base names the table after the class: Flask-SQLAlchemy's, or a `__tablename__` of a base.
  private static func isDeclarative(_ type: ClassView) -> Bool {
    let ancestry = type.ancestry
    return ancestry.foreign.contains { $0.lastName == "Model" && $0.path.count > 1 }
      || ancestry.classes.contains { $0.members.contains { $0.name == "__tablename__" } }
  }

  private func tableName(of type: ClassView) -> String? {
    for layer in [type] + type.ancestry.classes {
      guard let member = layer.members.last(where: { $0.name == "__tablename__" }) else { continue }
      if let text = member.value?.text {
        return layer.ref == type.ref || layer.isAbstract ? text : nil
      }
      guard let function = member.function else { continue }
      let result = code.results(of: function).first
      if let text = result?.text { return text }
      let isLower = result?.call?.name == "lower"
      return isLower ? type.name.lowercased() : NameStyle.underscored(type.name)
    }
    return Self.isModelTable(type) ? type.name.lowercased() : NameStyle.underscored(type.name)
  }

  /// The classes whose columns stand in the table: not those that have a table of their own.
  private func layers(of type: ClassView) -> [ClassView] {
    type.ancestry.classes.filter { !Self.isMapped($0) }.reversed() + [type]
  }

  /// The mapped class whose table holds the rows of a class without a key of its own.
  private func host(of type: ClassView) -> ClassView? {
    guard !Self.isModelTable(type) else { return nil }
    let hasKey = type.members.contains { member in
      Self.columnCall(of: member)?["primary_key"]?.isOn ?? false
    }
    return hasKey ? nil : type.ancestry.classes.first { Self.isMapped($0) }
  }

  private mutating func add(_ type: ClassView) {
    let host = host(of: type)
    guard let name = tableName(of: host ?? type) else { return }
    var table = Table(name: name, models: [type.name], dialect: dialect, sites: [type.site])
    let position = tables.count
    for layer in host == nil ? layers(of: type) : [type] {
      for member in layer.members { read(member, of: type, into: &table, at: position) }
    }
    for layer in layers(of: type) { read(argumentsOf: layer, into: &table) }
    for base in type.ancestry.foreign where !Self.isKnown(base) {
      let detail = base.path.joined(separator: ".")
      table.gaps.append(SchemaGap(.foreignBase, detail: detail, site: type.site))
    }
    positions[type.ref] = position
    tables.append(table)
  }

  private static let knownBases: Set<String> = [
    "Model", "Base", "DeclarativeBase", "DeclarativeBaseNoMeta", "MappedAsDataclass", "AsyncAttrs",
    "SQLModel", "object", "UserMixin", "RoleMixin", "ABC", "Generic", "BaseModel",
    "AnonymousUserMixin",
    "SerializerMixin", "Protocol",
  ]

  private static func isKnown(_ base: Expression) -> Bool {
    if knownBases.contains(base.lastName ?? "") { return true }
    guard let call = base.resolved().call else { return base.kind == .index }
    return ["declarative_base", "automap_base", "SQLAlchemy", "with_metaclass"].contains(call.name)
  }

  private mutating func read(
    _ member: ClassView.Member,
    of type: ClassView,
    into table: inout Table,
    at position: Int
  ) {
    if let call = Self.columnCall(of: member) {
      guard
        let part = PythonColumn(call, property: member.name, type: member.type, site: member.site)
      else { return }
      table.add(part)
      if let helper = member.value?.call, !Self.columnCalls.contains(helper.name),
        part.foreignKeys.isEmpty
      {
        table.add(referenceMadeBy: helper, call, of: part.column.name)
      }
      return
    }
    if let call = member.value?.call, call.name.lowercased().hasSuffix("relationship") {
      read(relation: call, of: member, into: &table, at: position)
      return
    }
    guard Self.isModelTable(type), member.function == nil, !member.name.hasPrefix("__"),
      !member.name.hasPrefix("model_")
    else { return }
    if let call = member.value?.call {
      guard call.name == "Field" else { return }
      if let inner = call["sa_column"]?.call ?? call["sa_column"]?.resolved().call {
        if let part = PythonColumn(inner, property: member.name, site: member.site) {
          table.add(part)
        }
      } else if let part = PythonColumn(field: call, of: member) {
        table.add(part)
      }
    } else if let type = member.type {
      let name = type.lastName ?? ""
      var column = Column(name: member.name, type: ColumnType(named: name), typeText: name)
      column.site = member.site
      column.hasDefault = member.value != nil
      table.columns.append(column)
    }
  }

  private mutating func read(
    relation call: Call,
    of member: ClassView.Member,
    into table: inout Table,
    at position: Int
  ) {
    let between = Self.tableBetween(call)
    if let between {
      table.bridges.append(Table.Bridge(property: member.name, table: between))
    }
    let target = call.positional.first ?? call["argument"]
    guard let name = target?.text ?? target?.lastName ?? member.type?.elementName else { return }
    let column = (call["foreign_keys"]?.elements.first ?? call["foreign_keys"]).flatMap {
      ($0.text ?? $0.lastName).map { TableName.last($0) }
    }
    relations.append(
      Declared(
        table: position,
        property: member.name,
        target: TableName.last(name),
        column: column,
        reverse: call["backref"].flatMap { $0.text ?? $0.call?.positional.first?.text },
        isBridged: between != nil,
        isOfParent: call["remote_side"] != nil
      )
    )
  }

  /// The table that a relation of many to many goes through: `secondary=` of SQLAlchemy, `link_model=` of SQLModel.
  private static func tableBetween(_ relation: Call) -> String? {
    guard let between = relation["secondary"] ?? relation["link_model"] else { return nil }
    if let text = between.text { return TableName.last(text) }
    if let made = between.resolved().call, made.name == "Table" {
      return made.positional.first?.text
    }
    // `Membership.__table__`
    let path = between.path.filter { $0 != "__table__" }
    return path.last
  }

  // MARK: What stands beside columns

  private func read(argumentsOf layer: ClassView, into table: inout Table) {
    for member in layer.members where member.name == "__table_args__" {
      let value =
        member.function.flatMap { code.results(of: $0).first } ?? member.value?.resolved()
      guard let value else { continue }
      if value.kind == .array {
        for element in value.elements { add(element, to: &table) }
      } else if value.call != nil {
        add(value, to: &table)
      } else if value.kind != .object {
        table.gaps.append(SchemaGap(.dynamic, detail: "__table_args__", site: member.site))
      }
    }
    if let mapped = layer.field("__table__")?.resolved().call, mapped.name == "Table" {
      for argument in mapped.positional.dropFirst() { add(argument, to: &table) }
    }
  }

  private func add(_ element: Expression, to table: inout Table) {
    guard let call = element.call ?? element.resolved().call else { return }
    if Self.columnCalls.contains(call.name) {
      if let part = PythonColumn(call) { table.add(part) }
    } else if !table.add(constraint: call), element.resolved().kind != .object {
      let detail = "\(call.name)(…)"
      table.gaps.append(SchemaGap(.dynamic, detail: detail, site: call.site))
    }
  }

  // MARK: Tables and indexes outside of classes

  private mutating func add(tableOf call: Call) {
    guard let name = call.positional.first?.text else { return }
    let parts = call.positional.dropFirst().compactMap { $0.call ?? $0.resolved().call }
    guard parts.contains(where: { Self.columnCalls.contains($0.name) }),
      !tables.contains(where: { $0.name == name })
    else { return }
    let names = [call.symbolName].compactMap(\.self).filter { $0 != name }
    var table = Table(name: name, models: names, dialect: dialect, sites: [call.site])
    for argument in call.positional.dropFirst() where argument.kind == .result {
      add(argument, to: &table)
    }
    tables.append(table)
  }

  /// `Index("name", User.email, …)` beside the classes.
  private mutating func add(indexOf call: Call) {
    let owners = call.positional.dropFirst().compactMap { argument -> Expression? in
      var next = argument
      for _ in 0..<3 {
        if let inner = next.call { next = inner.receiver ?? next }
      }
      return next.kind == .member ? next.other(next.value.a) : nil
    }
    guard let type = owners.lazy.compactMap(\.classView).first, let position = positions[type.ref]
    else { return }
    let table = tables[position]
    tables[position].indexes.append(
      TableIndex(sqlAlchemy: call, keys: call.positional.dropFirst(), in: table)
    )
  }
}

extension ClassView {
  fileprivate var isAbstract: Bool {
    let members = members
    return members.last { $0.name == "__abstract__" }?.value?.boolean ?? false
      || !members.contains { $0.value?.call?.name == "Column" }
  }
}

extension Table {
  /// Adds the reference of a column whose maker puts the table's name into it.
  fileprivate mutating func add(referenceMadeBy helper: Call, _ made: Call, of column: String) {
    let refers = made.positional.contains { $0.call?.name == "ForeignKey" }
    guard refers, let target = helper.positional.first?.text, TableName.last(target) == target
    else { return }
    foreignKeys.append(ForeignKey(columns: [column], table: target, site: helper.site))
  }
}

extension Expression {
  /// The type of the elements of a collection's annotation, or the type itself.
  fileprivate var elementName: String? {
    guard kind == .type else { return lastName }
    if let first = facts.valueList(ListID(value.b)).first { return other(first).elementName }
    return lastName
  }
}

extension PythonColumn {
  /// The column of SQLModel's `Field(…)`, whose name and type stand beside it.
  fileprivate init?(field call: Call, of member: ClassView.Member) {
    self.init(call, property: member.name, type: member.type, site: member.site, isField: true)
    if column.isNullable == nil, let standard = call.argument(0, "default"),
      standard.resolved().kind == .null
    {
      column.isNullable = true
    }
  }
}
