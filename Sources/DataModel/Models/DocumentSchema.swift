// One schema of documents: its fields, their indexes, what is declared beside them.

import Facts
import Queries
import SemanticModel

/// A schema as its declaration and later additions make it.
struct DocumentSchema {
  private var columns: [Column] = []
  private var indexes: [TableIndex] = []
  private var references: [ForeignKey] = []
  var gaps: [SchemaGap] = []
  private var collection: String?
  private let site: SchemaSite
  /// Schemas of documents inside of the documents, by the field that holds them.
  private var parts: [(field: String, schema: CallRef)] = []

  private static let deepest = 12
  /// More fields than any real collection has: a schema that holds itself would have no end of them.
  private static let mostFields = 2_000

  init(fields: Expression, options: Expression?) {
    site = fields.site
    add(fields)
    read(options)
  }

  /// The schema of a class with decorated fields.
  init(of type: ClassView) {
    site = type.site
    let ancestors = type.ancestry.classes
    for view in [type] + ancestors {
      for member in view.members {
        for decorator in member.decorators where ["Prop", "prop"].contains(decorator.name) {
          add(propertyOf: member, decorator)
        }
      }
      for decorator in view.decorators {
        switch decorator.name {
        case "Schema": read(decorator.positional.first)
        case "modelOptions": read(decorator.positional.first?["schemaOptions"])
        case "index": add(indexOf: decorator)
        default: continue
        }
      }
    }
  }

  private mutating func add(propertyOf member: ClassView.Member, _ decorator: Call) {
    guard let options = decorator.positional.first else {
      let name = member.type?.lastName ?? ""
      columns.append(
        Column(name: member.name, type: ColumnType(named: name), typeText: name, site: member.site)
      )
      return
    }
    if options["type"] == nil, options.resolved().kind == .object {
      let name = member.type?.lastName ?? ""
      add(leaf: member.name, type: nil, typeText: name, options: options, site: member.site)
    } else {
      add(member.name, options, depth: 0)
    }
  }

  private mutating func read(_ options: Expression?) {
    guard let options else { return }
    if let stamps = options["timestamps"], stamps.isOn {
      for (name, own) in [("createdAt", "createdAt"), ("updatedAt", "updatedAt")] {
        columns.append(
          Column(name: stamps[own]?.text ?? name, type: .timestamp, site: stamps.site)
        )
      }
    }
    collection = options["collection"]?.text ?? collection
  }

  // MARK: Fields

  mutating func add(_ fields: Expression) {
    let value = fields.resolved()
    guard value.kind == .object else {
      gaps.append(SchemaGap(.dynamic, detail: "fields made at run time", site: fields.site))
      return
    }
    if value.isOpen {
      gaps.append(SchemaGap(.dynamic, detail: "fields added at run time", site: fields.site))
    }
    for entry in value.entries { add(entry.name, entry.value, depth: 0) }
  }

  private mutating func add(_ name: String, _ declared: Expression, depth: Int) {
    guard depth < Self.deepest, columns.count < Self.mostFields else { return }
    let value = declared.resolved()
    switch value.kind {
    case .object:
      guard let type = value["type"], !Self.isField(type) else {
        for entry in value.entries { add("\(name).\(entry.name)", entry.value, depth: depth + 1) }
        if value.entries.isEmpty {
          columns.append(Column(name: name, type: .json, typeText: "Mixed", site: declared.site))
        }
        return
      }
      let shape = type.resolved()
      if shape.kind == .object || shape.kind == .array || shape.call != nil {
        add(name, shape, depth: depth + 1)
        add(optionsOf: name, value)
      } else {
        add(leaf: name, type: type, typeText: "", options: value, site: declared.site)
      }
    case .array: add(listOf: name, value, depth: depth)
    case .result:
      if let call = value.call {
        parts.append((name, CallRef(unit: call.unit, id: call.id)))
        columns.append(Column(name: name, type: .document, site: declared.site))
      }
    default:
      let text = value.lastName ?? value.text ?? ""
      columns.append(
        Column(name: name, type: ColumnType(named: text), typeText: text, site: declared.site)
      )
    }
  }

  /// Whether an entry `type` is a field of that name, as in `type: { type: String }`.
  private static func isField(_ type: Expression) -> Bool {
    let value = type.resolved()
    return value.kind == .object && value["type"] != nil
  }

  private mutating func add(listOf name: String, _ value: Expression, depth: Int) {
    guard let first = value.elements.first else {
      columns.append(Column(name: name, type: .array, site: value.site))
      return
    }
    let before = columns.count
    add(name, first, depth: depth + 1)
    if columns.count == before + 1, columns[before].name == name {
      columns[before].type = .array
    } else {
      columns.append(Column(name: name, type: .array, site: value.site))
    }
  }

  private mutating func add(
    leaf name: String,
    type: Expression?,
    typeText: String,
    options: Expression,
    site: SchemaSite
  ) {
    let text = type?.lastName ?? type?.text ?? typeText
    var column = Column(name: name, type: ColumnType(named: text), typeText: text, site: site)
    let values = options["enum"].map { $0["values"] ?? $0 }
    if let values {
      let listed = values.elements.isEmpty ? values.entries.map(\.value) : values.elements
      column.values = listed.compactMap { $0.text ?? $0.lastName }
      column.type = .enumeration
    }
    if let isRequired = options["required"] {
      column.isNullable = !(isRequired.elements.first ?? isRequired).isOn
    } else {
      column.isNullable = true
    }
    column.hasDefault = options["default"] != nil
    columns.append(column)
    add(optionsOf: name, options)
  }

  /// Indexes and references that a field declares beside its type.
  private mutating func add(optionsOf name: String, _ options: Expression) {
    if let model = options["ref"]?.modelName ?? options["ref"]?.function?.description(in: options) {
      references.append(
        ForeignKey(
          columns: [name],
          property: name,
          table: model,
          isEnforced: false,
          site: options.site
        )
      )
    }
    let unique = options["unique"].map { ($0.elements.first ?? $0).isOn } ?? false
    let declared = options["index"].map { $0.resolved() }
    let isIndexed = declared.map { $0.isOn } ?? false
    let isSpecial = options["text"]?.isOn ?? false
    let expires = options["expires"] != nil
    guard unique || isIndexed || isSpecial || expires else { return }
    var index = TableIndex(columns: [name], isUnique: unique, site: options.site)
    index.expiresRows =
      expires || declared?["expires"] != nil || declared?["expireAfterSeconds"] != nil
    if let kind = declared?.text { index.method = IndexMethod(document: kind) }
    if isSpecial { index.method = .text }
    if let declared, declared.kind == .object {
      if declared["unique"]?.isOn ?? false { index.isUnique = true }
      index.predicate = declared["partialFilterExpression"].map { _ in "partialFilterExpression" }
      if let kind = declared["type"]?.text { index.method = IndexMethod(document: kind) }
    }
    indexes.append(index)
  }

  // MARK: Indexes

  /// What `schema.index({ … }, { … })` adds.
  mutating func add(indexOf call: Call) {
    guard let fields = call.positional.first, fields.resolved().kind == .object else {
      gaps.append(
        SchemaGap(.dynamic, detail: "index over fields known at run time", site: call.site)
      )
      return
    }
    let options = call.positional.dropFirst().first
    var index = TableIndex(keys: [], isUnique: options?["unique"]?.isOn ?? false, site: call.site)
    index.name = options?["name"]?.text
    index.expiresRows = options?["expireAfterSeconds"] != nil || options?["expires"] != nil
    index.predicate = options?["partialFilterExpression"].map { _ in "partialFilterExpression" }
    for entry in fields.entries {
      var key = IndexKey(column: entry.name)
      key.isDescending = (entry.value.number ?? 1) < 0
      if let kind = entry.value.text { index.method = IndexMethod(document: kind) }
      if entry.name.hasSuffix("$**") { index.method = .unknown }
      index.keys.append(key)
    }
    if !index.keys.isEmpty { indexes.append(index) }
    if fields.isOpen {
      gaps.append(
        SchemaGap(.dynamic, detail: "index over fields known at run time", site: call.site)
      )
    }
  }

  // MARK: The collection

  /// What documents hold, with the documents inside of them.
  struct Contents {
    var columns: [Column]
    var indexes: [TableIndex]
    var references: [ForeignKey]
  }

  /// The fields, indexes and references, with those of the documents inside.
  func documents(_ schemas: [CallRef: DocumentSchema] = [:], depth: Int = 0) -> Contents {
    var all = Contents(columns: columns, indexes: indexes, references: references)
    guard depth < 6 else { return all }
    for part in parts where all.columns.count < Self.mostFields {
      guard let inner = schemas[part.schema]?.documents(schemas, depth: depth + 1) else { continue }
      func inside(_ name: String) -> String { "\(part.field).\(name)" }
      // Mongoose gives each document inside of another a key of its own.
      if !inner.columns.contains(where: { $0.name == "_id" }) {
        all.columns.append(
          Column(name: inside("_id"), type: .objectID, isNullable: false, hasDefault: true)
        )
      }
      all.columns += inner.columns.map { column in
        var column = column
        column.name = inside(column.name)
        column.property = column.name
        return column
      }
      all.indexes += inner.indexes.map { index in
        var index = index
        for position in index.keys.indices {
          index.keys[position].column = inside(index.keys[position].column)
        }
        return index
      }
      all.references += inner.references.map { key in
        var key = key
        key.columns = key.columns.map(inside)
        key.property = key.columns.first
        return key
      }
    }
    return all
  }

  /// The collection of a model.
  func table(
    model: String,
    collection named: String?,
    schemas: [CallRef: DocumentSchema]
  ) -> Table {
    let all = documents(schemas)
    let key = Column(name: "_id", type: .objectID, isNullable: false, hasDefault: true)
    return Table(
      name: named ?? collection ?? CollectionName.of(model),
      models: [model],
      dialect: .mongo,
      columns: (all.columns.contains { $0.name == "_id" } ? [] : [key]) + all.columns,
      indexes: [TableIndex(columns: ["_id"], isUnique: true, origin: .primaryKey)] + all.indexes,
      foreignKeys: all.references,
      sites: [site],
      gaps: gaps
    )
  }
}

/// How Mongoose names the collection of a model.
enum CollectionName {
  static func of(_ model: String) -> String {
    let name = model.lowercased()
    guard let last = name.utf8.last else { return name }
    if ["information", "equipment", "news", "data", "media", "staff", "police"].contains(name) {
      return name
    }
    if name.hasSuffix("person") { return name.dropLast(6) + "people" }
    if name.hasSuffix("child") { return name + "ren" }
    let before = name.utf8.dropLast().last ?? 0
    let vowels = Array("aeiou".utf8)
    if last == UInt8(ascii: "y"), !vowels.contains(before) { return name.dropLast() + "ies" }
    if last == UInt8(ascii: "x") || name.hasSuffix("ch") || name.hasSuffix("sh")
      || name.hasSuffix("ss") || name.hasSuffix("us")
    {
      return name + "es"
    }
    return last == UInt8(ascii: "s") ? name : name + "s"
  }
}

extension IndexMethod {
  /// The method of a key's value in an index over documents: `text`, `2dsphere`, `hashed`.
  init(document kind: String) {
    switch kind {
    case "text": self = .text
    case "2d", "2dsphere", "geoHaystack": self = .spatial
    case "hashed": self = .hash
    default: self = .tree
    }
  }
}

extension FunctionRef {
  /// The name of the model that `ref: () => Model` gives back.
  fileprivate func description(in place: Expression) -> String? {
    place.code.results(of: self).first.flatMap { $0.text ?? $0.lastName }
  }
}
