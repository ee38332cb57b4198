// Reads the model classes of Django.

import Facts
import Queries
import SemanticModel
import SourceText

/// Finds every model that has a table of its own.
struct DjangoReader {
  private(set) var tables: [Table] = []
  private let code: Code
  private let dialect: SQLDialect
  private var links: [Table] = []

  init(_ code: Code, _ dialect: SQLDialect) {
    self.code = code
    self.dialect = dialect
    let importing = code.units(importing: "django")
    for unit in code.ownUnits where importing.contains(unit) {
      guard !code.units[unit].path.contains("/migrations/") else { continue }
      for type in code.classes(in: unit) where Self.isModel(type) { add(type) }
    }
    tables += links
  }

  private static let relationCalls: Set<String> = [
    "ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey", "TreeForeignKey",
  ]

  /// The call that makes a member a field of a model.
  private static func fieldCall(of member: ClassView.Member) -> Call? {
    guard let call = member.value?.call else { return nil }
    guard call.name.hasSuffix("Field") || relationCalls.contains(call.name) else { return nil }
    let owner = call.callee.packageName ?? ""
    let isForm = owner.contains("forms") || call.callee.path.first == "forms"
    let isSerializer = owner.contains("rest_framework") || call.callee.path.first == "serializers"
    let isFilter = owner.contains("filter") || call.callee.path.first == "filters"
    return isForm || isSerializer || isFilter ? nil : call
  }

  private static func isModelBase(_ base: Expression) -> Bool {
    let owner = base.packageName ?? ""
    return base.lastName == "Model" && owner.hasPrefix("django")
      || modelBases.contains(base.lastName ?? "")
  }

  /// Bases of packages that are models themselves.
  private static let modelBases: Set<String> = [
    "AbstractUser", "AbstractBaseUser", "TimeStampedModel", "MPTTModel", "PolymorphicModel",
    "TranslatableModel", "SoftDeletableModel", "UUIDModel",
  ]

  private static func isModel(_ type: ClassView) -> Bool {
    let ancestry = type.ancestry
    guard ancestry.foreign.contains(where: isModelBase) else { return false }
    return meta("abstract", of: type)?.boolean != true
  }

  private static func meta(_ name: String, of type: ClassView) -> Expression? {
    type.inner("Meta")?.field(name)
  }

  /// What the nearest `Meta` says, one's own first.
  private func setting(_ name: String, of type: ClassView) -> Expression? {
    for layer in [type] + type.ancestry.classes {
      guard let meta = layer.inner("Meta") else { continue }
      if let value = meta.field(name) { return value }
      // A `Meta` that extends nothing takes the place of those of the bases.
      if meta.bases.isEmpty { return nil }
    }
    return nil
  }

  private func tableName(of type: ClassView) -> String {
    if let name = Self.meta("db_table", of: type)?.text { return name }
    let label = Self.meta("app_label", of: type)?.text ?? Self.application(of: type.site.path)
    return "\(label)_\(type.name.lowercased())"
  }

  /// The folder that holds `models.py` or the folder `models`.
  private static func application(of path: String) -> String {
    var parts = path.split(separator: "/").dropLast()
    while let last = parts.last, last == "models" || last == "model" { parts.removeLast() }
    return parts.last.map(String.init) ?? ""
  }

  // MARK: Models

  private mutating func add(_ type: ClassView) {
    if Self.meta("proxy", of: type)?.boolean == true {
      guard let base = type.ancestry.classes.first(where: Self.isModel) else { return }
      tables.append(
        Table(name: tableName(of: base), models: [type.name], dialect: dialect, sites: [type.site])
      )
      return
    }
    var table = Table(
      name: tableName(of: type),
      models: [type.name],
      dialect: dialect,
      sites: [type.site]
    )
    let ancestors = type.ancestry.classes
    for layer in ancestors.reversed().filter({ !Self.isModel($0) }) + [type] {
      for member in layer.members {
        if let call = Self.fieldCall(of: member) { read(member, call, of: type, into: &table) }
      }
    }
    addKey(to: &table, of: type, parent: ancestors.first(where: Self.isModel))
    addIndexes(of: type, to: &table)
    table.ordering = ordering(of: type)
    for base in type.ancestry.foreign where !Self.isKnown(base) {
      let detail = base.path.joined(separator: ".")
      table.gaps.append(SchemaGap(.foreignBase, detail: detail, site: type.site))
    }
    tables.append(table)
  }

  private static func isKnown(_ base: Expression) -> Bool {
    let name = base.lastName ?? ""
    return base.packageName?.hasPrefix("django") ?? false
      || ["Model", "object", "ABC", "TimeStampedModel", "Generic"].contains(name)
      || name.hasSuffix("Mixin") && base.packageName?.hasPrefix("django") ?? false
  }

  private func addKey(to table: inout Table, of type: ClassView, parent: ClassView?) {
    if type.ancestry.foreign.contains(where: { $0.lastName == "AbstractUser" }) {
      for (name, isUnique) in [("username", true), ("email", false), ("is_active", false)]
      where table.column(name) == nil {
        let kind: ColumnType = name == "is_active" ? .boolean : .string
        table.columns.append(Column(name: name, type: kind, isNullable: false))
        if isUnique {
          table.indexes.append(
            TableIndex(columns: [name], isUnique: true, origin: .uniqueConstraint)
          )
        }
      }
    }
    guard table.primaryKey.isEmpty else { return }
    let name = parent.map { "\($0.name.lowercased())_ptr_id" } ?? "id"
    table.columns.insert(
      Column(name: name, property: parent == nil ? "id" : nil, type: .integer, isNullable: false),
      at: 0
    )
    table.addPrimary(name)
    if let parent {
      table.foreignKeys.append(
        ForeignKey(columns: [name], table: tableName(of: parent), onDelete: .cascade)
      )
    }
  }

  // MARK: Fields

  private mutating func read(
    _ member: ClassView.Member,
    _ call: Call,
    of type: ClassView,
    into table: inout Table
  ) {
    if call.name == "ManyToManyField" {
      link(member, call, of: type, table.name)
      return
    }
    let isRelation = Self.relationCalls.contains(call.name)
    let plain = isRelation ? member.name + "_id" : member.name
    let name = call["db_column"]?.text ?? plain
    var column = Column(name: name, property: plain, site: member.site)
    column.typeText = call.name
    column.type = isRelation ? .integer : ColumnType(named: call.name)
    column.isNullable = call["null"]?.isOn ?? false
    column.hasDefault = call["default"] != nil || call["auto_now_add"] != nil
    column.values = values(of: call["choices"])
    if !column.values.isEmpty { column.type = .enumeration }
    table.columns.append(column)
    if isRelation { add(reference: call, of: member, column: name, type, to: &table) }
    let isKey = call["primary_key"]?.isOn ?? false
    let isUnique = call["unique"]?.isOn ?? (call.name == "OneToOneField")
    let isIndexed =
      call["db_index"]?.isOn ?? (call.name == "SlugField" || (isRelation && !isUnique))
    if isKey {
      table.addPrimary(name)
    } else if isUnique {
      table.indexes.append(
        TableIndex(
          columns: [name],
          isUnique: true,
          origin: .uniqueConstraint,
          site: member.site
        )
      )
    } else if isIndexed {
      let origin: TableIndex.Origin = isRelation ? .foreignKey : .declared
      table.indexes.append(TableIndex(columns: [name], origin: origin, site: member.site))
    }
  }

  private func values(of choices: Expression?) -> [String] {
    guard let choices else { return [] }
    let listed = choices.elements.compactMap { pair -> String? in
      pair.elements.first.flatMap { $0.text ?? $0.number.map { "\($0)" } ?? $0.lastName }
    }
    if !listed.isEmpty { return listed }
    // `choices=Status.choices` of a class of texts.
    let base = choices.kind == .member ? choices.other(choices.value.a) : choices
    return base.classView?.members.filter { $0.value != nil }.map(\.name) ?? []
  }

  /// The name of the model that a relation leads to.
  private func target(of call: Call, _ type: ClassView) -> String {
    let argument = call.argument(0, "to")
    if let text = argument?.text { return text == "self" ? type.name : TableName.last(text) }
    let name = argument?.lastName ?? ""
    return name == "AUTH_USER_MODEL" ? "User" : name
  }

  private func add(
    reference call: Call,
    of member: ClassView.Member,
    column: String,
    _ type: ClassView,
    to table: inout Table
  ) {
    var key = ForeignKey(
      columns: [column],
      property: member.name,
      table: target(of: call, type),
      site: member.site
    )
    key.onDelete = ForeignKey.Action(named: call.argument(1, "on_delete")?.lastName ?? "")
    key.isEnforced = call["db_constraint"]?.boolean ?? true
    table.foreignKeys.append(key)
  }

  /// The table between two models.
  private mutating func link(
    _ member: ClassView.Member,
    _ call: Call,
    of type: ClassView,
    _ table: String
  ) {
    guard call["through"] == nil else { return }
    let other = target(of: call, type)
    let own = "\(type.name.lowercased())_id"
    let far = other == type.name ? "to_\(own)" : "\(other.lowercased())_id"
    var link = Table(
      name: call["db_table"]?.text ?? "\(table)_\(member.name)",
      dialect: dialect,
      sites: [member.site]
    )
    link.columns = [Column(name: "id", type: .integer, isNullable: false)]
    link.addPrimary("id")
    for (name, target) in [(own, type.name), (far, other)] {
      link.columns.append(Column(name: name, type: .integer, isNullable: false))
      link.indexes.append(TableIndex(columns: [name], origin: .foreignKey, site: member.site))
      link.foreignKeys.append(
        ForeignKey(columns: [name], table: target, onDelete: .cascade, site: member.site)
      )
    }
    link.indexes.append(
      TableIndex(columns: [own, far], isUnique: true, origin: .uniqueConstraint, site: member.site)
    )
    links.append(link)
  }

  // MARK: Meta

  private func addIndexes(of type: ClassView, to table: inout Table) {
    for element in setting("indexes", of: type)?.elements ?? [] {
      guard let call = element.call ?? element.resolved().call else { continue }
      table.indexes.append(index(call, in: table))
    }
    for element in setting("constraints", of: type)?.elements ?? [] {
      guard let call = element.call ?? element.resolved().call, call.name == "UniqueConstraint"
      else { continue }
      var index = index(call, in: table)
      index.isUnique = true
      index.origin = .uniqueConstraint
      table.indexes.append(index)
    }
    for (name, isUnique) in [("unique_together", true), ("index_together", false)] {
      guard let setting = setting(name, of: type) else { continue }
      let elements = setting.elements
      let groups = elements.contains { $0.text != nil } ? [setting.texts] : elements.map(\.texts)
      for group in groups where !group.isEmpty {
        table.indexes.append(
          TableIndex(
            columns: group.map { table.columnName(of: $0) ?? $0 },
            isUnique: isUnique,
            origin: isUnique ? .uniqueConstraint : .declared,
            site: setting.site
          )
        )
      }
    }
  }

  /// `ordering = ["-created_at"]`; empty where an expression or chance orders.
  private func ordering(of type: ClassView) -> [SortKey] {
    guard let setting = setting("ordering", of: type) else { return [] }
    let texts = setting.texts
    guard texts.count == setting.elements.count, !texts.contains("?") else { return [] }
    return texts.map { text in
      let isDescending = text.hasPrefix("-")
      let path = (isDescending ? String(text.dropFirst()) : text).split(separator: "__")
      return SortKey(path.map(String.init), isDescending: isDescending)
    }
  }

  private func index(_ call: Call, in table: Table) -> TableIndex {
    var index = TableIndex(keys: [], site: call.site)
    index.name = call["name"]?.text
    index.keys = (call["fields"]?.texts ?? []).map { field in
      let isDescending = field.hasPrefix("-")
      let name = isDescending ? String(field.dropFirst()) : field
      return IndexKey(column: table.columnName(of: name) ?? name, isDescending: isDescending)
    }
    if index.keys.isEmpty {
      index.keys = call.positional.map { expression in
        if let inner = expression.call, ["F", "desc", "asc"].contains(inner.name) {
          let field = inner.positional.first?.text ?? inner.receiver?.call?.positional.first?.text
          if let field {
            let name = table.columnName(of: field) ?? field
            return IndexKey(column: name, isDescending: inner.name == "desc")
          }
        }
        let name = expression.call.map { "\($0.name)(…)" } ?? "?"
        return IndexKey(column: "", expression: name)
      }
    }
    index.predicate = call["condition"].map { _ in "condition" }
    index.included = (call["include"]?.texts ?? []).map { table.columnName(of: $0) ?? $0 }
    switch call.name {
    case "GinIndex": index.method = .inverted
    case "GistIndex", "SpGistIndex": index.method = .spatial
    case "BrinIndex": index.method = .block
    case "HashIndex": index.method = .hash
    case "HnswIndex", "IvfflatIndex": index.method = .vector
    default: break
    }
    return index
  }
}
