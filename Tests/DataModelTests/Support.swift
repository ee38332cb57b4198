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
