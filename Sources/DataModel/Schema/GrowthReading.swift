// Which tables get rows while the application serves.

import Facts
import Queries
import SemanticModel
import Workspace

/// Looks for what creates rows, and from where it is reached.
struct GrowthReading {
  private let program: Program
  private let schema: Schema
  /// By the name of a table.
  private var served: Set<String> = []
  private var prepared: Set<String> = []

  init(of program: Program, _ schema: Schema) {
    self.program = program
    self.schema = schema
    for site in program.calls(with: [.write]) where Self.creates(site) {
      note(site.queriedTable.flatMap { schema.table(meaning: $0) }, at: site)
    }
    noteConstructions()
  }

  /// The schema, with the growth of each table.
  var judged: Schema {
    Schema(
      tables: schema.tables.map { table in
        var table = table
        if served.contains(table.name) {
          table.growth = .grows
        } else if prepared.contains(table.name) {
          table.growth = .reference
        }
        return table
      },
      gaps: schema.gaps,
      disagreements: schema.disagreements
    )
  }

  private static let verbs: Set<String> = [
    "create", "createMany", "createManyAndReturn", "insert", "insertMany", "insertOne", "save",
    "bulkCreate", "bulk_create", "get_or_create", "update_or_create", "upsert", "findOrCreate",
    "insertGraph", "add", "add_all", "persist", "bulk_insert_mappings", "bulk_save_objects",
  ]

  private static func creates(_ site: CallSite) -> Bool {
    if let name = site.method?.name, verbs.contains(name) { return true }
    return site.statementVerb == "insert"
  }

  private mutating func note(_ table: Table?, at site: CallSite) {
    guard let table else { return }
    if site.isReached(from: .serving) {
      served.insert(table.name)
    } else if site.unit.role == .tooling || site.isReached(from: EntryKinds(.script)) {
      prepared.insert(table.name)
    }
  }

  /// `Order(…)` and `new Order(…)`: an instance of a model is a row to be.
  private mutating func noteConstructions() {
    let models = Dictionary(
      schema.tables.flatMap { table in table.models.map { ($0, table) } }
    ) { first, _ in first }
    guard !models.isEmpty else { return }
    var wanted: [NameID: Table] = [:]
    var unit = -1
    for position in program.calls.indices {
      let call = program.calls[position]
      if call.place.unitIndex != unit {
        unit = call.place.unitIndex
        wanted = Self.names(in: program.units[unit].facts, of: models)
      }
      guard !wanted.isEmpty else { continue }
      let facts = program.units[unit].facts
      let step = facts.instructions[call.place.id.index]
      guard step.operation == .construct || facts.language == .python else { continue }
      let callee = facts.values[Int(step.a)]
      let name: NameID
      switch callee.kind {
      case .symbol: name = facts.symbols[Int(callee.a)].name
      case .global: name = NameID(callee.a)
      case .member: name = NameID(callee.b)
      default: continue
      }
      if let table = wanted[name] { note(table, at: program.call(at: position)) }
    }
  }

  /// The names of a file that are those of models.
  private static func names(in facts: FileFacts, of models: [String: Table]) -> [NameID: Table] {
    var result: [NameID: Table] = [:]
    var start = 0
    for (position, end) in facts.names.ends.enumerated() {
      let range = start..<Int(end)
      start = Int(end)
      guard range.count > 1, range.count < 64 else { continue }
      if let table = models[String(decoding: facts.names.bytes[range], as: UTF8.self)] {
        result[NameID(position)] = table
      }
    }
    return result
  }
}

extension CallSite {
  /// The first word of the SQL that the call is given, in small letters.
  fileprivate var statementVerb: String? {
    let facts = unit.facts
    for id in facts.valueList(ListID(instruction.b)).prefix(2) {
      var value = facts.values[id.index]
      if value.kind == .template, let first = facts.valueList(ListID(value.a)).first {
        value = facts.values[first.index]
      }
      guard value.kind == .string else { continue }
      let text = facts.names.bytes[facts.names.range(of: NameID(value.a))]
      let word = text.drop { $0 <= 0x20 }.prefix(8).prefix { $0 > 0x20 }
      return String(decoding: word, as: UTF8.self).lowercased()
    }
    return nil
  }
}
