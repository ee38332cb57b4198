// Reads the schemas and models of Mongoose, of NestJS's classes too.

import Facts
import Queries
import SemanticModel

/// Finds every schema, what is added to it later, and the models that are made of it.
struct MongooseReader {
  private(set) var tables: [Table] = []
  private let code: Code
  /// The schemas that were found, by the construction that makes them.
  private var schemas: [CallRef: DocumentSchema] = [:]
  /// Positions in `tables` of the models, by the call that makes them.
  private var models: [CallRef: Int] = [:]

  private static let packages: Set<String> = [
    "mongoose", "@nestjs/mongoose", "@typegoose/typegoose",
  ]

  init(_ code: Code) {
    self.code = code
    let importing = code.units(importing: Self.packages)
    let own = code.ownUnits.filter(importing.contains)
    guard !own.isEmpty else { return }
    let calls = own.flatMap(code.calls(in:))
    for call in calls { add(schemaOf: call) }
    for call in calls { addTo(schemaOf: call) }
    for call in calls { add(modelOf: call) }
    for call in calls { add(discriminatorOf: call) }
  }

  // MARK: Schemas

  private mutating func add(schemaOf call: Call) {
    let ref = CallRef(unit: call.unit, id: call.id)
    if call.name == "Schema", let fields = call.positional.first {
      schemas[ref] = DocumentSchema(fields: fields, options: call.positional.dropFirst().first)
    } else if call.name == "createForClass", let type = call.positional.first?.classView {
      schemas[ref] = DocumentSchema(of: type)
    } else if call.name == "getModelForClass", let type = call.positional.first?.classView {
      schemas[ref] = DocumentSchema(of: type)
    } else if let made = helper(call) {
      schemas[ref] = made
    }
  }

  /// A schema that a function of the project makes of its argument.
  private func helper(_ call: Call) -> DocumentSchema? {
    guard let function = call.callee.function, let result = code.results(of: function).first,
      let inner = result.resolved().call, inner.name == "Schema"
    else { return nil }
    guard let fields = inner.positional.first else { return nil }
    let given =
      fields.kind == .symbol
      ? fields.other(fields.facts.symbols[Int(fields.value.a)].value) : fields
    guard given.kind == .parameter, call.positional.indices.contains(Int(given.value.detail)) else {
      return DocumentSchema(fields: fields, options: inner.positional.dropFirst().first)
    }
    return DocumentSchema(
      fields: call.positional[Int(given.value.detail)],
      options: inner.positional.dropFirst().first
    )
  }

  private func schema(_ expression: Expression?) -> CallRef? {
    guard let call = expression?.resolved().call else { return nil }
    let first = call.chain.first ?? call
    return [call, first].map { CallRef(unit: $0.unit, id: $0.id) }.first { schemas[$0] != nil }
  }

  private mutating func addTo(schemaOf call: Call) {
    guard ["index", "add", "plugin"].contains(call.name), let ref = schema(call.receiver) else {
      return
    }
    switch call.name {
    case "index": schemas[ref]?.add(indexOf: call)
    case "add": if let fields = call.positional.first { schemas[ref]?.add(fields) }
    default: add(plugin: call, to: ref)
    }
  }

  private mutating func add(plugin call: Call, to ref: CallRef) {
    guard let plugin = call.positional.first else { return }
    guard let function = plugin.function else {
      let name = plugin.path.joined(separator: ".")
      let specifier = plugin.packageName ?? ""
      guard !Self.harmlessPlugins.contains(specifier) else { return }
      schemas[ref]?.gaps.append(
        SchemaGap(.foreignBase, detail: "plugin(\(name))", site: call.site)
      )
      return
    }
    for inner in code.calls(in: function) {
      if inner.name == "index" { schemas[ref]?.add(indexOf: inner) }
      if inner.name == "add", let fields = inner.positional.first { schemas[ref]?.add(fields) }
    }
  }

  /// Plugins that add neither fields with an index nor indexes.
  private static let harmlessPlugins: Set<String> = [
    "mongoose-paginate", "mongoose-paginate-v2", "mongoose-aggregate-paginate",
    "mongoose-aggregate-paginate-v2", "mongoose-unique-validator", "mongoose-lean-virtuals",
    "mongoose-lean-defaults", "mongoose-lean-getters", "mongoose-autopopulate",
    "mongoose-hidden", "mongoose-beautiful-unique-validation", "mongoose-bcrypt",
    "mongoose-timestamp", "mongoose-findorcreate", "mongoose-deep-populate",
  ]

  // MARK: Models

  private mutating func add(modelOf call: Call) {
    if call.name == "model" {
      guard call.positional.count > 1, let name = call.positional[0].modelName,
        let ref = schema(call.positional[1])
      else { return }
      add(name, of: ref, collection: call.positional.dropFirst(2).first?.text, by: call)
    } else if call.name == "getModelForClass", let type = call.positional.first?.classView {
      add(type.name, of: CallRef(unit: call.unit, id: call.id), collection: nil, by: call)
    } else if call.name == "forFeature" || call.name == "forFeatureAsync" {
      for entry in call.positional.first?.elements ?? [] {
        guard let name = entry["name"]?.modelName, let ref = schema(entry["schema"]) else {
          continue
        }
        add(name, of: ref, collection: entry["collection"]?.text, by: call)
        for kind in entry["discriminators"]?.elements ?? [] {
          guard let name = kind["name"]?.modelName, let ref = schema(kind["schema"]),
            let own = schemas[ref]
          else { continue }
          tables[tables.count - 1].absorb(own.documents(), model: name)
        }
      }
    }
  }

  private mutating func add(_ name: String, of ref: CallRef, collection: String?, by call: Call) {
    guard let schema = schemas[ref] else { return }
    let table = schema.table(model: name, collection: collection, schemas: schemas)
    if let known = tables.firstIndex(where: { $0.models.contains(name) && $0.name == table.name }) {
      models[CallRef(unit: call.unit, id: call.id)] = known
      return
    }
    models[CallRef(unit: call.unit, id: call.id)] = tables.count
    tables.append(table)
  }

  private mutating func add(discriminatorOf call: Call) {
    guard call.name == "discriminator", let name = call.positional.first?.modelName,
      let ref = schema(call.positional.dropFirst().first),
      let base = call.receiver?.resolved().call,
      let position = models[CallRef(unit: base.unit, id: base.id)], let own = schemas[ref]
    else { return }
    tables[position].absorb(own.documents(schemas), model: name)
  }
}

extension Expression {
  /// The name of a model: a text, or `User.name` of a class.
  var modelName: String? {
    if let text { return text }
    guard kind == .member, lastName == "name" else { return nil }
    return other(value.a).classView?.name ?? other(value.a).lastName
  }

  /// The package that a name was imported from.
  var packageName: String? {
    var next = self
    for _ in 0..<6 {
      switch next.kind {
      case .symbol: next = next.other(next.facts.symbols[Int(next.value.a)].value)
      case .member: next = next.other(next.value.a)
      case .choice:
        guard let first = next.facts.valueList(ListID(next.value.a)).first else { return nil }
        next = next.other(first)
      case .module:
        return next.facts.names.string(next.facts.imports[Int(next.value.a)].specifier)
      default: return nil
      }
    }
    return nil
  }
}

extension Table {
  /// Adds what documents of another kind hold beside those of this collection.
  fileprivate mutating func absorb(_ part: DocumentSchema.Contents, model: String) {
    if !models.contains(model) { models.append(model) }
    for column in part.columns where !columns.contains(where: { $0.name == column.name }) {
      columns.append(column)
    }
    indexes += part.indexes
    foreignKeys += part.references
  }
}
