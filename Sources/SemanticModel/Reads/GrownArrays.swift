// Lists inside of documents that requests add to, and that nothing cuts.

import Facts
package import Queries

/// A list inside the documents of a collection to which requests add.
package struct GrownArray: Sendable {
  /// The collection's name.
  package let table: String
  /// The field: `followers`, `comments.replies`.
  package let column: Column
  /// Where elements are added: positions of calls.
  package let additions: [Int]

  /// The last part of the field's name.
  package var name: String { GrownArrays.last(column.name) }
}

extension Program {
  /// The lists inside of documents to which requests add, in the order of the tables.
  package var grownArrays: [GrownArray] {
    answers.grownArrays.value { GrownArrays(of: self).found }
  }

  /// The list of a collection that a field holds.
  package func grownArray(_ name: String, of table: Table) -> GrownArray? {
    grownArrays.first { $0.table == table.name && ($0.column.name == name || $0.name == name) }
  }

  /// The collections that functions read from, by function.
  package var collectionsRead: [FunctionRef: Set<String>] {
    answers.collectionsRead.value {
      var result: [FunctionRef: Set<String>] = [:]
      let names = Set(schema.tables.filter { $0.dialect == .mongo }.map(\.name))
      guard !names.isEmpty else { return [:] }
      for query in queries where query.action == .read {
        guard let table = schema.table(meaning: query.model), names.contains(table.name) else {
          continue
        }
        result[call(at: query.call).function, default: []].insert(table.name)
      }
      return result
    }
  }
}

/// Looks for what adds to lists inside of documents.
struct GrownArrays {
  private(set) var found: [GrownArray] = []

  static let pushers: Set<String> = ["push", "unshift", "addToSet"]
  static let operators: Set<String> = ["$push", "$addToSet"]
  private static let cutters: Set<String> = ["splice", "shift", "slice", "pop"]
  private static let serving: EntryKinds = [EntryKinds(.request), EntryKinds(.socket)]

  init(of program: Program) {
    let tables = program.schema.tables.filter { table in
      table.dialect == .mongo && table.columns.contains { $0.type == .array }
    }
    guard !tables.isEmpty else { return }
    var additions: [String: [Int]] = [:]
    var cut: Set<String> = []
    for unit in program.units.indices {
      let own = program.units[unit]
      guard own.isRunning, own.facts.language != .python,
        !own.facts.names.ids(of: Self.pushers.union(Self.operators)).isEmpty
      else { continue }
      for position in program.table.calls(of: unit) {
        let site = program.call(at: position)
        let name = site.calledName
        let isCut = Self.cutters.contains(name)
        guard isCut || Self.pushers.contains(name) || Self.mayUpdate(name),
          site.isReached(from: Self.serving)
        else { continue }
        if isCut || Self.pushers.contains(name) {
          let keys = Self.held(by: site, tables, program)
          if isCut {
            cut.formUnion(keys)
          } else {
            keys.forEach { additions[$0, default: []].append(position) }
          }
        } else {
          for key in Self.added(by: site, program) { additions[key, default: []].append(position) }
        }
      }
    }
    for table in tables {
      for column in table.columns where column.type == .array {
        let key = Self.key(table.name, column.name)
        guard let calls = additions[key], !cut.contains(key) else { continue }
        found.append(GrownArray(table: table.name, column: column, additions: calls))
      }
    }
  }

  private static func key(_ table: String, _ column: String) -> String { "\(table) \(column)" }

  static func last(_ path: String) -> String {
    path.split(separator: ".").last.map(String.init) ?? path
  }

  private static func mayUpdate(_ name: String) -> Bool {
    name.hasPrefix("update") || name.hasPrefix("findOneAnd") || name.hasPrefix("findByIdAnd")
  }

  /// The lists whose method a call is, in collections that its function reads: `post.likes.push(user)`.
  private static func held(by site: CallSite, _ tables: [Table], _ program: Program) -> [String] {
    guard let field = field(behind: site), let read = program.collectionsRead[site.function] else {
      return []
    }
    return tables.filter { read.contains($0.name) }.compactMap { table in
      table.columns.first { $0.type == .array && last($0.name) == field }
        .map { key(table.name, $0.name) }
    }
  }

  /// The field that a method is called on: `likes` of `post.likes.push(user)`.
  static func field(behind site: CallSite) -> String? {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member, case let base = facts.values[Int(callee.a)], base.kind == .member
    else { return nil }
    return facts.names.string(NameID(base.b))
  }

  /// The lists that an update adds to without a limit: `{ $push: { "comments.$.likes": user } }`.
  private static func added(by site: CallSite, _ program: Program) -> [String] {
    let names = fields(pushedBy: site, operators)
    guard !names.isEmpty, let model = site.queriedTable,
      let table = program.schema.table(meaning: model)
    else { return [] }
    return names.map { key(table.name, $0) }
  }

  /// The fields that operators of an update add to, unless the update cuts them.
  static func fields(pushedBy site: CallSite, _ operators: Set<String>) -> [String] {
    site.arguments.flatMap(\.properties).filter { operators.contains($0.name) }
      .flatMap(\.value.properties).filter { $0.value["$slice"] == nil && !$0.name.isEmpty }
      .map { property in
        property.name.split(separator: ".")
          .filter { part in !part.hasPrefix("$") && !part.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
          .joined(separator: ".")
      }
  }
}
