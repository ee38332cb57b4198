// What the options of a call say, followed through names and files.

import Facts

/// What is known of one option of a call.
package enum OptionValue: Sendable, Hashable {
  case number(Double)
  case text(String)
  case flag(Bool)
  /// It is set, by something that the code does not spell out; with the environment variables
  /// that it reads and the number that stands in when they are not set.
  case computed(variables: [String], fallback: Double?)
}

extension CallSite {
  /// The first of some options, as paths (`pool.max`), that an object among the arguments sets.
  ///
  /// Objects that functions among the arguments return count too (`useFactory: () => ({ … })`).
  package func option(_ names: [String]) -> OptionValue? {
    for object in optionObjects {
      for name in names {
        if let value = program.member(name, of: object, depth: 0) {
          return program.optionValue(of: value)
        }
      }
    }
    return nil
  }

  /// Whether all that the call is given could be read: nothing of it is an object made out of sight.
  package var hasReadableOptions: Bool {
    instructionArguments.allSatisfy { argument in
      let traced = program.traced(argument)
      switch program.value(traced).kind {
      case .object:
        return program.entries(of: traced).allSatisfy { !$0.name.isEmpty }
      case .string, .template, .number, .boolean, .null, .undefined, .function, .binary: return true
      default: return program.isAddress(traced)
      }
    }
  }

  private var instructionArguments: [ValueRef] {
    unit.facts.valueList(ListID(instruction.b)).map {
      ValueRef(unit: resolved.place.unitIndex, id: $0)
    }
  }

  /// The object literals among the arguments, and those that functions in them return.
  var optionObjects: [ValueRef] {
    var found: [ValueRef] = []
    for argument in instructionArguments {
      collectObjects(program.traced(argument), depth: 0, into: &found)
    }
    return found
  }

  private func collectObjects(_ value: ValueRef, depth: Int, into found: inout [ValueRef]) {
    guard depth < 4, found.count < 64 else { return }
    switch program.value(value).kind {
    case .object:
      found.append(value)
      for entry in program.entries(of: value) {
        let inner = program.traced(entry.value)
        if program.value(inner).kind == .function {
          collectObjects(inner, depth: depth + 1, into: &found)
        }
      }
    case .function:
      for returned in program.returned(by: value) {
        collectObjects(program.traced(returned), depth: depth + 1, into: &found)
      }
    case .array:
      for item in program.units[value.unitIndex].valueList(ListID(program.value(value).a)) {
        let inner = program.traced(ValueRef(unit: value.unitIndex, id: item))
        collectObjects(inner, depth: depth + 1, into: &found)
      }
    default: break
    }
  }
}

extension Program {
  func value(_ place: ValueRef) -> Value { units[place.unitIndex].facts.values[place.id.index] }

  /// The named entries of an object literal; spread and computed ones have an empty name.
  func entries(of object: ValueRef) -> [(name: String, value: ValueRef)] {
    let unit = units[object.unitIndex]
    let made = unit.facts.values[object.id.index]
    guard made.kind == .object else { return [] }
    let words = unit.list(ListID(made.a))
    var result: [(name: String, value: ValueRef)] = []
    result.reserveCapacity(words.count / 2)
    for pair in stride(from: words.startIndex, to: words.endIndex - 1, by: 2) {
      let name = NameID(words[pair])
      result.append(
        (
          name == .any ? "" : unit.facts.names.string(name),
          ValueRef(unit: object.unitIndex, id: ValueID(words[pair + 1]))
        )
      )
    }
    return result
  }

  /// The last entry of an object literal that goes by a name.
  func entry(named name: String, of object: ValueRef) -> ValueRef? {
    let unit = units[object.unitIndex]
    let made = unit.facts.values[object.id.index]
    guard made.kind == .object else { return nil }
    let words = unit.list(ListID(made.a))
    var pair = words.startIndex + words.count / 2 * 2
    while pair > words.startIndex {
      pair -= 2
      guard unit.facts.names.isText(name, NameID(words[pair])) else { continue }
      return ValueRef(unit: object.unitIndex, id: ValueID(words[pair + 1]))
    }
    return nil
  }

  /// What a function returns.
  func returned(by function: ValueRef) -> [ValueRef] {
    let unit = units[function.unitIndex]
    let fact = unit.facts.functions[Int(value(function).a)]
    let range =
      fact.firstInstruction.index..<max(fact.firstInstruction.index, fact.endInstruction.index)
    return range.compactMap { index in
      let instruction = unit.facts.instructions[index]
      guard instruction.operation == .return, instruction.a != 0 else { return nil }
      return ValueRef(unit: function.unitIndex, id: ValueID(instruction.a))
    }
  }

  /// A member of an object literal by its path, spread objects included.
  func member(_ path: String, of object: ValueRef, depth: Int) -> ValueRef? {
    guard depth < 8 else { return nil }
    guard !path.isEmpty, value(object).kind == .object else { return nil }
    // Most paths are one name, and cutting a text costs more than all the rest.
    let isOne = !path.utf8.contains(UInt8(ascii: "."))
    let parts = isOne ? [path[...]] : path.split(separator: ".", maxSplits: 1)
    guard let head = parts.first.map(String.init) else { return nil }
    for entry in entries(of: object).reversed() {
      if entry.name == head {
        guard parts.count > 1 else { return entry.value }
        return member(String(parts[1]), of: traced(entry.value), depth: depth + 1)
      }
      guard entry.name.isEmpty else { continue }
      var inner = entry.value
      if value(inner).kind == .spread {
        inner = ValueRef(unit: inner.unitIndex, id: ValueID(value(inner).a))
      }
      if let found = member(path, of: traced(inner), depth: depth + 1) { return found }
    }
    return nil
  }

  /// Follows names, members of literals and exports of other files to what they stand for.
  func traced(_ place: ValueRef, depth: Int = 0) -> ValueRef {
    guard depth < 12, place.id.isPresent else { return place }
    let unit = units[place.unitIndex]
    let value = value(place)
    switch value.kind {
    case .awaited:
      return traced(ValueRef(unit: place.unitIndex, id: ValueID(value.a)), depth: depth + 1)
    case .symbol:
      let symbol = unit.facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return place }
      return traced(ValueRef(unit: place.unitIndex, id: symbol.value), depth: depth + 1)
    case .member:
      let owner = ValueRef(unit: place.unitIndex, id: ValueID(value.a))
      let name = NameID(value.b)
      // A module that exports something as a whole is still asked by name first.
      if let module = module(behind: owner), let found = export(name, of: unit, from: module) {
        return traced(found, depth: depth + 1)
      }
      let base = traced(owner, depth: depth + 1)
      let kind = self.value(base).kind
      if kind == .module, let found = export(name, of: unit, from: base) {
        return traced(found, depth: depth + 1)
      }
      if kind == .object, let found = member(unit.facts.names.string(name), of: base, depth: depth)
      {
        return traced(found, depth: depth + 1)
      }
      return place
    case .module:
      guard let found = export(from: place) else { return place }
      return traced(found, depth: depth + 1)
    default: return place
    }
  }

  /// The imported module that a value is, itself or by a name.
  private func module(behind place: ValueRef) -> ValueRef? {
    var place = place
    for _ in 0..<2 {
      let value = value(place)
      if value.kind == .module { return place }
      guard value.kind == .symbol else { return nil }
      let symbol = units[place.unitIndex].facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      place = ValueRef(unit: place.unitIndex, id: symbol.value)
    }
    return nil
  }

  /// What a file of the project exports under a name of another file.
  func export(_ id: NameID, of unit: Unit, from module: ValueRef) -> ValueRef? {
    guard let number = file(behind: module) else { return nil }
    let target = units[number]
    let name = unit.name(id)
    for export in target.facts.exports where target.name(export.name) == name {
      return ValueRef(unit: number, id: export.value)
    }
    guard let whole = target.facts.exports.last(where: { $0.name == .whole }) else { return nil }
    return member(
      unit.facts.names.string(id),
      of: traced(ValueRef(unit: number, id: whole.value)),
      depth: 1
    )
  }

  /// What a file of the project exports as a whole.
  private func export(from module: ValueRef) -> ValueRef? {
    guard let number = file(behind: module) else { return nil }
    return units[number].facts.exports.last { $0.name == .whole || $0.name == .default }
      .map { ValueRef(unit: number, id: $0.value) }
  }

  /// The one file that an imported module is.
  private func file(behind module: ValueRef) -> Int? {
    guard
      case .units(let targets) = units[module.unitIndex].targets[Int(value(module).a)],
      targets.count == 1
    else { return nil }
    return targets.first
  }

  /// Whether a value that is not spelled out stands for an address: `process.env.DB`, `config.url`.
  func isAddress(_ place: ValueRef) -> Bool {
    let unit = units[place.unitIndex]
    let value = value(place)
    var name = ""
    switch value.kind {
    case .member: name = unit.facts.names.string(NameID(value.b))
    case .symbol: name = unit.facts.names.string(unit.facts.symbols[Int(value.a)].name)
    default: break
    }
    let lower = name.lowercased()
    if ["url", "uri", "dsn", "string"].contains(where: { lower.hasSuffix($0) }) { return true }
    guard case .computed(let variables, _) = optionValue(of: place) else { return true }
    return !variables.isEmpty
  }

  func optionValue(of place: ValueRef) -> OptionValue {
    let traced = traced(place)
    let value = value(traced)
    let unit = units[traced.unitIndex]
    switch value.kind {
    case .number: return .number(unit.facts.numbers[Int(value.a)])
    case .string: return .text(unit.facts.names.string(NameID(value.a)))
    case .boolean: return .flag(value.a == 1)
    default:
      if let number = constant(traced, depth: 0) { return .number(number) }
      var found = SettingSearch()
      search(traced, depth: 0, into: &found)
      return .computed(variables: found.variables, fallback: found.numbers.last)
    }
  }

  /// The number that arithmetic on literals makes: `60 * 60 * 24`.
  private func constant(_ place: ValueRef, depth: Int) -> Double? {
    let value = value(place)
    switch value.kind {
    case .number: return units[place.unitIndex].facts.numbers[Int(value.a)]
    case .binary:
      guard depth < 12,
        let left = constant(
          traced(ValueRef(unit: place.unitIndex, id: ValueID(value.a))),
          depth: depth + 1
        ),
        let right = constant(
          traced(ValueRef(unit: place.unitIndex, id: ValueID(value.b))),
          depth: depth + 1
        )
      else { return nil }
      switch Operator(rawValue: value.detail) {
      case .multiply: return left * right
      case .add: return left + right
      case .subtract: return left - right
      case .divide: return right == 0 ? nil : left / right
      default: return nil
      }
    default: return nil
    }
  }

  private struct SettingSearch {
    var variables: [String] = []
    var numbers: [Double] = []
    var steps = 0
  }

  /// Collects `process.env.NAME`, names given to a reader of settings, and literal numbers.
  private func search(_ place: ValueRef, depth: Int, into found: inout SettingSearch) {
    found.steps += 1
    guard depth < 10, found.steps < 200, place.id.isPresent else { return }
    let unit = units[place.unitIndex]
    let value = value(place)
    func go(_ id: UInt32) {
      let inner = traced(ValueRef(unit: place.unitIndex, id: ValueID(id)))
      search(inner, depth: depth + 1, into: &found)
    }
    switch value.kind {
    case .number: found.numbers.append(unit.facts.numbers[Int(value.a)])
    case .string:
      let text = unit.facts.names.string(NameID(value.a))
      if text.isVariableName { found.variables.append(text) }
      if let number = Double(text) { found.numbers.append(number) }
    case .member:
      let name = unit.facts.names.string(NameID(value.b))
      if name.isVariableName { found.variables.append(name) } else { go(value.a) }
    case .choice: for id in unit.list(ListID(value.a)) { go(id) }
    case .binary:
      go(value.a)
      go(value.b)
    case .unary, .awaited: go(value.a)
    case .result:
      let call = unit.facts.instructions[Int(value.a)]
      for id in unit.list(ListID(call.b)) { go(id) }
    case .index: go(value.b)
    default: break
    }
  }
}

extension String {
  /// Whether it is written like an environment variable: `DB_POOL_SIZE`.
  fileprivate var isVariableName: Bool {
    utf8.count > 2 && utf8.count <= 80
      && utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "_") }
      && utf8.contains { 0x41...0x5A ~= $0 }
  }
}

extension CallSite {
  /// What an argument says, by its position; nil where there is none.
  package func argumentValue(at position: Int) -> OptionValue? {
    let arguments = instructionArguments
    return position < arguments.count ? program.optionValue(of: arguments[position]) : nil
  }
}

/// A named entry of an object literal.
package struct Setting: Sendable {
  package let name: String
  package let value: OptionValue
  package let place: SourcePlace
}
