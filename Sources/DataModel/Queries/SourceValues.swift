// Follows values back through names, assignments, parameters and callers.

import Facts
import Queries
import SemanticModel
import SourceText

/// Asks the program where values come from.
struct SourceValues {
  let program: Program
  /// By function: the calls that run it.
  private let callers: [FunctionRef: [Int]]

  init(of program: Program) {
    self.program = program
    var callers: [FunctionRef: [Int]] = [:]
    // What tests and scripts hand in says nothing of requests.
    for position in program.calls.indices
    where program.units[program.calls[position].place.unitIndex].isRunning {
      for target in program.targets(ofCall: position) {
        callers[target, default: []].append(position)
      }
    }
    self.callers = callers
  }

  /// More callers than this and nothing is said of a parameter.
  static let mostCallers = 16

  func facts(_ unit: Int) -> FileFacts { program.units[unit].facts }

  func value(_ ref: ValueRef) -> Value { facts(ref.unitIndex).values[ref.id.index] }

  func instruction(_ call: CallRef) -> Instruction {
    facts(call.unitIndex).instructions[call.id.index]
  }

  /// The arguments of a call.
  func arguments(of call: CallRef) -> [ValueRef] {
    facts(call.unitIndex).valueList(ListID(instruction(call).b))
      .map { ValueRef(unit: call.unitIndex, id: $0) }
  }

  func at(_ position: Int) -> CallRef { program.calls[position].place }

  /// What computes the key of an entry of an object: `sortBy` of `{ [sortBy]: -1 }`.
  ///
  /// A key is read before its value, and both stand in the object.
  func computedKey(of entry: ValueRef, in object: ValueRef) -> ValueRef? {
    let facts = facts(object.unitIndex)
    let whole = facts.values[object.id.index].span
    let first = facts.values[entry.id.index].span.start
    var position = entry.id.index
    var found: ValueRef?
    while position > 0, entry.id.index - position < 12 {
      position -= 1
      let value = facts.values[position]
      guard value.kind == .symbol || value.kind == .member || value.kind == .choice,
        whole.contains(value.span), value.span.end <= first
      else { continue }
      // The outermost piece of the key comes last; what stands before the key is another entry.
      if found == nil { found = ValueRef(unit: object.unitIndex, id: ValueID(position)) }
    }
    return found
  }

  /// The operator that the key of an entry names: `or` of `{ [Op.or]: […] }`, as Sequelize writes operators.
  func operatorKey(of entry: ValueRef, in object: ValueRef) -> String? {
    let facts = facts(object.unitIndex)
    let whole = facts.values[object.id.index].span
    let first = facts.values[entry.id.index].span.start
    var position = entry.id.index
    while position > 0, entry.id.index - position < Self.longestEntry {
      position -= 1
      let value = facts.values[position]
      // What stands inside of the entry comes between the key and the whole of it.
      guard value.span.end <= first else { continue }
      let key = ValueRef(unit: object.unitIndex, id: ValueID(position))
      guard value.kind == .member, whole.contains(value.span),
        let holder = name(base(key)), Self.operatorHolders.contains(holder)
      else { return nil }
      return name(key)
    }
    return nil
  }

  /// So many values an entry is searched through for its key.
  private static let longestEntry = 1_024
  private static let operatorHolders: Set<String> = ["Op", "op"]

  /// The entries of an object literal; the key is nil for spread and computed ones.
  func entries(_ ref: ValueRef) -> [(key: String?, value: ValueRef)] {
    let facts = facts(ref.unitIndex)
    let value = facts.values[ref.id.index]
    guard value.kind == .object else { return [] }
    let words = Array(facts.list(ListID(value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).map { position in
      let name = NameID(words[position])
      return (
        name == .any ? nil : facts.names.string(name),
        ValueRef(unit: ref.unitIndex, id: ValueID(words[position + 1]))
      )
    }
  }

  func elements(_ ref: ValueRef) -> [ValueRef] {
    let value = value(ref)
    guard value.kind == .array || value.kind == .template || value.kind == .choice else {
      return []
    }
    return facts(ref.unitIndex).valueList(ListID(value.a))
      .map { ValueRef(unit: ref.unitIndex, id: $0) }
  }

  func base(_ ref: ValueRef) -> ValueRef {
    ValueRef(unit: ref.unitIndex, id: ValueID(value(ref).a))
  }

  func place(_ ref: ValueRef) -> QueryPlace {
    QueryPlace(unit: ref.unitIndex, span: value(ref).span)
  }

  /// The last name of a path or of what is called: `createdAt` of `Order.createdAt`.
  func name(_ ref: ValueRef) -> String? {
    nameID(ref).map { facts(ref.unitIndex).names.string($0) }
  }

  /// The same, as the file numbers it.
  func nameID(_ ref: ValueRef) -> NameID? {
    let facts = facts(ref.unitIndex)
    let value = facts.values[ref.id.index]
    switch value.kind {
    case .symbol: return facts.symbols[Int(value.a)].name
    case .member: return NameID(value.b)
    case .global: return NameID(value.a)
    case .type: return nameID(base(ref))
    case .class: return facts.classes[Int(value.a)].name
    default: return nil
    }
  }

  /// Whether a call calls what a library made, not a member of it: `this.db("orders")`.
  func callsValue(_ position: Int) -> Bool {
    program.calls[position].operations.contains { operation in
      !operation.isConstruction && program.libraries[operation.member].name.isEmpty
    }
  }

  /// The name under which another file exports what a symbol stands for: `import { File as FileModel }`.
  func importedName(_ ref: ValueRef) -> String? {
    let value = value(ref)
    guard value.kind == .symbol else { return nil }
    let symbol = facts(ref.unitIndex).symbols[Int(value.a)]
    guard symbol.kind == .import, symbol.value.isPresent else { return nil }
    var source = ValueRef(unit: ref.unitIndex, id: symbol.value)
    // What Python imports may be a member or a module.
    if self.value(source).kind == .choice, let first = elements(source).first { source = first }
    guard self.value(source).kind == .member, let name = name(source), name != "default" else {
      return nil
    }
    return name
  }

  /// The class of the project that a name stands for, through the files that hand it on:
  /// `export { default as OrderModel } from "./order.js"`.
  func className(_ ref: ValueRef, depth: Int = 0) -> String? {
    guard depth < 8 else { return nil }
    let value = value(ref)
    switch value.kind {
    case .class: return name(ref)
    case .symbol:
      let symbol = facts(ref.unitIndex).symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      return className(ValueRef(unit: ref.unitIndex, id: symbol.value), depth: depth + 1)
    case .member:
      let module = self.value(base(ref))
      guard module.kind == .module, let wanted = name(ref) else { return nil }
      for unit in program.units[ref.unitIndex].importedUnits(ImportID(module.a)) {
        let facts = facts(unit)
        let exports = facts.exports.filter {
          wanted == ($0.name == .whole ? "default" : facts.names.string($0.name))
        }
        for export in exports {
          let given = ValueRef(unit: unit, id: export.value)
          if let name = className(given, depth: depth + 1) { return name }
        }
      }
      return nil
    default: return nil
    }
  }

  /// A member as the column of what holds it: `User.email`, `users.email`; what stands for a holder is left out.
  func column(_ ref: ValueRef) -> [String]? {
    guard let name = name(ref) else { return nil }
    let base = base(ref)
    guard [.symbol, .member, .class].contains(value(base).kind),
      let owner = importedName(base) ?? ownClass(base) ?? self.name(base),
      !Self.holders.contains(owner)
    else { return [name] }
    return [owner, name]
  }

  /// Names under which a class or table is handed around.
  private static let holders: Set<String> = [
    "c", "columns", "model", "Model", "cls", "klass", "self", "this", "table", "query", "db",
    "_model", "model_class",
  ]

  /// What a result's call calls, by its last name.
  func calleeName(_ ref: ValueRef) -> String? {
    let value = value(ref)
    guard value.kind == .result else { return nil }
    return name(
      ValueRef(unit: ref.unitIndex, id: ValueID(facts(ref.unitIndex).instructions[Int(value.a)].a))
    )
  }

  /// The call that a result is of.
  func call(of ref: ValueRef) -> CallRef? {
    let value = value(ref)
    return value.kind == .result
      ? CallRef(unit: ref.unitIndex, id: InstructionID(value.a)) : nil
  }

  /// What stands before the last name of what a call calls.
  func receiver(of call: CallRef) -> ValueRef? {
    let callee = ValueRef(unit: call.unitIndex, id: ValueID(instruction(call).a))
    return value(callee).kind == .member ? base(callee) : nil
  }

  func text(_ ref: ValueRef) -> String? {
    let value = value(ref)
    return value.kind == .string ? facts(ref.unitIndex).names.string(NameID(value.a)) : nil
  }

  /// The calls that run a function, tests and scripts left out.
  func sites(calling function: FunctionRef) -> [Int] { callers[function] ?? [] }

  /// What callers hand to a parameter; nil where nobody knows them all.
  func handed(to value: Value, in unit: Int) -> [ValueRef]? {
    guard value.kind == .parameter, !value.flags.contains(.rest) else { return nil }
    let function = FunctionRef(unit: unit, id: FunctionID(value.a))
    guard let sites = callers[function], sites.count <= Self.mostCallers else { return nil }
    return sites.flatMap { site in argument(Int(value.detail), of: site, to: function) }
  }

  /// The same, each with the call that hands it in.
  func handedSites(to value: Value, in unit: Int, most: Int = mostCallers) -> [(
    site: Int, value: ValueRef
  )] {
    guard value.kind == .parameter, !value.flags.contains(.rest) else { return [] }
    let function = FunctionRef(unit: unit, id: FunctionID(value.a))
    let sites = (callers[function] ?? []).prefix(most)
    return sites.flatMap { site in
      argument(Int(value.detail), of: site, to: function).map { (site, $0) }
    }
  }

  /// A function's argument by its position, or by its parameter's name where the call names it.
  private func argument(_ position: Int, of site: Int, to function: FunctionRef) -> [ValueRef] {
    let arguments = arguments(of: at(site))
    let callee = facts(function.unitIndex)
    let parameters = callee.parameters(of: function.id)
    if let last = arguments.last, value(last).flags.contains(.keywords),
      position < parameters.count
    {
      let name = callee.names.string(parameters[parameters.startIndex + position].name)
      if let named = entries(last).first(where: { $0.key == name }) { return [named.value] }
    }
    guard position < arguments.count,
      !arguments.prefix(position + 1).contains(where: { value($0).kind == .spread })
    else { return [] }
    return [arguments[position]]
  }

  /// Everything that is assigned to a name, with the region of each assignment.
  func assignments(to id: SymbolID, in unit: Int) -> [(value: ValueRef, region: RegionID)] {
    let facts = facts(unit)
    let symbol = facts.symbols[id.index]
    let function = facts.functions[symbol.function.index]
    var result: [(value: ValueRef, region: RegionID)] = []
    var next = function.firstInstruction
    while next < function.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      guard step.operation == .assign else { continue }
      let place = facts.values[Int(step.a)]
      guard place.kind == .symbol, SymbolID(place.a) == id else { continue }
      result.append((ValueRef(unit: unit, id: ValueID(step.b)), step.region))
    }
    return result
  }

  /// The values that a function of the project gives back.
  func returned(by function: FunctionRef) -> [ValueRef] {
    let facts = facts(function.unitIndex)
    let fact = facts.functions[function.id.index]
    var result: [ValueRef] = []
    var next = fact.firstInstruction
    while next < fact.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      if step.operation == .return, step.a != 0 {
        result.append(ValueRef(unit: function.unitIndex, id: ValueID(step.a)))
      }
    }
    return result
  }

  /// The functions that a result may come from; empty where they are unknown or a library's.
  func targets(of ref: ValueRef) -> [FunctionRef] {
    guard let call = call(of: ref), let position = program.position(of: call) else { return [] }
    return Array(program.calls[position].targets)
  }
}
