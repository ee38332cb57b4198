// Schemas of projects that exist in memory, and tables as short texts.

import DataModel
import Frameworks
import Queries
import SemanticModel
import Workspace

/// The schema that some files declare.
func schema(of files: [String: String]) async -> Schema {
  let code = await Program.read(
    Workspace(files: files),
    knowledge: Libraries.knowledge,
    jobs: 1
  )
  return DataModel.finished(code).schema
}

/// The queries that some files send, each in one line.
func queries(of files: [String: String]) async -> [String] {
  let code = await Program.read(
    Workspace(files: files),
    knowledge: Libraries.knowledge,
    jobs: 1
  )
  return DataModel.finished(code).queries.map(\.text)
}

extension Query {
  /// `read Order where user_id = & status in? order -created_at limit`.
  var text: String {
    let filters = shapes.map { shape in
      let known = shape.predicates.map { predicate in
        "\(predicate.path.joined(separator: ".")) \(predicate.comparison)"
          + (predicate.isOptional ? "?" : "")
      }
      return (known + (shape.open == nil ? [] : ["open"]) + (shape.isComplete ? [] : ["…"]))
        .joined(separator: " & ")
    }
    let sorts = orders.map { order in
      order.isOpen
        ? "open"
        : order.keys.map { ($0.isDescending ? "-" : "") + $0.path.joined(separator: ".") }
          .joined(separator: ",")
    }
    let words: [String?] = [
      "\(action) \(model)", filters == [""] ? nil : "where " + filters.joined(separator: " | "),
      sorts.isEmpty ? nil : "order " + sorts.joined(separator: " | "),
      lookups.isEmpty
        ? nil : "with " + lookups.map { $0.path.joined(separator: ".") }.joined(separator: ", "),
      isLimited ? "limit" : nil, skips ? "skip" : nil,
    ]
    return words.compactMap(\.self).joined(separator: " ")
  }
}

extension Table {
  /// Every index in one line: `(tenant_id, created desc) unique`.
  var indexTexts: [String] {
    indexes.map { index in
      let keys = index.keys.map { ($0.expression ?? $0.column) + ($0.isDescending ? " desc" : "") }
      let words = [
        "(\(keys.joined(separator: ", ")))", index.origin == .primaryKey ? "key" : nil,
        index.isUnique && index.origin != .primaryKey ? "unique" : nil,
        index.method == .tree ? nil : "\(index.method)", index.predicate.map { _ in "partial" },
      ]
      return words.compactMap(\.self).joined(separator: " ")
    }
  }

  /// Every reference in one line: `customer_id -> customers cascade`.
  var referenceTexts: [String] {
    foreignKeys.map { key in
      let action = key.onDelete == .none ? "" : " \(key.onDelete)"
      return "\(key.columns.joined(separator: ", ")) -> \(key.table)\(action)"
    }
  }
}
