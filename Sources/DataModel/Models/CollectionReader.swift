// Reads the indexes that code makes through the drivers of MongoDB.

import Facts
import Queries
import SemanticModel

/// Finds `createIndex` and `create_index` on collections; such a database declares nothing else.
struct CollectionReader {
  private(set) var tables: [Table] = []
  private let code: Code

  private static let packages: Set<String> = [
    "mongodb", "pymongo", "motor", "flask_pymongo", "monk",
  ]
  init(_ code: Code) {
    self.code = code
    let importing = code.units(importing: Self.packages)
    guard code.ownUnits.contains(where: importing.contains) else { return }
    for unit in code.ownUnits where code.survey(of: unit).makesIndexes {
      for call in code.calls(in: unit) where NameSurvey.indexMakers.contains(call.name) {
        add(call)
      }
    }
  }

  private mutating func add(_ call: Call) {
    guard let receiver = call.receiver, let name = Self.collection(receiver) else { return }
    var indexes: [TableIndex] = []
    if call.name.lowercased().hasSuffix("indexes") {
      for element in call.positional.first?.elements ?? [] {
        let model = element.call ?? element.resolved().call
        let keys = element["key"] ?? model?.positional.first
        if let keys {
          indexes.append(index(keys, options: element["key"] == nil ? nil : element, model ?? call))
        }
      }
    } else if let keys = call.positional.first {
      indexes.append(index(keys, options: call.positional.dropFirst().first, call))
    }
    guard !indexes.isEmpty else { return }
    let position = tables.firstIndex { $0.name == name } ?? tables.count
    if position == tables.count {
      var table = Table(name: name, dialect: .mongo, sites: [call.site])
      table.columns = [Column(name: "_id", type: .objectID, isNullable: false)]
      table.addPrimary("_id")
      tables.append(table)
    }
    tables[position].indexes += indexes
  }

  /// The name of `db.collection("orders")`, `db["orders"]` or Python's `db.orders`.
  private static func collection(_ receiver: Expression) -> String? {
    let value = receiver.resolved()
    if let call = value.call, ["collection", "get_collection", "get"].contains(call.name) {
      return call.positional.first?.text
    }
    if value.kind == .awaited { return collection(value.other(value.value.a)) }
    if value.kind == .index { return value.other(value.value.b).text }
    return value.kind == .member && value.facts.language == .python ? value.lastName : nil
  }

  private func index(_ keys: Expression, options: Expression?, _ call: Call) -> TableIndex {
    var index = TableIndex(keys: [], site: call.site)
    if let text = keys.text {
      index.keys = [IndexKey(column: text)]
    } else if !keys.elements.isEmpty {
      index.keys = keys.elements.compactMap { pair in
        guard let name = pair.text ?? pair.elements.first?.text else { return nil }
        let direction = pair.elements.dropFirst().first
        if let kind = direction?.text ?? direction?.lastName?.lowercased() {
          index.method = IndexMethod(document: kind == "geosphere" ? "2dsphere" : kind)
        }
        let isDescending =
          (direction?.number ?? 1) < 0 || direction?.lastName == "DESCENDING"
        return IndexKey(column: name, isDescending: isDescending)
      }
    } else {
      index.keys = keys.entries.map { entry in
        if let kind = entry.value.text { index.method = IndexMethod(document: kind) }
        return IndexKey(column: entry.name, isDescending: (entry.value.number ?? 1) < 0)
      }
    }
    func option(_ name: String) -> Expression? { options?[name] ?? call[name] }
    index.isUnique = option("unique")?.isOn ?? false
    index.expiresRows = option("expireAfterSeconds") != nil
    index.predicate = option("partialFilterExpression").map { _ in "partialFilterExpression" }
    index.name = option("name")?.text
    return index
  }
}
