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
  private var served: [String: [Int]] = [:]
  private var prepared: Set<String> = []
  /// Whether something that serves creates rows of a table that is not known.
  private var createsUnseen = false

  init(of program: Program, _ schema: Schema) {
    self.program = program
    self.schema = schema
    for site in program.calls(with: [.write]) where Self.creates(site) {
      note(site.queriedTable.flatMap(table), at: site)
    }
    noteConstructions()
  }

  /// The schema, with the growth of each table.
  var judged: Schema {
    let related = makersOfRelated
    return Schema(
      tables: schema.tables.map { table in
        var table = table
        if let makers = served[table.name] ?? related[table.name] {
          table.growth = .grows
          table.makers = makers
        } else if prepared.contains(table.name), !createsUnseen {
          table.growth = .reference
        }
        return table
      },
      gaps: schema.gaps,
      disagreements: schema.disagreements
    )
  }

  /// By the name of a table between two others: who makes the rows that it relates, and with them its own.
  private var makersOfRelated: [String: [Int]] {
    var result: [String: [Int]] = [:]
    for table in schema.tables {
      guard let makers = served[table.name] else { continue }
      for bridge in table.bridges {
        guard let between = schema.table(meaning: bridge.table) else { continue }
        result[between.name] = result[between.name] ?? makers
      }
    }
    return result
  }

  private static let mostMakers = 32

  private static let verbs: Set<String> = [
    "create", "createMany", "createManyAndReturn", "insert", "insertMany", "insertOne", "save",
    "bulkCreate", "bulk_create", "get_or_create", "update_or_create", "upsert", "findOrCreate",
    "insertGraph", "add", "add_all", "persist", "bulk_insert_mappings", "bulk_save_objects",
  ]

  private static func creates(_ site: CallSite) -> Bool {
    if let name = site.method?.name, verbs.contains(name) { return true }
    return site.statementVerb == "insert" || site.makesWhatIsMissing
  }

  /// The table of a name; what holds its rows in code is called after it, `orderRepository`.
  private func table(_ name: String) -> Table? {
    if let table = schema.table(meaning: name) { return table }
    let holders = ["Repository", "Repo", "Model", "Collection", "Table", "Dao", "DAO"]
    guard let holder = holders.first(where: { name.hasSuffix($0) && name.count > $0.count }) else {
      return nil
    }
    return schema.table(meaning: String(name.dropLast(holder.count)))
  }

  private mutating func note(_ table: Table?, at site: CallSite) {
    guard let table else {
      if site.isReached(from: .serving) { createsUnseen = true }
      return
    }
    if site.isReached(from: .serving) {
      if served[table.name, default: []].count < Self.mostMakers {
        served[table.name, default: []].append(site.position)
      }
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
    let outlines = Self.outlines(of: models.keys)
    var wanted: [NameID: Table] = [:]
    /// The file whose names `wanted` has: most files make nothing, and theirs are not looked at.
    var unit = -1
    guard var facts = program.units.first?.facts else { return }
    /// The file of `facts`.
    var current = 0
    for position in program.calls.indices {
      let place = program.calls[position].place
      if place.unitIndex != current {
        current = place.unitIndex
        facts = program.units[current].facts
      }
      let step = facts.instructions[place.id.index]
      guard step.operation == .construct || facts.language == .python else { continue }
      if current != unit {
        unit = current
        wanted = Self.names(in: facts, of: models, outlines)
      }
      guard !wanted.isEmpty else { continue }
      if let name = Self.made(by: facts.values[Int(step.a)], in: facts), let table = wanted[name] {
        note(table, at: program.call(at: position))
      }
    }
  }

  /// The name of the class that a callee makes an instance of: `Order`, `models.Order`, `Order.model_validate`.
  private static func made(by callee: Value, in facts: FileFacts) -> NameID? {
    switch callee.kind {
    case .symbol: return facts.symbols[Int(callee.a)].name
    case .global: return NameID(callee.a)
    case .member:
      let name = NameID(callee.b)
      guard makers.contains(facts.names.string(name)) else { return name }
      var root = facts.values[Int(callee.a)]
      if root.kind == .member, facts.names.string(NameID(root.b)) == "objects" {
        root = facts.values[Int(root.a)]
      }
      switch root.kind {
      case .symbol: return facts.symbols[Int(root.a)].name
      case .member: return NameID(root.b)
      default: return nil
      }
    default: return nil
    }
  }

  /// Methods of a model that make an instance, of its manager too.
  private static let makers: Set<String> = [
    "model_validate", "from_orm", "parse_obj", "create", "get_or_create", "update_or_create",
    "bulk_create", "acreate", "insert_many",
  ]

  /// The names of a file that are those of models.
  private static func names(
    in facts: FileFacts,
    of models: [String: Table],
    _ outlines: [Bool]
  ) -> [NameID: Table] {
    var result: [NameID: Table] = [:]
    var start = 0
    for (position, end) in facts.names.ends.enumerated() {
      let range = start..<Int(end)
      start = Int(end)
      // Classes are written with a capital in both languages.
      guard range.count > 1, range.count < 64,
        case let first = facts.names.bytes[range.lowerBound], first < 0x5B,
        outlines[outline(first, range.count)]
      else { continue }
      if let table = models[String(decoding: facts.names.bytes[range], as: UTF8.self)] {
        result[NameID(position)] = table
      }
    }
    return result
  }

  /// For each first letter and length whether a model has them: most names of a file need not be made texts of.
  private static func outlines(of names: some Sequence<String>) -> [Bool] {
    var result = Array(repeating: false, count: 128 * 64)
    for name in names {
      guard let first = name.utf8.first, first < 128 else { continue }
      result[outline(first, min(name.utf8.count, 63))] = true
    }
    return result
  }

  private static func outline(_ first: UInt8, _ count: Int) -> Int { Int(first) * 64 + count }
}

extension CallSite {
  /// Whether an option tells it to make the row that it does not find: `updateOne(filter, change, { upsert: true })`.
  fileprivate var makesWhatIsMissing: Bool {
    let facts = unit.facts
    return facts.valueList(ListID(instruction.b)).dropFirst().contains { argument in
      let value = facts.values[argument.index]
      guard value.kind == .object else { return false }
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count, by: 2).contains {
        facts.names.isText("upsert", NameID(words[$0]))
      }
    }
  }

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
