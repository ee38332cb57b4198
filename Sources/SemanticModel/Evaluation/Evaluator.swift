// Follows values through the program: what may this expression be?

import Facts

/// A demand-driven points-to analysis: flow- and context-insensitive, field-sensitive.
///
/// It runs in rounds. Each round evaluates with the parameter bindings and property writes that the rounds before
/// found; what depends on them is evaluated anew, the rest is kept.
struct Evaluator: ~Copyable {
  let units: [Unit]
  let index: LibraryIndex
  let names: Names
  var entities = EntityTable()
  /// What the values of all units may be, as far as it was asked for.
  private var memo: [Memo]
  /// By unit: where its values stand in `memo`.
  private let firstMemo: [Int]
  var properties = PropertyStore()
  /// What is passed to parameters at call sites: by unit and position in `FileFacts.parameters`.
  var bindings: [[EntitySetID]]
  /// What functions return, by their dense numbers.
  var returned: [Memo]
  /// Per unit: what the rounds look at.
  let steps: [UnitSteps]
  /// Members that were looked up.
  var lookedUp: [MemberQuestion: Memo] = [:]
  /// Per unit: all values that are assigned to a symbol that has several.
  var assigned: [[SymbolID: [ValueID]]]
  /// Per unit and instruction: the value that is its result.
  let resultValues: [[ValueID]]
  /// The classes of the project by their name in lower case.
  let subclassNames: [String: [ClassRef]]
  let words: Words
  /// Whether what is being evaluated depends on something that later rounds may extend.
  var dependsOnRound = false
  private(set) var round: UInt8 = 0
  var depth = 0
  static let depthLimit = 160

  /// What is known of a value's meaning.
  struct Memo {
    var state: State
    /// The round that a provisional meaning is of.
    var round: UInt8 = 0
    var set: EntitySetID

    enum State: UInt8 {
      case unasked, running
      /// Found, and no later round can change it.
      case final
      /// Found, from what its round knew.
      case provisional
    }

    static var unasked: Memo { Memo(state: .unasked, set: .empty) }
  }

  init(units: [Unit], index: LibraryIndex, words: Words, names: Names) {
    self.units = units
    self.index = index
    self.names = names
    self.words = words
    var count = 0
    firstMemo = units.map { unit in
      defer { count += unit.facts.values.count }
      return count
    }
    memo = Array(repeating: .unasked, count: count)
    let functions = (units.last?.functionBase ?? 0) + (units.last?.facts.functions.count ?? 0)
    returned = Array(repeating: .unasked, count: functions)
    bindings = units.map { Array(repeating: .empty, count: $0.facts.parameters.count) }
    steps = units.map { UnitSteps(in: $0.facts) }
    assigned = units.map { Self.assignments(in: $0.facts) }
    resultValues = units.map { Self.results(in: $0.facts) }
    subclassNames = Self.subclassNames(of: units)
  }

  /// Forgets what later knowledge may have changed.
  mutating func startRound() { round += 1 }

  /// Whether something that was found out, or is being found out, holds in this round.
  func isValid(_ memo: Memo) -> Bool {
    memo.state != .unasked && (memo.state != .provisional || memo.round == round)
  }

  /// What is to be kept of something that was just found out.
  func found(_ set: EntitySetID) -> Memo {
    Memo(state: dependsOnRound ? .provisional : .final, round: round, set: set)
  }

  /// What a value may be.
  mutating func evaluate(_ value: ValueID, in unit: Int) -> EntitySetID {
    guard value.isPresent else { return .empty }
    let position = firstMemo[unit] + value.index
    let known = memo[position]
    switch known.state {
    case .final: return known.set
    case .provisional:
      if known.round == round {
        dependsOnRound = true
        return known.set
      }
    case .running:
      dependsOnRound = true
      return .empty
    case .unasked: break
    }
    guard depth < Self.depthLimit else {
      dependsOnRound = true
      return .empty
    }
    let outer = dependsOnRound
    dependsOnRound = false
    memo[position].state = .running
    depth += 1
    let set = compute(value, in: unit)
    depth -= 1
    memo[position] = found(set)
    dependsOnRound = dependsOnRound || outer
    return set
  }

  private mutating func compute(_ id: ValueID, in unit: Int) -> EntitySetID {
    let value = units[unit].facts.values[id.index]
    let place = ValueRef(unit: unit, id: id)
    switch value.kind {
    case .symbol: return symbol(SymbolID(value.a), in: unit)
    case .global: return global(NameID(value.a), in: unit)
    case .module: return module(ImportID(value.a), in: unit)
    case .member:
      if isModuleExports(value, in: unit) { return entities.set(.exports(Int32(unit))) }
      let base = evaluate(ValueID(value.a), in: unit)
      return lookUp(units[unit].name(NameID(value.b)), of: base)
    case .index: return element(value, in: unit)
    case .result: return result(of: InstructionID(value.a), in: unit)
    case .awaited: return awaited(evaluate(ValueID(value.a), in: unit))
    case .spread: return evaluate(ValueID(value.a), in: unit)
    case .function: return entities.set(.function(FunctionRef(unit: unit, id: FunctionID(value.a))))
    case .class: return entities.set(.classObject(ClassRef(unit: unit, id: ClassID(value.a))))
    case .object: return entities.set(.object(place))
    case .array: return entities.set(.array(place))
    case .this: return receiver(in: function(enclosing: id, in: unit), unit: unit)
    case .super: return superclass(in: function(enclosing: id, in: unit), unit: unit)
    case .parameter: return parameter(value, in: unit)
    case .element: return elements(of: evaluate(ValueID(value.a), in: unit))
    case .choice: return choice(value, in: unit)
    case .gathered: return collection(evaluate(ValueID(value.a), in: unit))
    case .type: return instance(ofType: id, in: unit)
    default: return .empty
    }
  }

  /// Whether a value is `module.exports`.
  private func isModuleExports(_ value: Value, in unit: Int) -> Bool {
    guard units[unit].name(NameID(value.b)) == words.exports else { return false }
    let base = units[unit].facts.values[Int(value.a)]
    return base.kind == .global && units[unit].name(NameID(base.a)) == words.module
  }

  private mutating func choice(_ value: Value, in unit: Int) -> EntitySetID {
    var set = EntitySetID.empty
    for word in units[unit].list(ListID(value.a)) {
      set = entities.union(set, evaluate(ValueID(word), in: unit))
    }
    return set
  }

  /// The function whose code holds a value.
  func function(enclosing value: ValueID, in unit: Int) -> FunctionID {
    let functions = units[unit].facts.functions
    var low = 1
    var high = functions.count
    // Functions lie in the order of their values, because each is lowered whole.
    while low + 1 < high {
      let middle = (low + high) / 2
      if functions[middle].firstValue <= value { low = middle } else { high = middle }
    }
    return FunctionID(low)
  }

  private static func subclassNames(of units: [Unit]) -> [String: [ClassRef]] {
    var result: [String: [ClassRef]] = [:]
    for (unit, linked) in units.enumerated() {
      for (position, fact) in linked.facts.classes.enumerated().dropFirst()
      where fact.name.isPresent && fact.superclass.isPresent {
        let name = linked.facts.names.string(fact.name).lowercased()
        result[name, default: []].append(ClassRef(unit: unit, id: ClassID(position)))
      }
    }
    return result
  }

  private static func results(in facts: FileFacts) -> [ValueID] {
    var result = Array(repeating: ValueID.none, count: facts.instructions.count)
    for (index, value) in facts.values.enumerated() where value.kind == .result {
      result[Int(value.a)] = ValueID(index)
    }
    return result
  }

  /// All values of symbols that are assigned more than once.
  private static func assignments(in facts: FileFacts) -> [SymbolID: [ValueID]] {
    var result: [SymbolID: [ValueID]] = [:]
    for instruction in facts.instructions where instruction.operation == .assign {
      let place = facts.values[Int(instruction.a)]
      guard place.kind == .symbol else { continue }
      let symbol = SymbolID(place.a)
      guard facts.symbols[symbol.index].flags.contains(.reassigned) else { continue }
      result[symbol, default: []].append(ValueID(instruction.b))
    }
    return result
  }
}

/// A name asked of an entity.
struct MemberQuestion: Hashable, Sendable {
  let entity: EntityID
  let name: Name
}

/// A parameter of a function of the program.
struct ParameterRef: Hashable, Sendable {
  let function: FunctionRef
  let position: Int
}

extension Evaluator {
  /// The entities of a set.
  ///
  /// Not `entities[evaluate(…)]`: a subscript's base is read before its index is computed, and would be stale.
  func members(of set: EntitySetID) -> [EntityID] { entities[set] }
}
