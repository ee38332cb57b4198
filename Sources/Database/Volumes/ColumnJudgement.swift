// Judges columns by type, keys, references and names.

import Queries

/// Judges columns by type, keys, references and names.
struct ColumnJudgement {
  let schema: Schema
  let volumes: Volumes

  func figures(of column: CatalogColumn, in table: CatalogTable) -> ColumnFigures {
    let declared = schema.table(meaning: table.name)
    var figures = ColumnFigures(
      empty: empty(column),
      width: width(column),
      distinct: distinct(column, table, declared),
      correlation: nil
    )
    let word = column.name.lowercased()
    let isSerial = figures.distinct == -1 && column.type.hasPrefix("int")
    let isCreation = column.type.hasPrefix("timestamp") && word.contains("creat")
    if isSerial || isCreation { figures.correlation = isSerial ? 1 : 0.95 }
    return figures
  }

  private func empty(_ column: CatalogColumn) -> Double {
    if column.isRequired { return 0 }
    let word = column.name.lowercased()
    let isMark = ["deleted", "archived", "revoked", "removed"].contains { word.hasPrefix($0) }
    return isMark ? 0.95 : 0.2
  }

  private func width(_ column: CatalogColumn) -> Int {
    if column.length > 0 { return column.length }
    let word = column.name.lowercased()
    let long = ["body", "content", "description", "html", "text", "payload", "bio", "data"]
    switch column.type {
    case "json", "jsonb": return 200
    case "numeric": return 6
    case "bytea": return 200
    default:
      if column.isArray { return 60 }
      return long.contains { word.hasSuffix($0) } ? 300 : 24
    }
  }

  private func distinct(_ column: CatalogColumn, _ table: CatalogTable, _ declared: Table?)
    -> Double
  {
    let isUnique = table.indexes.contains { index in
      index.isUnique && !index.isPartial && index.keys == [column.number]
    }
    if isUnique { return -1 }
    if column.type == "bool" { return 2 }
    if column.enumerated > 0 { return Double(column.enumerated) }
    if let parent = parentRows(column, declared) {
      return -min(1, max(1, parent) / max(1, volumes.rows(of: declared?.name ?? table.name)))
    }
    if let known = declared?.column(column.name), !known.values.isEmpty {
      return Double(known.values.count)
    }
    if column.type.hasPrefix("timestamp") { return -0.9 }
    if column.type == "date" { return 1_000 }
    switch declared?.selectivity(of: column.name) {
    case .flag: return 2
    case .state: return 6
    case .tenant: return 1_000
    case .key: return -0.5
    case .value, nil: return -0.1
    }
  }

  /// The rows of the table that a column refers to, or seems to refer to by its name.
  private func parentRows(_ column: CatalogColumn, _ declared: Table?) -> Double? {
    if let key = declared?.foreignKeys.first(where: { $0.columns == [column.name] }),
      let parent = schema.table(meaning: key.table)
    {
      return volumes.rows(of: parent.name)
    }
    for ending in ["_id", "Id", "ID"] where column.name.hasSuffix(ending) {
      let name = String(column.name.dropLast(ending.count))
      if name.count > 1, let parent = schema.table(meaning: name) {
        return volumes.rows(of: parent.name)
      }
    }
    return nil
  }
}
