// Where a number comes from: the code, or whoever sends the request; and whether something caps it on the way.

package import Facts

/// What is known of the origin of a value.
package struct Provenance: Sendable {
  /// The names under which the request gives it: `limit` of `req.query.limit`.
  package internal(set) var requestNames: Set<String> = []
  /// Some way leads to data of a request.
  package internal(set) var isFromRequest = false
  /// A minimum, a comparison or a validator bounds it on the way.
  package internal(set) var isCapped = false
  /// The calls that hand it on from where the request gives it, the outermost first.
  package internal(set) var calls: [CallSite] = []
  /// Where a class of the project declares what is sent: a fact on the field bounds it for all who take it.
  package internal(set) var declaration: SourcePlace?
  /// The field that is declared there has validators, and none of them gives it a maximum.
  package internal(set) var isDeclaredUnbounded = false
}

extension Program {
  /// Follows a value back through names, calls and callers.
  package func provenance(of value: ValueID, in unit: Int) -> Provenance {
    var tracer = ProvenanceTracer(program: self)
    tracer.trace(value, path: [], in: unit)
    return tracer.result
  }

  /// The names that a validator of the program gives a maximum: `limit: z.number().max(100)`.
  package var cappedNames: Set<String> {
    answers.cappedNames.value {
      var result: Set<String> = []
      for unit in units where CappedNames.words.isMentioned(in: unit.facts.names) {
        result.formUnion(CappedNames(in: unit.facts).names)
      }
      return result
    }
  }
}

/// Walks backward from one value.
struct ProvenanceTracer {
  let program: Program
  private(set) var result = Provenance()
  private var seen: Set<ValueRef> = []
  private var seenSymbols: Set<Place<Symbol>> = []
  private var depth = 0
  /// Values are looked at again under other paths: their number bounds nothing.
  private var steps = 0
  private var way: [CallSite] = []

  init(program: Program) { self.program = program }

  private static let requestMembers: Set<String> = [
    "query", "body", "params", "searchParams", "input", "payload", "args", "GET", "POST",
    "query_params", "form", "json",
  ]
  private static let requestDecorators: Set<String> = [
    "Query", "Body", "Param", "Args", "QueryParam",
  ]

  /// `path` holds the members that are taken of the value, the outermost last.
  mutating func trace(_ id: ValueID, path: [String], in unit: Int) {
    guard id.isPresent, depth < 24, steps < 4_096,
      seen.insert(ValueRef(unit: unit, id: id)).inserted || !path.isEmpty
    else { return }
    steps += 1
    depth += 1
    defer { depth -= 1 }
    let facts = program.units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: symbol(SymbolID(value.a), path, in: unit)
    case .member: member(value, path, in: unit)
    case .index, .awaited, .spread, .unary: trace(ValueID(value.a), path: path, in: unit)
    case .binary:
      // The difference of two bounds says nothing of their size.
      guard value.detail != Operator.subtract.rawValue else { return }
      trace(ValueID(value.a), path: [], in: unit)
      trace(ValueID(value.b), path: [], in: unit)
    case .choice:
      for word in facts.list(ListID(value.a)) { trace(ValueID(word), path: path, in: unit) }
    case .result: call(facts.instructions[Int(value.a)], InstructionID(value.a), path, in: unit)
    case .object: property(of: value, path, in: unit)
    case .parameter: parameter(FunctionID(value.a), Int(value.detail), path, in: unit)
    default: return
    }
  }

  private mutating func symbol(_ id: SymbolID, _ path: [String], in unit: Int) {
    let facts = program.units[unit].facts
    let symbol = facts.symbols[id.index]
    let origin = facts.values[symbol.value.index]
    if isCompared(id, symbol, in: unit) { result.isCapped = true }
    if origin.kind == .parameter {
      parameter(FunctionID(origin.a), Int(origin.detail), path, in: unit)
    } else {
      trace(symbol.value, path: path, in: unit)
    }
    guard symbol.flags.contains(.reassigned), seenSymbols.insert(Place(unit: unit, id: id)).inserted
    else { return }
    for value in assignments(to: id, symbol, in: unit) { trace(value, path: path, in: unit) }
  }

  private func assignments(to id: SymbolID, _ symbol: Symbol, in unit: Int) -> [ValueID] {
    let facts = program.units[unit].facts
    let function = facts.functions[symbol.function.index]
    return (function.firstInstruction.index..<function.endInstruction.index).compactMap {
      position in
      let step = facts.instructions[position]
      guard step.operation == .assign else { return nil }
      let place = facts.values[Int(step.a)]
      return place.kind == .symbol && SymbolID(place.a) == id ? ValueID(step.b) : nil
    }
  }

  private mutating func member(_ value: Value, _ path: [String], in unit: Int) {
    let facts = program.units[unit].facts
    let name = facts.names.string(NameID(value.b))
    let base = facts.values[Int(value.a)]
    if Self.requestMembers.contains(name),
      name == "searchParams" || isParameter(base, facts)
    {
      fromRequest(path.last)
      return
    }
    if facts.language == .python, Self.sentMembers.contains(name), isRequest(base, facts) {
      fromRequest(path.last)
      return
    }
    if isCompared(member: value, in: unit) { result.isCapped = true }
    if base.kind == .this {
      let held = program.keptByConstructor(NameID(value.b), in: unit)
      for value in held { trace(value, path: path, in: unit) }
      return
    }
    trace(ValueID(value.a), path: path + [name], in: unit)
  }

  /// What a request of Flask, Django or Starlette holds of what was sent.
  private static let sentMembers: Set<String> = [
    "args", "form", "json", "values", "GET", "POST", "data", "query_params", "path_params",
  ]
  private static let sentMethods: Set<String> = ["get_json", "json", "get_data", "form"]

  /// Whether a value is the request by its name, which is the frameworks' own: `request`, `self.request`.
  private func isRequest(_ value: Value, _ facts: FileFacts) -> Bool {
    let text = name(of: value, facts)
    return text == "request" || text == "req"
  }

  private mutating func fromRequest(_ name: String?) {
    if !result.isFromRequest { result.calls = way.reversed() }
    result.isFromRequest = true
    if let name { result.requestNames.insert(name) }
  }

  /// A parameter or a member of one (`ctx.request.query`).
  private func isParameter(_ value: Value, _ facts: FileFacts) -> Bool {
    var next = value
    for _ in 0..<6 {
      switch next.kind {
      case .parameter: return true
      case .symbol: next = facts.values[facts.symbols[Int(next.a)].value.index]
      case .member: next = facts.values[Int(next.a)]
      default: return false
      }
    }
    return false
  }

  private mutating func property(of object: Value, _ path: [String], in unit: Int) {
    let facts = program.units[unit].facts
    let words = Array(facts.list(ListID(object.a)))
    var isFound = false
    var spreads: [ValueID] = []
    for position in stride(from: 0, to: words.count - 1, by: 2) {
      let name = NameID(words[position])
      let value = ValueID(words[position + 1])
      if name == .any {
        spreads.append(value)
      } else if path.isEmpty || facts.names.string(name) == path.last {
        isFound = true
        trace(value, path: Array(path.dropLast()), in: unit)
      }
    }
    if !isFound { for value in spreads { trace(value, path: path, in: unit) } }
  }

  private mutating func call(
    _ call: Instruction,
    _ id: InstructionID,
    _ path: [String],
    in unit: Int
  ) {
    let facts = program.units[unit].facts
    let callee = facts.values[Int(call.a)]
    if Self.caps.contains(name(of: callee, facts).lowercased()) { result.isCapped = true }
    let position = program.table.position(of: CallRef(unit: unit, id: id))
    for target in position.map({ program.calls[$0].targets }) ?? Few() where caps(target) {
      result.isCapped = true
    }
    let arguments = facts.valueList(ListID(call.b))
    var path = path
    // `searchParams.get("limit")` takes a member by its name.
    if callee.kind == .member, let first = arguments.first,
      facts.values[first.index].kind == .string
    {
      path.append(facts.names.string(NameID(facts.values[first.index].a)))
    }
    if let wrapper = Self.wrappers[name(of: callee, facts)], path.last == wrapper {
      path.removeLast()
    }
    if facts.language == .python, callee.kind == .member,
      Self.sentMethods.contains(name(of: callee, facts)),
      isRequest(facts.values[Int(callee.a)], facts)
    {
      return fromRequest(path.last)
    }
    if call.operation == .construct, let name = path.last,
      let kept = position.flatMap({ kept(name, ofCallAt: $0) })
    {
      if kept < arguments.count {
        trace(arguments[kept], path: Array(path.dropLast()), in: unit)
      }
      return
    }
    for argument in arguments { trace(argument, path: path, in: unit) }
    if callee.kind == .member { trace(ValueID(callee.a), path: path, in: unit) }
  }

  /// The position of the argument that a constructor keeps under a name: `constructor(readonly page: Page)`.
  private func kept(_ name: String, ofCallAt position: Int) -> Int? {
    for target in program.calls[position].targets {
      let facts = program.units[target.unitIndex].facts
      let found = facts.parameters(of: target.id).enumerated().first { _, parameter in
        facts.names.isText(name, parameter.name)
      }
      if let found { return found.offset }
    }
    return nil
  }

  /// Under which name a validator gives back what it was handed: `schema.safeParse(query).data`.
  private static let wrappers = [
    "safeParse": "data", "safeParseAsync": "data", "spa": "data", "validate": "value",
  ]

  private static let caps: Set<String> = [
    "min", "clamp", "cap", "bound", "inrange", "clamplimit", "minby",
  ]

  func name(of callee: Value, _ facts: FileFacts) -> String {
    switch callee.kind {
    case .symbol: facts.names.string(facts.symbols[Int(callee.a)].name)
    case .member: facts.names.string(NameID(callee.b))
    case .global: facts.names.string(NameID(callee.a))
    default: ""
    }
  }

  /// Whether a function of the project takes a minimum, or compares and chooses.
  private func caps(_ function: FunctionRef) -> Bool {
    let facts = program.units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    for position in fact.firstInstruction.index..<fact.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .call else { continue }
      if Self.caps.contains(name(of: facts.values[Int(step.a)], facts).lowercased()) { return true }
    }
    return facts.regions.contains { $0.function == function.id && limits($0, facts, { _ in true }) }
  }

  // MARK: Parameters

  private mutating func parameter(
    _ function: FunctionID,
    _ position: Int,
    _ path: [String],
    in unit: Int
  ) {
    let facts = program.units[unit].facts
    let parameters = facts.parameters(of: function)
    guard position < parameters.count else { return }
    let parameter = parameters[parameters.startIndex + position]
    if facts.language == .python, isHandler(function, in: unit) {
      return handed(parameter, path, in: unit, by: function)
    }
    for decorator in facts.valueList(parameter.decorators) {
      let value = facts.values[decorator.index]
      guard value.kind == .result else { continue }
      let step = facts.instructions[Int(value.a)]
      guard Self.requestDecorators.contains(name(of: facts.values[Int(step.a)], facts)) else {
        continue
      }
      let first = facts.valueList(ListID(step.b)).first.map { facts.values[$0.index] }
      let own = first?.kind == .string ? facts.names.string(NameID(first?.a ?? 0)) : nil
      if !result.isFromRequest, let name = path.last {
        let field = program.field(name, ofType: parameter.type, in: unit)
        result.declaration = field?.place
        result.isDeclaredUnbounded = field?.isUnbounded ?? false
      }
      fromRequest(path.last ?? own)
      return
    }
    let number = program.units.number(FunctionRef(unit: unit, id: function))
    if path.contains(where: Self.requestMembers.contains),
      program.entriesByFunction[number]?.contains(where: { $0.kind == .request }) == true
    {
      fromRequest(path.first)
      return
    }
    for step in program.reachability.callers[Int(number)].prefix(64) {
      let site = program.call(at: Int(step.call))
      guard site.resolved.targets.contains(where: { program.units.number($0) == number }) else {
        continue
      }
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      if let given = given(parameter, at: position, among: arguments, facts, site.unit.facts) {
        way.append(site)
        trace(given, path: path, in: site.place.unit)
        way.removeLast()
      }
    }
  }

  /// What a framework hands to a parameter by its name, and what the parameter's declaration says of its size.
  mutating func handed(
    _ parameter: Parameter,
    _ path: [String],
    in unit: Int,
    by function: FunctionID = .none
  ) {
    let facts = program.units[unit].facts
    let declared = facts.valueList(parameter.decorators) + [parameter.defaultValue]
    for declaration in declared where declaration.isPresent {
      let value = facts.values[declaration.index]
      guard value.kind == .result else { continue }
      let call = facts.instructions[Int(value.a)]
      // `Depends(…)` is made by the application, of what is sent.
      if name(of: facts.values[Int(call.a)], facts) == "Depends" {
        return made(by: call, for: parameter, path, in: unit)
      }
      for argument in facts.valueList(ListID(call.b))
      where facts.values[argument.index].flags.contains(.keywords) {
        let pairs = Array(facts.list(ListID(facts.values[argument.index].a)))
        for position in stride(from: 0, to: pairs.count - 1, by: 2)
        where ["le", "lt", "max_value"].contains(facts.names.string(NameID(pairs[position]))) {
          result.isCapped = true
        }
      }
    }
    if let field = path.last { return sent(field, of: parameter, in: unit, to: function) }
    if !result.isFromRequest, parameter.symbol.isPresent {
      let span = facts.symbols[parameter.symbol.index].declaration
      result.declaration = SourcePlace(unit: unit, span: span)
      // A type of the project may hold a maximum of its own.
      result.isDeclaredUnbounded = isPlainNumber(parameter.type, facts)
    }
    fromRequest(facts.names.string(parameter.name))
  }

  /// A member of what the framework makes of the request: a field of its class, an entry of its dictionary.
  private mutating func sent(
    _ name: String,
    of parameter: Parameter,
    in unit: Int,
    to function: FunctionID
  ) {
    let typed = program.field(name, ofType: parameter.type, in: unit)
    if let field = typed ?? program.field(name, ofSchemaBefore: function, in: unit) {
      if field.isCapped { result.isCapped = true }
      if !result.isFromRequest { result.declaration = field.place }
    }
    fromRequest(name)
  }
}
