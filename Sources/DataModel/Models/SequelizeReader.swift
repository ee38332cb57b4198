// Reads the models of Sequelize.

import Facts
import Queries
import SemanticModel
import SourceText

/// Finds models that `define` or `init` make, and the references between them.
struct SequelizeReader {
  private(set) var tables: [Table] = []
  private let code: Code
  private let dialect: SQLDialect
  private var isUnderscored: Set<String> = []

  init(_ code: Code, _ dialect: SQLDialect) {
    self.code = code
    self.dialect = dialect
    let importing = code.units(importing: Self.packages)
    guard code.ownUnits.contains(where: importing.contains) else { return }
    let calls = code.ownUnits.filter { isCandidate($0, importing) }.flatMap(code.calls(in:))
    for call in calls { add(modelOf: call) }
    for call in calls { add(associationOf: call) }
  }

  private static let packages: Set<String> = ["sequelize", "@sequelize/core"]

  /// Models may be functions of `(sequelize, DataTypes)` that import nothing, and files that relate them import models
  /// only.
  private func isCandidate(_ unit: Int, _ importing: Set<Int>) -> Bool {
    let path = code.units[unit].path
    let facts = code.units[unit].facts
    return facts.language == .javaScript
      && (importing.contains(unit) || path.contains("model")
        || Self.associations.isMentioned(in: facts.names))
      && !path.contains("migration")
  }

  private static let associations = WordList(["belongsTo", "hasMany", "hasOne"])

  // MARK: Models

  private mutating func add(modelOf call: Call) {
    let name: String
    let fields: Expression
    let options: Expression?
    if call.name == "define", call.positional.count > 1, let text = call.positional[0].text {
      (name, fields, options) = (text, call.positional[1], call.positional.dropFirst(2).first)
    } else if call.name == "init", call.positional.count > 1, let type = call.receiver,
      call.positional[1]["sequelize"] != nil || call.positional[1]["modelName"] != nil
        || call.positional[1]["tableName"] != nil
    {
      options = call.positional[1]
      name = options?["modelName"]?.text ?? type.classView?.name ?? type.lastName ?? ""
      fields = call.positional[0]
    } else {
      return
    }
    guard !name.isEmpty, fields.resolved().kind == .object else { return }
    var table = Table(name: "", models: [name], dialect: dialect, sites: [call.site])
    if let type = call.receiver?.classView?.name, type != name { table.models.append(type) }
    let underscored = options?["underscored"]?.isOn ?? false
    if underscored { isUnderscored.insert(name) }
    for entry in fields.entries { table.read(sequelize: entry, underscored: underscored) }
    if fields.isOpen {
      table.gaps.append(SchemaGap(.dynamic, detail: "attributes", site: fields.site))
    }
    let frozen = options?["freezeTableName"]?.isOn ?? false
    let plural = frozen ? name : SequelizeNames.plural(name)
    table.name =
      options?["tableName"]?.text ?? (underscored ? NameStyle.underscored(plural) : plural)
    table.completeSequelize(options, underscored: underscored)
    tables.append(table)
  }

  // MARK: Associations

  private mutating func add(associationOf call: Call) {
    guard ["belongsTo", "hasMany", "hasOne"].contains(call.name),
      let own = modelName(call.receiver, in: call), let target = call.positional.first,
      let other = target.text ?? modelName(target, in: call)
    else { return }
    let options = call.positional.dropFirst().first
    let isOwn = call.name == "belongsTo"
    let (holder, referenced) = isOwn ? (own, other) : (other, own)
    guard let position = tables.firstIndex(where: { $0.models.contains(holder) }) else { return }
    let given = options?["foreignKey"]
    let property =
      given?.text ?? given?["name"]?.text
      ?? (isOwn ? options?["as"]?.text ?? other : own) + "Id"
    // `UserId` of a model `User`, and `userId` where the model declares that.
    let column =
      tables[position].columnName(of: property)
      ?? tables[position].columnName(of: Self.lowered(property))
      ?? (isUnderscored.contains(holder) ? NameStyle.underscored(property) : property)
    if tables[position].column(column) == nil {
      tables[position].columns.append(Column(name: column, property: property, site: call.site))
    }
    if let known = tables[position].foreignKeys.firstIndex(where: { $0.columns == [column] }) {
      if isOwn { tables[position].foreignKeys[known].property = options?["as"]?.text ?? other }
      return
    }
    var key = ForeignKey(columns: [column], table: referenced, site: call.site)
    key.property = isOwn ? options?["as"]?.text ?? other : nil
    key.onDelete = ForeignKey.Action(named: options?["onDelete"]?.text ?? "set null")
    key.isEnforced = options?["constraints"]?.boolean ?? true
    tables[position].foreignKeys.append(key)
  }

  private static func lowered(_ name: String) -> String {
    name.prefix(1).lowercased() + name.dropFirst()
  }

  private func modelName(_ receiver: Expression?, in call: Call) -> String? {
    guard let receiver else { return nil }
    if receiver.kind == .this {
      return code.classes(in: call.unit).first { $0.fact.span.contains(call.step.span) }?.name
    }
    if let defined = receiver.resolved().call, defined.name == "define" {
      return defined.positional.first?.text
    }
    return receiver.classView?.name ?? receiver.lastName
  }
}

/// How Sequelize names tables.
enum SequelizeNames {
  static func plural(_ name: String) -> String {
    if name.hasSuffix("y"), let before = name.dropLast().last, !"aeiouAEIOU".contains(before) {
      return name.dropLast() + "ies"
    }
    if name.hasSuffix("s") && !name.hasSuffix("ss") { return name }
    let endings = ["x", "ch", "sh", "ss"]
    return endings.contains { name.hasSuffix($0) } ? name + "es" : name + "s"
  }
}

extension Table {
  /// Adds what a model has without saying so, and the indexes of its options.
  mutating func completeSequelize(_ options: Expression?, underscored: Bool) {
    if primaryKey.isEmpty {
      columns.insert(Column(name: "id", type: .integer, isNullable: false), at: 0)
      addPrimary("id")
    }
    if options?["timestamps"]?.boolean ?? true {
      for stamp in ["createdAt", "updatedAt"] where column(stamp) == nil {
        let name = underscored ? NameStyle.underscored(stamp) : stamp
        columns.append(Column(name: name, property: stamp, type: .timestamp))
      }
    }
    for element in options?["indexes"]?.elements ?? [] {
      if let index = TableIndex(sequelize: element, in: self) { indexes.append(index) }
    }
  }

  /// Adds a column of Sequelize: of a model, or of a migration.
  mutating func read(sequelize entry: Expression.Entry, underscored: Bool = false) {
    let value = entry.value.resolved()
    let isShort = value.kind != .object
    let type = isShort ? entry.value : value["type"]
    let plain = underscored ? NameStyle.underscored(entry.name) : entry.name
    let name = isShort ? plain : value["field"]?.text ?? plain
    var column = Column(name: name, property: entry.name, site: entry.value.site)
    let call = type?.resolved().call ?? type?.call
    column.typeText = call?.name ?? type?.lastName ?? type?.text ?? ""
    column.type = ColumnType(named: column.typeText)
    if column.type == .enumeration {
      column.values = (call?.positional ?? []).flatMap(\.texts)
    }
    guard !isShort else {
      columns.append(column)
      return
    }
    // db-migrate says the same by its own word.
    column.isNullable = value["allowNull"]?.boolean ?? !(value["notNull"]?.isOn ?? false)
    column.hasDefault = value["defaultValue"] != nil || value["autoIncrement"] != nil
    columns.append(column)
    let site = entry.value.site
    if value["primaryKey"]?.isOn ?? false { addPrimary(name) }
    if let unique = value["unique"], unique.isOn {
      let group = unique.text ?? unique["name"]?.text
      if let group, let known = indexes.firstIndex(where: { $0.name == group && $0.isUnique }) {
        indexes[known].keys.append(IndexKey(column: name))
      } else {
        indexes.append(
          TableIndex(
            columns: [name],
            name: group,
            isUnique: true,
            origin: .uniqueConstraint,
            site: site
          )
        )
      }
    }
    if value["index"]?.isOn ?? false { indexes.append(TableIndex(columns: [name], site: site)) }
    refer(name, value, site)
  }

  /// Adds what the options of a column say of other tables.
  private mutating func refer(_ name: String, _ value: Expression, _ site: SchemaSite) {
    if let key = value["foreignKey"], let other = key["table"]?.text {
      foreignKeys.append(
        ForeignKey(
          name: key["name"]?.text,
          columns: [name],
          table: other,
          referencedColumns: key["mapping"]?.texts ?? [],
          onDelete: ForeignKey.Action(named: key["rules"]?["onDelete"]?.text ?? ""),
          site: site
        )
      )
    }
    if let target = value["references"] {
      let model = target["model"] ?? target
      let other = model.text ?? model["tableName"]?.text ?? model.classView?.name ?? model.lastName
      if let other {
        foreignKeys.append(
          ForeignKey(
            columns: [name],
            table: other,
            referencedColumns: target["key"]?.texts ?? [],
            onDelete: ForeignKey.Action(named: value["onDelete"]?.text ?? ""),
            site: site
          )
        )
      }
    }
  }
}

extension TableIndex {
  /// The index of `{ fields: […], unique: true }`.
  init?(sequelize options: Expression, in table: Table?) {
    let fields = options["fields"]?.elements ?? []
    guard !fields.isEmpty else { return nil }
    self.init(keys: [], isUnique: options["unique"]?.isOn ?? false, site: options.site)
    name = (options["name"] ?? options["indexName"])?.text
    if options["type"]?.text?.lowercased() == "unique" { isUnique = true }
    if options["type"]?.text?.lowercased() == "fulltext" { method = .text }
    if let using = options["using"]?.text { method = IndexMethod(mapper: using) }
    predicate = options["where"].map { _ in "where" }
    keys = fields.map { field in
      let name = field.text ?? field["name"]?.text ?? field["attribute"]?.text
      guard let name else { return IndexKey(column: "", expression: "?") }
      var key = IndexKey(column: table?.columnName(of: name) ?? name)
      key.isDescending = field["order"]?.text?.lowercased() == "desc"
      key.isPrefix = field["length"] != nil
      return key
    }
  }
}
