// What must hold of the facts of every file, whatever its bytes were.

import Facts
import SourceText

/// Checks the tables of one file against each other and lists what is wrong.
struct FactsInvariants {
  private let facts: FileFacts
  private let byteCount: UInt32
  private var violations: [String] = []

  private init(_ facts: FileFacts, _ byteCount: Int) {
    self.facts = facts
    self.byteCount = UInt32(byteCount)
  }

  /// The violations, at most a few dozen; none if all is well.
  static func violations(of facts: FileFacts, byteCount: Int) -> [String] {
    var check = FactsInvariants(facts, byteCount)
    check.checkFunctions()
    check.checkRegions()
    check.checkInstructions()
    check.checkValues()
    check.checkDeclarations()
    check.checkModules()
    return check.violations
  }

  private mutating func require(_ holds: Bool, _ violation: @autoclosure () -> String) {
    if !holds && violations.count < 40 { violations.append(violation()) }
  }
}

// Ranges of tables.
extension FactsInvariants {
  private func isValue(_ id: UInt32) -> Bool { Int(id) < facts.values.count }
  private func isName(_ id: UInt32) -> Bool { Int(id) < facts.names.count }

  private func isSpan(_ start: UInt32, _ end: UInt32) -> Bool {
    start <= end && end <= byteCount
  }

  private func isList(_ id: UInt32) -> Bool {
    Int(id) < facts.lists.count && Int(id) + 1 + Int(facts.lists[Int(id)]) <= facts.lists.count
  }

  private mutating func requireValues(in list: UInt32, below limit: Int, _ place: String) {
    guard isList(list) else { return require(false, "\(place): list \(list) is out of range") }
    for word in facts.list(ListID(list)) {
      require(Int(word) < limit, "\(place): list \(list) holds value \(word), not below \(limit)")
    }
  }

  private mutating func requireSymbols(in list: ListID, _ place: String) {
    guard isList(list.raw) else { return require(false, "\(place): list is out of range") }
    for word in facts.list(list) {
      require(
        word != 0 && Int(word) < facts.symbols.count,
        "\(place): symbol \(word) is out of range"
      )
    }
  }
}

// Functions, regions and instructions.
extension FactsInvariants {
  private mutating func checkFunctions() {
    require(facts.functions.count > 1, "there is no module")
    var instruction = 1
    var value = 1
    var parameter: UInt32 = 0
    for (index, function) in facts.functions.enumerated().dropFirst() {
      let place = "function \(index)"
      require(function.firstInstruction.index == instruction, "\(place): a gap in instructions")
      require(function.firstValue.index == value, "\(place): a gap in values")
      instruction = function.endInstruction.index
      value = function.endValue.index
      require(function.parent.index < index, "\(place): met before its parent")
      require(function.parent.isPresent == (index > 1), "\(place): a parent")
      require(isSpan(function.span.start, function.span.end), "\(place): span")
      require(isName(function.name.raw), "\(place): name")
      require(function.owner.index < facts.classes.count, "\(place): owner")
      require(isValue(function.ownerObject.raw), "\(place): owner object")
      requireValues(in: function.decorators.raw, below: facts.values.count, place)
      if function.parameterCount > 0 {
        require(function.firstParameter == parameter, "\(place): a gap in parameters")
        parameter += function.parameterCount
      }
      guard function.body.index < facts.regions.count else {
        require(false, "\(place): body")
        continue
      }
      let body = facts.regions[function.body.index]
      require(body.kind == .body && !body.parent.isPresent, "\(place): body is no root")
      require(body.function.index == index, "\(place): body of another function")
    }
    require(instruction == facts.instructions.count, "instructions behind the last function")
    require(value == facts.values.count, "values behind the last function")
    require(Int(parameter) == facts.parameters.count, "parameters of no function")
  }

  private mutating func checkRegions() {
    for (index, region) in facts.regions.enumerated().dropFirst() {
      let place = "region \(index) \(region.kind)"
      require(region.firstInstruction <= region.endInstruction, "\(place): ends before it begins")
      require(region.endInstruction.index <= facts.instructions.count, "\(place): end")
      require(isSpan(region.span.start, region.span.end), "\(place): span")
      require(isValue(region.subject.raw), "\(place): subject")
      requireSymbols(in: region.bindings, place)
      let function = facts.functions[min(region.function.index, facts.functions.count - 1)]
      require(function.firstInstruction <= region.firstInstruction, "\(place): before its function")
      require(region.endInstruction <= function.endInstruction, "\(place): behind its function")
      switch region.kind {
      case .forEach, .forCount, .while, .then, .otherwise, .case:
        require(region.subject.isPresent, "\(place): no subject")
      default: break
      }
      if region.kind == .body { continue }
      guard region.parent.isPresent, region.parent.index < index else {
        require(false, "\(place): parent")
        continue
      }
      let parent = facts.regions[region.parent.index]
      require(parent.function == region.function, "\(place): parent in another function")
      require(parent.firstInstruction <= region.firstInstruction, "\(place): before its parent")
      require(region.endInstruction <= parent.endInstruction, "\(place): behind its parent")
    }
  }

  private mutating func checkInstructions() {
    for (index, instruction) in facts.instructions.enumerated().dropFirst() {
      let place = "instruction \(index) \(instruction.operation)"
      require(instruction.region.index < facts.regions.count, "\(place): region")
      let region = facts.regions[min(instruction.region.index, facts.regions.count - 1)]
      let range = region.firstInstruction.index..<region.endInstruction.index
      require(range.contains(index), "\(place): outside its region")
      require(isSpan(instruction.start, instruction.end), "\(place): span")
      switch instruction.operation {
      case .absent: require(false, "\(place): absent")
      case .call, .construct, .element:
        require(instruction.a != 0 && isValue(instruction.a), "\(place): callee")
        requireValues(in: instruction.b, below: facts.values.count, place)
      case .assign:
        require(instruction.a != 0 && isValue(instruction.a), "\(place): place")
        require(instruction.b != 0 && isValue(instruction.b), "\(place): value")
      case .break, .continue: checkJump(instruction, region, place)
      case .remove, .await, .throw: require(isValue(instruction.a), "\(place): operand")
      case .yield, .return: require(isValue(instruction.a), "\(place): operand")
      case .read: require(instruction.a != 0 && isValue(instruction.a), "\(place): member")
      }
    }
  }

  private mutating func checkJump(_ jump: Instruction, _ region: Region, _ place: String) {
    guard jump.a != 0 else { return }
    guard Int(jump.a) < facts.regions.count else { return require(false, "\(place): target") }
    let target = facts.regions[Int(jump.a)]
    require(target.kind.isLoop || target.kind == .case, "\(place): target \(target.kind)")
    require(target.function == region.function, "\(place): target in another function")
  }
}

// Values.
extension FactsInvariants {
  private mutating func checkValues() {
    for (index, value) in facts.values.enumerated().dropFirst() {
      let place = "value \(index) \(value.kind)"
      require(isSpan(value.start, value.end), "\(place): span")
      checkOperands(value, index, place)
    }
  }

  /// Values refer to earlier values only, so that following them ends.
  private mutating func checkOperands(_ value: Value, _ index: Int, _ place: String) {
    let isEarlier = value.a != 0 && Int(value.a) < index
    switch value.kind {
    case .absent: require(false, "\(place): absent")
    case .unknown, .null, .undefined, .this, .super, .caught: break
    case .boolean: require(value.a < 2, "\(place): truth")
    case .number: require(Int(value.a) < facts.numbers.count, "\(place): number")
    case .string, .regex, .global: require(isName(value.a), "\(place): name")
    case .template, .array, .choice: requireValues(in: value.a, below: index, place)
    case .object: checkPairs(value, index, place)
    case .symbol:
      require(value.a != 0 && Int(value.a) < facts.symbols.count, "\(place): symbol")
    case .module:
      require(value.a != 0 && Int(value.a) < facts.imports.count, "\(place): import")
    case .member: require(isEarlier && isName(value.b), "\(place): operands")
    case .index, .binary, .gathered:
      require(isEarlier && value.b != 0 && Int(value.b) < index, "\(place): operands")
    case .result:
      require(value.a != 0 && Int(value.a) < facts.instructions.count, "\(place): instruction")
    case .awaited, .element, .key, .unary, .spread: require(isEarlier, "\(place): operand")
    case .function:
      require(value.a != 0 && Int(value.a) < facts.functions.count, "\(place): function")
    case .class: require(value.a != 0 && Int(value.a) < facts.classes.count, "\(place): class")
    case .parameter: require(Int(value.a) < facts.functions.count, "\(place): function")
    case .type:
      require(isEarlier, "\(place): name")
      requireValues(in: value.b, below: index, place)
    }
  }

  private mutating func checkPairs(_ value: Value, _ index: Int, _ place: String) {
    guard isList(value.a) else { return require(false, "\(place): list") }
    let words = Array(facts.list(ListID(value.a)))
    require(words.count % 2 == 0, "\(place): a name without a value")
    for (position, word) in words.enumerated() {
      let isSound = position % 2 == 0 ? isName(word) : word != 0 && Int(word) < index
      require(isSound, "\(place): word \(position) is \(word)")
    }
  }
}

// Symbols, classes, imports and exports.
extension FactsInvariants {
  private mutating func checkDeclarations() {
    for (index, symbol) in facts.symbols.enumerated().dropFirst() {
      let place = "symbol \(index)"
      require(symbol.kind != .absent, "\(place): absent")
      let function = symbol.function.index
      require(function > 0 && function < facts.functions.count, "\(place): function")
      require(isName(symbol.name.raw), "\(place): name")
      require(isValue(symbol.value.raw) && isValue(symbol.type.raw), "\(place): value")
      require(isSpan(symbol.declaration.start, symbol.declaration.end), "\(place): span")
    }
    for (index, parameter) in facts.parameters.enumerated() {
      let place = "parameter \(index)"
      require(parameter.symbol.index < facts.symbols.count, "\(place): symbol")
      require(isName(parameter.name.raw), "\(place): name")
      require(isValue(parameter.defaultValue.raw) && isValue(parameter.type.raw), "\(place): value")
      requireValues(in: parameter.decorators.raw, below: facts.values.count, place)
    }
    for (index, fact) in facts.classes.enumerated().dropFirst() {
      let place = "class \(index)"
      require(Int(fact.firstMember + fact.memberCount) <= facts.members.count, "\(place): members")
      require(isValue(fact.superclass.raw) && isName(fact.name.raw), "\(place): superclass")
      require(fact.symbol.index < facts.symbols.count, "\(place): symbol")
      require(fact.function.index < facts.functions.count, "\(place): function")
      requireValues(in: fact.decorators.raw, below: facts.values.count, place)
    }
    for (index, member) in facts.members.enumerated() {
      let place = "member \(index)"
      require(isName(member.name.raw), "\(place): name")
      require(member.function.index < facts.functions.count, "\(place): function")
      require(isValue(member.value.raw) && isValue(member.type.raw), "\(place): value")
      requireValues(in: member.decorators.raw, below: facts.values.count, place)
    }
  }

  private mutating func checkModules() {
    for (index, fact) in facts.imports.enumerated().dropFirst() {
      require(isName(fact.specifier.raw) && isName(fact.suffix.raw), "import \(index): name")
      require(isSpan(fact.span.start, fact.span.end), "import \(index): span")
    }
    for (index, fact) in facts.exports.enumerated() {
      require(isName(fact.name.raw), "export \(index): name")
      require(fact.value.isPresent && isValue(fact.value.raw), "export \(index): value")
    }
    for remark in facts.remarks { require(isName(remark.text.raw), "remark: text") }
  }
}
