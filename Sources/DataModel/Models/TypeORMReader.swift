// Reads the entity classes of TypeORM.

import Facts
import Queries
import SemanticModel

/// Finds every entity, with what it inherits and embeds.
struct TypeORMReader {
  private(set) var tables: [Table] = []
  private let code: Code
  private let dialect: SQLDialect
  /// Whether names of columns are written with underscores.
  private var usesSnakeCase = false

  init(_ code: Code, _ dialect: SQLDialect) {
    self.code = code
    self.dialect = dialect
    let importing = code.units(importing: "typeorm")
    let own = code.ownUnits.filter(importing.contains)
    guard !own.isEmpty else { return }
    let naming = code.units(importing: "typeorm-naming-strategies")
    usesSnakeCase = code.ownUnits.contains(where: naming.contains)
    for unit in own {
      for type in code.classes(in: unit) where Self.entity(type) != nil { add(type) }
    }
  }

  private static func entity(_ type: ClassView) -> Call? {
    type.decorators.first { $0.name == "Entity" }
  }

  /// The classes whose members a class has: its ancestors first, so that its own come last.
  private func layers(of type: ClassView) -> [ClassView] {
    type.ancestry.classes.reversed() + [type]
  }

  private func tableName(of type: ClassView) -> String {
    let entity = Self.entity(type)
    return entity?.positional.first?.text
      ?? entity?.positional.lazy.compactMap { $0["name"]?.text }.first
      ?? NameStyle.underscored(type.name)
  }

  private mutating func add(_ type: ClassView) {
    var table = Table(name: tableName(of: type), models: [type.name], dialect: dialect)
    table.sites = [type.site]
    var joins: [Table] = []
    let isChild = type.decorators.contains { $0.name == "ChildEntity" }
    if isChild { return }
    for layer in layers(of: type) {
      for member in layer.members { read(member, into: &table, prefix: "", depth: 0, &joins) }
    }
    for layer in layers(of: type) {
      for decorator in layer.decorators { read(decorator, into: &table) }
    }
    for base in type.ancestry.foreign where !Self.knownBases.contains(base.lastName ?? "") {
      table.gaps.append(
        SchemaGap(.foreignBase, detail: base.path.joined(separator: "."), site: type.site)
      )
    }
    let keys = table.primaryColumns
    table.indexes.removeAll { $0.origin == .primaryKey }
    if !keys.isEmpty {
      table.indexes.insert(TableIndex(columns: keys, isUnique: true, origin: .primaryKey), at: 0)
    }
    tables.append(table)
    tables += joins
  }

  private static let knownBases: Set<String> = ["BaseEntity", "EventEmitter"]

  // MARK: Fields

  private func read(
    _ member: ClassView.Member,
    into table: inout Table,
    prefix: String,
    depth: Int,
    _ joins: inout [Table]
  ) {
    let own = Dictionary(member.decorators.map { ($0.name, $0) }) { first, _ in first }
    if let column = Self.columnDecorators.lazy.compactMap({ own[$0] }).first {
      if let embedded = embedded(column), depth < 4, table.columns.count < 2_000 {
        let inner = column.options?["prefix"]?.text ?? member.name
        for layer in layers(of: embedded) {
          for field in layer.members {
            read(field, into: &table, prefix: prefix + inner, depth: depth + 1, &joins)
          }
        }
        return
      }
      read(column, of: member, into: &table, prefix: prefix)
    } else if let relation = own["ManyToOne"] ?? own["OneToOne"] {
      read(relation, of: member, join: own["JoinColumn"], into: &table)
    } else if own["ManyToMany"] != nil, let join = own["JoinTable"] {
      joins += [joinTable(of: member, join, from: table)].compactMap(\.self)
    }
    let column = table.columnName(of: prefix.isEmpty ? member.name : prefix + member.name)
    for index in member.decorators where index.name == "Index" || index.name == "Unique" {
      guard let column = column ?? table.columns.last?.name else { continue }
      table.indexes.append(self.index(index, over: [column]))
    }
  }

  private static let columnDecorators = [
    "PrimaryGeneratedColumn", "PrimaryColumn", "Column", "CreateDateColumn", "UpdateDateColumn",
    "DeleteDateColumn", "VersionColumn", "ObjectIdColumn", "ViewColumn", "TreeLevelColumn",
  ]

  private func embedded(_ column: Call) -> ClassView? {
    guard column.name == "Column", let first = column.positional.first, let made = first.function
    else { return nil }
    return code.results(of: made).first?.classView
  }

  private func read(
    _ decorator: Call,
    of member: ClassView.Member,
    into table: inout Table,
    prefix: String
  ) {
    let options = decorator.options
    let plain = prefix.isEmpty ? member.name : prefix + NameStyle.capitalized(member.name)
    let name = options?["name"]?.text ?? (usesSnakeCase ? NameStyle.underscored(plain) : plain)
    let named = decorator.positional.first?.text ?? options?["type"]?.text
    let typeText = named ?? options?["type"]?.lastName ?? member.type?.lastName ?? ""
    var column = Column(name: name, property: plain, site: member.site)
    column.typeText = typeText
    column.type = ColumnType(named: typeText)
    if decorator.name.hasSuffix("DateColumn") { column.type = .timestamp }
    if let values = options?["enum"] {
      column.type = .enumeration
      let listed = values.elements.isEmpty ? values.entries.map(\.value) : values.elements
      column.values = listed.compactMap(\.text)
    } else if column.type == .unknown, options?["default"]?.boolean != nil {
      column.type = .boolean
    }
    if options?["array"]?.isOn ?? false { column.type = .array }
    column.isNullable = options?["nullable"]?.boolean ?? (decorator.name == "DeleteDateColumn")
    column.hasDefault = options?["default"] != nil || decorator.name != "Column"
    table.columns.append(column)
    let isKey = decorator.name.hasPrefix("Primary") || options?["primary"]?.isOn ?? false
    if isKey || decorator.name == "ObjectIdColumn" {
      table.indexes.append(TableIndex(columns: [name], isUnique: true, origin: .primaryKey))
    } else if options?["unique"]?.isOn ?? false {
      table.indexes.append(
        TableIndex(columns: [name], isUnique: true, origin: .uniqueConstraint, site: member.site)
      )
    }
  }

  // MARK: Relations

  private func target(_ relation: Call) -> ClassView? {
    guard let first = relation.positional.first else { return nil }
    return first.function.flatMap { code.results(of: $0).first?.classView } ?? first.classView
  }

  private func read(
    _ relation: Call,
    of member: ClassView.Member,
    join: Call?,
    into table: inout Table
  ) {
    guard relation.name == "ManyToOne" || join != nil else { return }
    let model = target(relation)
    let primary = model.map { primaryField(of: $0) } ?? "id"
    let given = join?.positional.first
    let parts =
      (given?.elements.isEmpty ?? true) ? [given].compactMap(\.self) : given?.elements ?? []
    var names = parts.compactMap { $0["name"]?.text }
    if names.isEmpty {
      let plain = member.name + NameStyle.capitalized(primary)
      names = [usesSnakeCase ? NameStyle.underscored(plain) : plain]
    }
    let options = relation.options
    for name in names where table.column(name) == nil {
      var column = Column(name: name, site: member.site)
      column.isNullable = options?["nullable"]?.boolean ?? true
      table.columns.append(column)
    }
    var key = ForeignKey(
      columns: names.map { table.column($0)?.name ?? $0 },
      property: member.name,
      table: model.map { tableName(of: $0) } ?? relation.positional.first?.text ?? member.name,
      site: relation.site
    )
    key.onDelete = ForeignKey.Action(named: options?["onDelete"]?.text ?? "")
    key.isEnforced = options?["createForeignKeyConstraints"]?.boolean ?? true
    table.foreignKeys.append(key)
    if relation.name == "OneToOne" {
      table.indexes.append(
        TableIndex(
          columns: key.columns,
          isUnique: true,
          origin: .uniqueConstraint,
          site: relation.site
        )
      )
    }
  }

  private func primaryField(of type: ClassView) -> String {
    for layer in layers(of: type).reversed() {
      for member in layer.members
      where member.decorators.contains(where: { $0.name.hasPrefix("Primary") }) {
        return member.name
      }
    }
    return "id"
  }

  private func joinTable(of member: ClassView.Member, _ join: Call, from table: Table) -> Table? {
    guard let relation = member.decorators.first(where: { $0.name == "ManyToMany" }),
      let other = target(relation).map({ tableName(of: $0) })
    else { return nil }
    let options = join.options
    let plain = "\(table.name)_\(NameStyle.underscored(member.name))_\(other)"
    let own = options?["joinColumn"]?["name"]?.text ?? "\(table.name)Id"
    let inverse = options?["inverseJoinColumn"]?["name"]?.text ?? "\(other)Id"
    var result = Table(
      name: options?["name"]?.text ?? join.positional.first?.text ?? plain,
      dialect: dialect,
      sites: [join.site]
    )
    for (name, target) in [(own, table.name), (inverse, other)] {
      result.columns.append(Column(name: name, isNullable: false, site: join.site))
      result.indexes.append(TableIndex(columns: [name], origin: .foreignKey, site: join.site))
      result.foreignKeys.append(
        ForeignKey(columns: [name], table: target, onDelete: .cascade, site: join.site)
      )
    }
    result.indexes.insert(
      TableIndex(columns: [own, inverse], isUnique: true, origin: .primaryKey),
      at: 0
    )
    return result
  }

  // MARK: Indexes

  private func read(_ decorator: Call, into table: inout Table) {
    guard decorator.name == "Index" || decorator.name == "Unique" else { return }
    let list = decorator.positional.lazy.compactMap { argument -> [String]? in
      if let function = argument.function {
        let result = self.code.results(of: function).first
        let elements = result?.elements ?? []
        return elements.isEmpty
          ? result?.entries.map(\.name) : elements.compactMap(\.lastName)
      }
      let texts = argument.elements.compactMap(\.text)
      return texts.isEmpty ? nil : texts
    }.first
    guard let list, !list.isEmpty else {
      table.gaps.append(SchemaGap(.dynamic, detail: "index", site: decorator.site))
      return
    }
    table.indexes.append(index(decorator, over: list.map { table.columnName(of: $0) ?? $0 }))
  }

  private func index(_ decorator: Call, over columns: [String]) -> TableIndex {
    let options = decorator.options
    var index = TableIndex(columns: columns, site: decorator.site)
    index.name = decorator.positional.first?.text
    index.isUnique = decorator.name == "Unique" || options?["unique"]?.isOn ?? false
    if decorator.name == "Unique" { index.origin = .uniqueConstraint }
    index.predicate = options?["where"]?.text
    if options?["fulltext"]?.isOn ?? false { index.method = .text }
    if options?["spatial"]?.isOn ?? false { index.method = .spatial }
    return index
  }
}

extension Call {
  /// The object of options among the arguments.
  var options: Expression? { positional.last { $0.resolved().kind == .object } }
}

extension Table {
  fileprivate var primaryColumns: [String] {
    indexes.filter { $0.origin == .primaryKey }.flatMap(\.columns)
  }
}
