// A query of the source as the statement that it sends.

import Queries

/// A statement with `$1`, `$2` … in place of values, and what could not be put into it.
struct WrittenStatement: Equatable {
  var text: String
  /// Conditions of the source that are not in the text, for a person to read.
  var omitted: [String]
  /// What it does, in a word.
  var action: Query.Action
}

/// Why a query has no statement.
struct StatementRefusal: Error, Equatable {
  let reason: String
}

/// Writes statements in the names of the server.
struct StatementWriter {
  let schema: Schema
  let reading: DemandReading
  let catalog: Catalog

  /// How many forms of one query are planned: alternatives, and conditions that some paths leave out.
  static let mostForms = 8
  /// How many conditions of one form are written.
  static let mostConditions = 32

  init(_ schema: Schema, _ catalog: Catalog) {
    self.schema = schema
    self.catalog = catalog
    reading = DemandReading(schema)
  }

  /// The forms of a query, those of its look-ups behind them.
  func statements(of query: Query) throws(StatementRefusal) -> [WrittenStatement] {
    guard let table = schema.table(meaning: query.model) else {
      throw StatementRefusal(
        reason: query.model.isEmpty
          ? "the table is not known" : "no table “\(query.model)” is declared"
      )
    }
    guard let stored = catalog.table(named: table.name) else {
      throw StatementRefusal(reason: "the table “\(table.name)” could not be made")
    }
    var result: [WrittenStatement] = []
    for shape in query.shapes.prefix(Self.mostForms) {
      let all = unique(shape.predicates)
      let required = all.filter { !$0.isOptional }
      let selections = required.count == all.count ? [required] : [required, all]
      let orders: [QueryOrder?] =
        query.orders.isEmpty ? [nil] : Array(query.orders.prefix(Self.mostForms))
      for selection in selections {
        for order in orders where result.count < Self.mostForms {
          var form = StatementForm(self, table: table, stored: stored)
          let text = form.text(of: query, selection, order)
          let statement = WrittenStatement(
            text: text,
            omitted: form.omitted,
            action: query.action
          )
          if !result.contains(statement) { result.append(statement) }
        }
      }
    }
    for lookup in query.lookups.prefix(Self.mostConditions) {
      result += statements(of: lookup, on: table)
    }
    return result
  }

  /// Each condition once, wherever it is written; no more than a person would write.
  private func unique(_ predicates: [Predicate]) -> [Predicate] {
    var seen: Set<Predicate> = []
    return Array(
      predicates.filter { predicate in
        var bare = predicate
        bare.place = nil
        return seen.insert(bare).inserted
      }
      .prefix(Self.mostConditions)
    )
  }

  /// What a look-up of related rows sends for the rows that were found.
  private func statements(of lookup: QueryLookup, on table: Table) -> [WrittenStatement] {
    var current = table
    var result: [WrittenStatement] = []
    for step in lookup.path {
      let next: Table
      let column: String?
      // A name and a column behind it: only a relation can stand before one.
      switch reading.meaning(of: [step, "\u{0}"], on: current) {
      case .parent(let key, let parent, _):
        next = parent
        column = key.referencedColumns.first ?? parent.primaryKey.first
      case .child(let key, let child, _):
        next = child
        column = key.columns.first
      case .column, .unknown: return result
      }
      if let stored = catalog.table(named: next.name), let column, let known = stored.column(column)
      {
        let text =
          "SELECT * FROM \(stored.reference) AS t0 WHERE t0.\(quoted(known.name)) = ANY ($1)"
        result.append(WrittenStatement(text: text, omitted: [], action: .read))
      }
      current = next
    }
    return result
  }
}

/// One form of a query while it is written.
private struct StatementForm {
  private let writer: StatementWriter
  private let table: Table
  private let stored: CatalogTable
  private var parameters = 0
  private var aliases = 0
  private(set) var omitted: [String] = []

  init(_ writer: StatementWriter, table: Table, stored: CatalogTable) {
    self.writer = writer
    self.table = table
    self.stored = stored
  }

  mutating func text(of query: Query, _ predicates: [Predicate], _ order: QueryOrder?) -> String {
    let name = "\(stored.reference) AS t0"
    if query.action == .insert { return "INSERT INTO \(stored.reference) DEFAULT VALUES" }
    let conditions = conditions(predicates, on: table, stored, alias: "t0", depth: 0)
    let selection = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
    switch query.action {
    case .count: return "SELECT count(*) FROM \(name)\(selection)"
    case .aggregate: return "SELECT count(*) FROM \(name)\(selection)"
    case .exists: return "SELECT 1 FROM \(name)\(selection) LIMIT 1"
    case .delete: return "DELETE FROM \(name)\(selection)"
    case .update:
      let column = stored.columns.last.map { quoted($0.name) } ?? "\"id\""
      return "UPDATE \(name) SET \(column) = t0.\(column)\(selection)"
    case .read, .distinct, .insert:
      let limit = query.isSingle ? " LIMIT 1" : query.isLimited ? " LIMIT 20" : ""
      return "SELECT * FROM \(name)\(selection)\(sorting(order))\(limit)"
    }
  }

  private func sorting(_ order: QueryOrder?) -> String {
    var keys: [String] = []
    for key in order?.keys ?? [] {
      guard case .column(let name) = writer.reading.meaning(of: key.path, on: table),
        let column = stored.column(name), column.type != "json"
      else { break }
      keys.append("t0.\(quoted(column.name))\(key.isDescending ? " DESC" : "")")
    }
    return keys.isEmpty ? "" : " ORDER BY \(keys.joined(separator: ", "))"
  }

  // MARK: Conditions

  private mutating func conditions(
    _ predicates: [Predicate],
    on table: Table,
    _ stored: CatalogTable,
    alias: String,
    depth: Int
  ) -> [String] {
    var result: [String] = []
    var related: [String: [Predicate]] = [:]
    var relations: [String] = []
    for predicate in predicates where !predicate.path.isEmpty {
      switch writer.reading.meaning(of: predicate.path, on: table) {
      case .column(let name):
        if let column = stored.column(name), let text = comparison(predicate, column, alias) {
          result.append(text)
        } else {
          omit(predicate)
        }
      case .parent, .child:
        let relation = predicate.path[0]
        if related[relation] == nil { relations.append(relation) }
        related[relation, default: []].append(predicate)
      case .unknown: omit(predicate)
      }
    }
    for relation in relations {
      let group = related[relation] ?? []
      if let text = existence(group, on: table, stored, alias: alias, depth: depth) {
        result.append(text)
      } else {
        for predicate in group { omit(predicate) }
      }
    }
    return result
  }

  /// Conditions on rows of another table that belong to the row.
  private mutating func existence(
    _ predicates: [Predicate],
    on table: Table,
    _ stored: CatalogTable,
    alias: String,
    depth: Int
  ) -> String? {
    guard depth < 3, let first = predicates.first else { return nil }
    let other: Table
    let columns: (own: String?, others: String?)
    switch writer.reading.meaning(of: first.path, on: table) {
    case .parent(let key, let parent, _):
      other = parent
      columns = (key.columns.first, key.referencedColumns.first ?? parent.primaryKey.first)
    case .child(let key, let child, _):
      other = child
      columns = (key.referencedColumns.first ?? table.primaryKey.first, key.columns.first)
    case .column, .unknown: return nil
    }
    guard let target = writer.catalog.table(named: other.name),
      let own = columns.own.flatMap(stored.column),
      let others = columns.others.flatMap(target.column)
    else { return nil }
    aliases += 1
    let name = "t\(aliases)"
    let inner = predicates.map { predicate -> Predicate in
      var inner = predicate
      inner.path = Array(predicate.path.dropFirst())
      return inner
    }
    let join = "\(name).\(quoted(others.name)) = \(alias).\(quoted(own.name))"
    let rest = conditions(inner, on: other, target, alias: name, depth: depth + 1)
    let all = ([join] + rest).joined(separator: " AND ")
    return "EXISTS (SELECT 1 FROM \(target.reference) AS \(name) WHERE \(all))"
  }

  private mutating func omit(_ predicate: Predicate) {
    omitted.append("\(predicate.path.joined(separator: ".")) (\(predicate.comparison.rawValue))")
  }

  private mutating func parameter() -> String {
    parameters += 1
    return "$\(parameters)"
  }

  /// The comparison of a column; `nil` where the source does not tell it.
  private mutating func comparison(
    _ predicate: Predicate,
    _ column: CatalogColumn,
    _ alias: String
  ) -> String? {
    let plain = "\(alias).\(quoted(column.name))"
    let name = column.type == "json" ? "\(plain)::text" : plain
    let text = column.isText ? plain : "\(plain)::text"
    switch predicate.comparison {
    case .equal: return "\(name) = \(parameter())"
    case .oneOf: return "\(name) = ANY (\(parameter()))"
    case .notEqual: return "\(name) <> \(parameter())"
    case .range: return "\(name) >= \(parameter())"
    case .null: return "\(plain) IS NULL"
    case .prefix, .contains: return "\(text) LIKE \(parameter())"
    case .folded: return "lower(\(text)) = \(parameter())"
    case .converted: return "\(text) = \(parameter())"
    case .pattern: return "\(text) ~ \(parameter())"
    case .element: return column.isArray ? "\(plain) @> \(parameter())" : nil
    case .fullText:
      return "to_tsvector('simple', \(text)) @@ plainto_tsquery('simple', \(parameter()))"
    case .json, .spatial, .unknown: return nil
    }
  }
}
