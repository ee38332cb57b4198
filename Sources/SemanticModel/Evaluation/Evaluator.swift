// Follows values through the program: what may this expression be?

import Facts

/// A demand-driven points-to analysis: flow- and context-insensitive, field-sensitive.
///
/// What calls hand to parameters and what assignments store on objects is found step by step. Each step that brings
/// something new takes back the answers that were computed without it, and the steps that had read those are made again.
struct Evaluator: ~Copyable {
  let units: [Unit]
  let index: LibraryIndex
  let names: Names
  var entities = EntityTable()
  let numbers: CellNumbers
  var cells: Cells
  var properties = PropertyStore()
  /// What is passed to parameters at call sites, by their number in the program.
  var bindings: [EntitySetID]
  /// All calls of the program, as far as they are resolved.
  var calls: [ResolvedCall]
  /// The classes of the project by their name in lower case.
  let subclassNames: [String: [ClassRef]]
  /// The classes that extend something, by the name of that.
  let subclasses: [String: [ClassRef]]
  let words: Words
  /// How stored rows refer to each other.
  var relations = RelationTable()
  /// What is read of rows that are turned into what is sent.
  var serializers = Serializers()
  /// By what stands for a query: the statement, which a repository that is written for all models asks for each.
  var heldQueries: [ValueRef: ValueRef] = [:]
  /// By class that is written for all models: the member that holds the model of an object.
  var heldClasses: [ClassRef: Name] = [:]
  /// By the last name of what they call: the calls of Python that may make an object, once it was asked.
  var makers: [String: [CallRef]]?
  /// Who `request.user` is.
  var signedIn: SignedInUser?
  let templates: TemplateNames
  /// What a container of dependencies hands out.
  var injection = Injection()
  /// By dense function number: the rows on which a method is called.
  var receivers: [Int32: EntitySetID] = [:]
  /// Whether a function calls properties of a parameter, once it was asked.
  var propertyCallers: Set<ParameterRef>?
  /// By file: those that import it, once it was asked.
  var importers: [[Int32]]?
  /// By dense function number: what it does with a key that it is given, once it was asked.
  var keyUses: [Int32: KeyUses] = [:]
  var depth = 0
  /// Whether a value that is made of itself is computed once more.
  var isSettling = false
  static let depthLimit = 160

  init(units: [Unit], index: LibraryIndex, words: Words, names: Names) {
    self.units = units
    self.index = index
    self.names = names
    self.words = words
    numbers = CellNumbers(of: units)
    templates = TemplateNames(units.enumerated().lazy.map { ($1.path, $0) })
    cells = Cells(count: numbers.steps.upperBound, steps: numbers.steps)
    bindings = Array(repeating: .empty, count: numbers.parameterCount)
    calls = units.unresolvedCalls
    subclassNames = Self.subclassNames(of: units)
    subclasses = Self.subclasses(in: units)
  }

  /// What a value may be.
  mutating func evaluate(_ id: ValueID, in unit: Int) -> EntitySetID {
    let value = units[unit].facts.values[id.index]
    guard value.canCarryEntities else { return .empty }
    let cell = numbers.value(id.index, in: unit)
    if let known = cells.known(cell) { return known }
    guard depth < Self.depthLimit else {
      cells.giveUp()
      return .empty
    }
    if let entity = literal(value, id, in: unit) {
      return cells.keep(entities.set(entity), in: cell)
    }
    let frame = cells.begin(cell)
    depth += 1
    var set = compute(value, id, in: unit)
    if !isSettling, cells.assume(set, of: cell) {
      // A value that is made of itself (`query = query.where(…).sort()`): its later links were asked before it was known.
      isSettling = true
      set = entities.union(set, compute(value, id, in: unit))
      isSettling = false
    }
    depth -= 1
    cells.finish(cell, set, frame)
    return set
  }

  private mutating func compute(_ value: Value, _ id: ValueID, in unit: Int) -> EntitySetID {
    switch value.kind {
    case .symbol: return symbol(SymbolID(value.a), in: unit)
    case .global: return global(NameID(value.a), in: unit)
    case .module: return module(ImportID(value.a), in: unit)
    case .member:
      let name = units[unit].name(NameID(value.b))
      if name == words.exports {
        if isModuleExports(value, in: unit) { return entities.set(.exports(Int32(unit))) }
        if isParentExports(value, in: unit) { return parentExports(of: unit) }
      }
      let base = evaluate(ValueID(value.a), in: unit)
      let found = lookUp(name, of: base)
      return found.isEmpty ? signedInUser(name, of: ValueID(value.a), in: unit) : found
    case .index: return element(value, in: unit)
    case .result: return result(of: InstructionID(value.a), in: unit)
    case .awaited: return awaited(evaluate(ValueID(value.a), in: unit))
    case .spread: return evaluate(ValueID(value.a), in: unit)
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

  /// What a value is that rests on no other.
  private func literal(_ value: Value, _ id: ValueID, in unit: Int) -> Entity? {
    switch value.kind {
    case .function: .function(FunctionRef(unit: unit, id: FunctionID(value.a)))
    case .class: .classObject(ClassRef(unit: unit, id: ClassID(value.a)))
    case .object: .object(ValueRef(unit: unit, id: id))
    case .array: .array(ValueRef(unit: unit, id: id))
    default: nil
    }
  }

  /// Whether a member called `exports` is that of `module`.
  private func isModuleExports(_ value: Value, in unit: Int) -> Bool {
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
  func members(of set: EntitySetID) -> Few<EntityID> { entities[set] }
}
