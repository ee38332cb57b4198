// Which tables a call reads and writes, itself or through the project's functions that it runs.

import Facts
import SourceText

/// One statement on one table.
struct TableUse: Hashable {
  let verb: Verb
  /// Folded: small letters, without what tells a repository from a model.
  let table: String
  /// The call of the library, as a position in `Program.calls`.
  let call: Int

  enum Verb: Hashable {
    case read, count, insert, update, delete
    /// Stores an object that was read or made before.
    case save
    /// Stores all objects that the unit of work knows.
    case flush
    case other

    var isRead: Bool { self == .read || self == .count }
  }
}

/// Finds and remembers the tables that functions use.
struct TableUses {
  let program: Program
  private var known: [FunctionRef: [TableUse]] = [:]

  init(program: Program) { self.program = program }

  private static let most = 8

  /// The statements that a call stands for.
  mutating func uses(of position: Int, _ kinds: EffectKinds, depth: Int = 0) -> [TableUse] {
    let site = program.call(at: position)
    if let own = own(site) { return [own] }
    guard depth < 3, !kinds.isDisjoint(with: [EffectKinds.asking, .writing]) else { return [] }
    var result: [TableUse] = []
    for target in site.resolved.targets {
      for use in uses(of: target, depth: depth + 1) where !result.contains(use) {
        result.append(use)
      }
    }
    return result.count <= Self.most ? result : []
  }

  private mutating func uses(of function: FunctionRef, depth: Int) -> [TableUse] {
    if let known = known[function] { return known }
    known[function] = []
    let fact = program.units[function.unitIndex].facts.functions[function.id.index]
    var result: [TableUse] = []
    let all = program.table.calls(of: function.unitIndex)
    var position = first(in: all, from: fact.firstInstruction)
    while position < all.upperBound, program.calls[position].place.id < fact.endInstruction {
      let call = program.calls[position]
      if call.function == function.id {
        let kinds: EffectKinds =
          call.targets.isEmpty ? EffectKinds([] as [EffectKind]) : [.asking, .writing]
        for use in uses(of: position, kinds, depth: depth) where !result.contains(use) {
          result.append(use)
        }
      }
      position += 1
      if result.count > Self.most { break }
    }
    known[function] = result
    return result
  }

  /// The statement whose rows a call gives back, through the functions of the project that it runs.
  func given(by position: Int, depth: Int = 0) -> TableUse? {
    let site = program.call(at: position)
    if let own = own(site) { return own.verb == .read ? own : nil }
    guard depth < 4, site.resolved.targets.count == 1, let target = site.resolved.targets.first
    else { return nil }
    let facts = program.units[target.unitIndex].facts
    let function = facts.functions[target.id.index]
    var result: TableUse?
    for step in facts.instructions[function.firstInstruction.index..<function.endInstruction.index]
    where step.operation == .return && facts.regions[step.region.index].function == target.id {
      guard let call = Self.returned(ValueID(step.a), facts) else { continue }
      let inner = CallRef(unit: target.unitIndex, id: InstructionID(call))
      guard let position = program.position(of: inner),
        let use = given(by: position, depth: depth + 1), result == nil || result == use
      else { return nil }
      result = use
    }
    return result
  }

  /// The call whose result a value is, by name or at once.
  private static func returned(_ id: ValueID, _ facts: FileFacts) -> Int? {
    var value = facts.values[id.index]
    for _ in 0..<4 {
      switch value.kind {
      case .awaited: value = facts.values[Int(value.a)]
      case .symbol: value = facts.values[facts.symbols[Int(value.a)].value.index]
      case .result: return Int(value.a)
      default: return nil
      }
    }
    return nil
  }

  private func first(in range: Range<Int>, from instruction: InstructionID) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if program.calls[middle].place.id < instruction { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The statement that a library's call sends.
  private func own(_ site: CallSite) -> TableUse? {
    guard !site.resolved.operations.isEmpty else { return nil }
    if site.tracksRow { return TableUse(verb: .save, table: "", call: site.position) }
    let effects = site.effects
    let isWrite = effects.contains { $0.kind == .write }
    guard isWrite || effects.contains(where: { $0.kind == .query }) else { return nil }
    return TableUse(
      verb: verb(of: site, effects, isWrite),
      table: program.raceTable(of: site),
      call: site.position
    )
  }

  private func verb(of site: CallSite, _ effects: [Effect], _ isWrite: Bool) -> TableUse.Verb {
    switch site.statementVerb {
    case "insert": return .insert
    case "update": return .update
    case "delete": return .delete
    case "select", "with": return program.asksNumber(site) ? .count : .read
    case nil: break
    default: return .other
    }
    let verbs = Set(effects.map(\.verb))
    let name = site.method?.name ?? ""
    guard isWrite else {
      return program.asksNumber(site) || verbs.contains("count") ? .count : .read
    }
    if effects.contains(where: { $0.kind == .query }) || verbs.contains("upsert") { return .other }
    if verbs.contains("flush") { return .flush }
    if name == "save" || name == "asave" || name == "persist" { return .save }
    if verbs.contains("insert") || name.hasPrefix("create") || name.hasPrefix("insert") {
      return .insert
    }
    if verbs.contains("delete") || name.hasPrefix("delete") || name.hasPrefix("remove") {
      return .delete
    }
    return verbs.contains("update") || name.hasPrefix("update") ? .update : .other
  }
}

extension CallSite {
  /// Whether the call tells a unit of work of a new row.
  var tracksRow: Bool {
    resolved.operations.contains {
      program.libraries.member($0.member).called?.value.role == .tracksRow
    }
  }
}

extension Program {
  private static let numbers: Set<String> = [
    "count", "countdocuments", "estimateddocumentcount", "countby", "acount", "findandcount",
    "exists", "exist", "aexists", "existsby", "max", "maximum", "min", "sum", "aggregate",
    "aaggregate",
  ]

  /// Whether a read gives a number or a yes in place of rows.
  func asksNumber(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = facts.values[Int(site.instruction.a)]
    for _ in 0..<16 {
      switch next.kind {
      case .member:
        if Self.numbers.contains(facts.names.string(NameID(next.b)).lowercased()) { return true }
        next = facts.values[Int(next.a)]
      case .result: next = facts.values[Int(facts.instructions[Int(next.a)].a)]
      default: break
      }
      if next.kind != .member && next.kind != .result { break }
    }
    for argument in site.unit.facts.valueList(ListID(site.instruction.b)).prefix(1) {
      guard let text = site.unit.facts.statementText(argument)?.lowercased() else { continue }
      return [
        "select count(", "select max(", "select sum(", "select exists", "select coalesce(max(",
      ]
      .contains { text.drop { $0 == " " || $0 == "\n" }.hasPrefix($0) }
    }
    return false
  }

  /// The model or table that a statement is about, folded.
  func raceTable(of site: CallSite) -> String {
    let facts = site.unit.facts
    let arguments = facts.valueList(ListID(site.instruction.b))
    if let first = arguments.first, let text = facts.statementText(first),
      let table = SQLTable.named(in: text)
    {
      return Self.foldedTable(table)
    }
    for argument in arguments.prefix(2) {
      if let model = model(behind: argument, facts, depth: 0) { return Self.foldedTable(model) }
    }
    if let model = model(along: ValueID(site.instruction.a), facts) {
      return Self.foldedTable(model)
    }
    if let held = queryHeld(by: site) { return raceTable(of: held) }
    // `const orders = source.getRepository(Order)`
    if let root = site.root {
      let symbol = facts.symbols[root.index]
      if !symbol.flags.contains(.reassigned), facts.values[symbol.value.index].kind == .result,
        let model = model(along: symbol.value, facts)
      {
        return Self.foldedTable(model)
      }
    }
    return Self.foldedTable(subject(of: site))
  }

  /// The query that stands under the name on which a call is made: `found = Order.objects.filter(…)`, before
  /// `found.exists()`.
  private func queryHeld(by site: CallSite) -> CallSite? {
    guard site.unit.isPython, let root = site.root,
      case let facts = site.unit.facts, let value = queryValue(heldBy: root, at: site, facts),
      let position = position(
        of: CallRef(unit: site.place.unit, id: InstructionID(facts.values[value.index].a))
      ),
      position < site.position
    else { return nil }
    return call(at: position)
  }

  /// The call's result that a name holds where it is asked; nil where something else was put there before.
  func queryValue(heldBy root: SymbolID, at site: CallSite, _ facts: FileFacts) -> ValueID? {
    let symbol = facts.symbols[root.index]
    guard symbol.value.isPresent, facts.values[symbol.value.index].kind == .result else {
      return nil
    }
    guard symbol.flags.contains(.reassigned) else { return symbol.value }
    guard facts.functions.indices.contains(symbol.function.index) else { return nil }
    let first = facts.functions[symbol.function.index].firstInstruction.index
    let last = max(first, site.resolved.place.id.index)
    let isReplaced = (first..<last).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .assign, ValueID(step.b) != symbol.value,
        case let target = facts.values[Int(step.a)], target.kind == .symbol
      else { return false }
      return SymbolID(target.a) == root
    }
    return isReplaced ? nil : symbol.value
  }

  private static let naming: Set<String> = [
    "query", "select", "from", "getRepository", "get_collection", "into", "insert", "update",
    "delete", "select_from", "get", "find",
    "findOne", "from_", "exists", "count",
  ]

  /// A class among the arguments: `session.get(User, id)`, `execute(select(User).where(…))`.
  private func model(behind id: ValueID, _ facts: FileFacts, depth: Int) -> String? {
    guard depth < 4 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      let name = facts.names.string(symbol.name)
      if symbol.kind == .class || symbol.kind == .import {
        return name.utf8.first.map { $0 >= 65 && $0 <= 90 } == true ? name : nil
      }
      guard !symbol.flags.contains(.reassigned), symbol.value.isPresent else { return nil }
      return facts.values[symbol.value.index].kind == .result
        ? model(behind: symbol.value, facts, depth: depth + 1) : nil
    case .result:
      return model(along: id, facts)
    default: return nil
    }
  }

  /// A class given to a link of a chain: `db.query(User).filter(…)`, `select(User).where(…)`.
  private func model(along id: ValueID, _ facts: FileFacts) -> String? {
    var next = facts.values[id.index]
    for _ in 0..<32 {
      switch next.kind {
      case .member, .awaited, .index: next = facts.values[Int(next.a)]
      case .result:
        let call = facts.instructions[Int(next.a)]
        let callee = facts.values[Int(call.a)]
        if Self.naming.contains(calledName(callee, facts) ?? ""),
          let first = facts.valueList(ListID(call.b)).first
        {
          var argument = facts.values[first.index]
          // `select(func.count(User.id))`, `query(User.id)`
          for _ in 0..<4 where argument.kind == .result {
            let inner = facts.instructions[Int(argument.a)]
            guard let given = facts.valueList(ListID(inner.b)).first else { break }
            argument = facts.values[given.index]
          }
          if argument.kind == .member { argument = facts.values[Int(argument.a)] }
          if argument.kind == .symbol {
            let text = facts.names.string(facts.symbols[Int(argument.a)].name)
            if text.utf8.first.map({ $0 >= 65 && $0 <= 90 }) == true { return text }
          }
        }
        next = callee
      default: return nil
      }
    }
    return nil
  }

  func calledName(_ value: Value, _ facts: FileFacts) -> String? {
    switch value.kind {
    case .symbol: facts.names.string(facts.symbols[Int(value.a)].name)
    case .member: facts.names.string(NameID(value.b))
    case .global: facts.names.string(NameID(value.a))
    default: nil
    }
  }

  /// One name for `orders`, `Order`, `orderRepository` and `this.orderModel`.
  static func foldedTable(_ name: String) -> String {
    var text = UniqueKeys.folded(name)
    for ending in ["repository", "repo", "model", "collection", "table", "entity", "dao"]
    where text.hasSuffix(ending) && text.utf8.count > ending.utf8.count {
      text.removeLast(ending.utf8.count)
      break
    }
    if text.hasSuffix("ies") {
      text.removeLast(3)
      text += "y"
    } else if text.hasSuffix("s"), !text.hasSuffix("ss"), text.utf8.count > 2 {
      text.removeLast()
    }
    return text
  }
}
