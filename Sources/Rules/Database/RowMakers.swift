// Who makes the rows of a table: users and jobs as they go, or a few people by hand.

import Queries
import SemanticModel

extension Program {
  /// The same for a table by what code calls it, where its makers are seen; what is not declared may grow.
  func growsWithUse(tableOf name: String) -> Bool {
    schema.table(meaning: name).map { !$0.makers.isEmpty && growsWithUse($0) } ?? true
  }

  /// Whether rows of a table belong to others, or are what use makes by the word for them.
  ///
  /// A table that refers to nothing is mostly a list that a few people keep by hand: units, sections, brands.
  func isTied(tableOf name: String) -> Bool {
    schema.table(meaning: name)
      .map { !$0.foreignKeys.isEmpty || Growth.comesWithUse(name) || Growth.lasts(name) } ?? true
  }

  /// Whether no call that makes rows of a table is seen.
  func hasNoMakers(tableOf name: String) -> Bool {
    schema.table(meaning: name).map(\.makers.isEmpty) ?? true
  }

  /// Whether users or jobs make rows of a table as they go: by a call that is seen, else by the word for it.
  func growsWithUse(_ table: Table) -> Bool {
    guard Growth(of: table.label) > .slow, !isKeptToken(table) else { return false }
    guard !table.makers.isEmpty else {
      return table.growth == .unknown && Growth.comesWithUse(table.label)
    }
    return table.makers.contains { position in
      let site = call(at: position)
      return switch site.audience {
      case .requests: !isRare(site)
      case .jobs: true
      case .browsers: false
      }
    }
  }

  /// Whether rows are tokens that people name, and so make by hand for their programs.
  private func isKeptToken(_ table: Table) -> Bool {
    Growth.words(of: table.label).last == "token"
      && table.columns.contains { ["name", "label", "title"].contains($0.property.lowercased()) }
  }

  /// Whether whoever makes rows of a table first takes away those with the same value of a column: there is about one
  /// for each.
  func isClearedFirst(_ table: Table, by column: String) -> Bool {
    let property = table.column(column)?.property ?? column
    let usual = table.makers.filter { maker in
      let site = call(at: maker)
      return site.audience == .requests && !isRare(site)
    }
    guard !usual.isEmpty else { return false }
    return usual.allSatisfy { maker in
      let site = call(at: maker)
      // Lists are made anew as well: the members of a group.
      guard ["create", "insert", "save"].contains(site.calledName),
        site.queriedTable.flatMap({ schema.table(meaning: $0) })?.name == table.name
      else { return false }
      return queries.contains { query in
        guard query.action == .delete, query.call < maker,
          call(at: query.call).function == site.function,
          schema.table(meaning: query.model)?.name == table.name
        else { return false }
        return query.shapes.allSatisfy { shape in
          shape.predicates.contains { predicate in
            predicate.comparison == .equal && predicate.path.count == 1
              && [column, property].contains(predicate.path[0])
          }
        }
      }
    }
  }

  /// Whether a table is a list of names: a few short columns of what people fill in by hand.
  ///
  /// All of it is a few kilobytes, which a form or a filter shows as a whole.
  func isListOfNames(tableOf name: String) -> Bool {
    if hasFewRows(tableOf: name) { return true }
    guard let table = schema.table(meaning: name), table.isComplete,
      (2...6).contains(table.columns.count), table.columns.allSatisfy(\.isShort)
    else { return false }
    return Growth(of: table.label) == .slow
      || hasSmallKey(tableOf: name) && !Growth.comesWithUse(table.label)
        && !Growth.lasts(table.label)
  }

  /// Whether a unique constraint lets no more than a few rows be: one for each weekday and kind.
  func hasFewRows(tableOf name: String) -> Bool {
    schema.table(meaning: name)?.indexes.contains { index in
      index.isUnique && !index.columns.isEmpty && index.columns.allSatisfy(Growth.countsFew)
    } ?? false
  }

  /// Whether the key of a table cannot count beyond some thousand rows: who chose it expects a short list.
  func hasSmallKey(tableOf name: String) -> Bool {
    guard let table = schema.table(meaning: name),
      let key = table.indexes.first(where: { $0.origin == .primaryKey }), key.columns.count == 1,
      let column = table.columns.first(where: { $0.name == key.columns[0] })
    else { return false }
    let type = column.typeText.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return ["smallint", "tinyint", "smallserial"].contains { type.hasPrefix($0) }
  }
}

extension Column {
  /// Whether one value is a number, a mark or a short name.
  fileprivate var isShort: Bool {
    switch type {
    case .boolean, .enumeration, .integer, .decimal, .uuid, .date, .time, .timestamp, .objectID:
      return true
    case .string:
      let digits = typeText.filter { $0 >= "0" && $0 <= "9" }
      return Int(digits).map { $0 <= 255 } ?? true
    default: return false
    }
  }
}
