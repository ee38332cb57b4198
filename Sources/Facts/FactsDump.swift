// The facts of a file as text, for tests and for whoever wonders what the lowering made of a file.

/// Prints facts: what is imported and exported, then each function with its symbols and steps.
///
/// Steps are numbered within their function (`%1`) and indented by region. Values read as in source, with a
/// few marks: `@name` is a global, `<"pg">` a module, `$0` a parameter, `%1` the result of a step,
/// `each(xs)` an element and `keyof(xs)` a key of a collection. What belongs to another function has that
/// function's number behind it (`%1@2`).
package struct FactsDump {
  private let facts: FileFacts
  private var text = ""
  /// The function that is being printed.
  private var current = FileFacts.module

  /// Values are printed no deeper than this.
  private static let deepest = 12
  private static let longestList = 24

  /// By instruction: how many of those up to it are no reads, which are not shown: they would hide the rest.
  private let counts: [Int]

  private init(_ facts: FileFacts) {
    self.facts = facts
    var counts: [Int] = []
    for instruction in facts.instructions {
      let isHidden = instruction.operation == .read && !instruction.flags.contains(.callsFound)
      counts.append((counts.last ?? 0) + (isHidden ? 0 : 1))
    }
    self.counts = counts
  }

  /// The number of a step within its function.
  private func number(_ index: Int, since first: InstructionID) -> Int {
    counts[index] - (first.index == 0 ? 0 : counts[first.index - 1])
  }

  /// The whole dump, one fact a line.
  package static func text(of facts: FileFacts) -> String {
    var dump = FactsDump(facts)
    dump.printFile()
    return dump.text
  }

  /// One value, as seen from a function.
  package static func text(
    of value: ValueID,
    in facts: FileFacts,
    from function: FunctionID = FileFacts.module
  ) -> String {
    var dump = FactsDump(facts)
    dump.current = function
    return dump.text(value)
  }

  private mutating func line(_ indent: Int, _ content: String) {
    text += String(repeating: "  ", count: indent) + content + "\n"
  }

  private func name(_ id: NameID) -> String { id == .any ? "*" : facts.names.string(id) }
}

// The file.
extension FactsDump {
  private mutating func printFile() {
    for diagnostic in facts.diagnostics {
      line(0, "diagnostic \(diagnostic.offset): \(diagnostic.message)")
    }
    for remark in facts.remarks { line(0, "remark \(name(remark.text))") }
    for (index, fact) in facts.imports.enumerated().dropFirst() {
      let suffix = fact.isPattern ? " … \"\(name(fact.suffix))\"" : ""
      line(0, "import \(index) \(fact.kind) \"\(name(fact.specifier))\"\(suffix)")
    }
    for fact in facts.exports {
      line(0, "export \(exportName(fact.name)) = \(text(fact.value))")
    }
    for index in facts.functions.indices.dropFirst() { printFunction(FunctionID(index)) }
    for index in facts.classes.indices.dropFirst() { printClass(ClassID(index)) }
  }

  private func exportName(_ id: NameID) -> String {
    id == .whole ? "=" : name(id)
  }

  private mutating func printFunction(_ id: FunctionID) {
    current = id
    let function = facts.functions[id.index]
    var words = ["fn \(id.raw) \(function.kind)"]
    if function.name.isPresent { words.append(name(function.name)) }
    words += flagNames(function.flags)
    if function.parent.isPresent { words.append("in \(function.parent.raw)") }
    if function.owner.isPresent { words.append("of class \(function.owner.raw)") }
    if function.ownerObject.isPresent { words.append("of object") }
    if !facts.list(function.decorators).isEmpty {
      words.append("decorators \(texts(function.decorators))")
    }
    line(0, words.joined(separator: " "))
    for parameter in facts.parameters(of: id) { printParameter(parameter) }
    for symbol in facts.symbols.dropFirst() where symbol.function == id { printSymbol(symbol) }
    printSteps(of: function)
  }

  private func flagNames(_ flags: Function.Flags) -> [String] {
    let all: [(Function.Flags, String)] = [
      (.async, "async"), (.generator, "generator"), (.static, "static"), (.invoked, "invoked"),
    ]
    return all.filter { flags.contains($0.0) }.map { $0.1 }
  }

  private mutating func printParameter(_ parameter: Parameter) {
    var words = ["takes", parameter.name.isPresent ? name(parameter.name) : "_"]
    if parameter.isRest { words.append("rest") }
    if parameter.isProperty { words.append("property") }
    if parameter.type.isPresent { words.append(": \(text(parameter.type))") }
    if parameter.defaultValue.isPresent { words.append("= \(text(parameter.defaultValue))") }
    if !facts.list(parameter.decorators).isEmpty {
      words.append("decorators \(texts(parameter.decorators))")
    }
    line(1, words.joined(separator: " "))
  }

  private mutating func printSymbol(_ symbol: Symbol) {
    var words = ["\(symbol.kind)", name(symbol.name)]
    if symbol.type.isPresent { words.append(": \(text(symbol.type))") }
    if symbol.value.isPresent { words.append("= \(text(symbol.value))") }
    if symbol.flags.contains(.reassigned) { words.append("[reassigned]") }
    if symbol.flags.contains(.captured) { words.append("[captured]") }
    line(1, words.joined(separator: " "))
  }

  private mutating func printClass(_ id: ClassID) {
    let fact = facts.classes[id.index]
    current = fact.function
    var words = ["class \(id.raw) \(name(fact.name))"]
    if fact.superclass.isPresent { words.append("extends \(text(fact.superclass))") }
    if !facts.list(fact.interfaces).isEmpty {
      words.append("implements \(texts(fact.interfaces))")
    }
    if fact.keywords.isPresent { words.append("with \(text(fact.keywords))") }
    if !facts.list(fact.decorators).isEmpty {
      words.append("decorators \(texts(fact.decorators))")
    }
    line(0, words.joined(separator: " "))
    for member in facts.members(of: id) {
      var words = [member.isStatic ? "static \(name(member.name))" : name(member.name)]
      if member.type.isPresent { words.append(": \(text(member.type))") }
      if member.function.isPresent { words.append("= fn \(member.function.raw)") }
      if member.value.isPresent { words.append("= \(text(member.value))") }
      if !facts.list(member.decorators).isEmpty {
        words.append("decorators \(texts(member.decorators))")
      }
      line(1, words.joined(separator: " "))
    }
  }
}

// Steps.
extension FactsDump {
  private mutating func printSteps(of function: Function) {
    var region = function.body
    var depth = 1
    for index in function.firstInstruction.index..<function.endInstruction.index {
      let instruction = facts.instructions[index]
      guard instruction.operation != .read || instruction.flags.contains(.callsFound) else {
        continue
      }
      if instruction.region != region {
        depth = printRegions(from: region, to: instruction.region)
        region = instruction.region
      }
      let number = number(index, since: function.firstInstruction)
      line(depth, "%\(number) \(step(instruction))")
    }
  }

  /// Prints the heads of the regions that are entered, and returns the depth of what stands in the last.
  private mutating func printRegions(from old: RegionID, to new: RegionID) -> Int {
    let known = path(to: old)
    let wanted = path(to: new)
    var depth = 0
    while depth < min(known.count, wanted.count), known[depth] == wanted[depth] { depth += 1 }
    while depth < wanted.count {
      line(depth, head(of: facts.regions[wanted[depth].index]))
      depth += 1
    }
    return max(wanted.count, 1)
  }

  private func path(to region: RegionID) -> [RegionID] {
    var path: [RegionID] = []
    var region = region
    while region.isPresent {
      path.append(region)
      region = facts.regions[region.index].parent
    }
    return path.reversed()
  }

  private func head(of region: Region) -> String {
    var words = ["\(region.kind)"]
    let names: [(Region.Flags, String)] = [
      (.async, "async"), (.keys, "keys"), (.endless, "endless"), (.atLeastOnce, "atLeastOnce"),
    ]
    words += names.filter { region.flags.contains($0.0) }.map { $0.1 }
    let bindings = facts.list(region.bindings).map { name(facts.symbols[Int($0)].name) }
    if !bindings.isEmpty { words.append("(\(bindings.joined(separator: ", ")))") }
    if region.subject.isPresent { words.append(text(region.subject)) }
    if region.group != 0 { words.append("group \(region.group)") }
    return words.joined(separator: " ") + ":"
  }

  private func step(_ instruction: Instruction) -> String {
    let a = ValueID(instruction.a)
    let b = ValueID(instruction.b)
    let marks = flagNames(instruction.flags)
    let content =
      switch instruction.operation {
      case .call, .construct, .element:
        "\(instruction.operation) \(text(a))(\(listText(ListID(instruction.b))))"
      case .assign:
        instruction.flags.contains(.compound)
          ? "\(text(a)) \(symbol(UInt16(instruction.detail)))= \(text(b))"
          : "\(text(a)) = \(text(b))"
      case .break, .continue: "\(instruction.operation) \(target(RegionID(instruction.a)))"
      default: "\(instruction.operation)" + (a.isPresent ? " \(text(a))" : "")
      }
    return marks.isEmpty ? content : content + " [" + marks.joined(separator: " ") + "]"
  }

  private func target(_ region: RegionID) -> String {
    region.isPresent ? "\(facts.regions[region.index].kind)" : "block"
  }

  private func flagNames(_ flags: Instruction.Flags) -> [String] {
    let all: [(Instruction.Flags, String)] = [
      (.awaited, "awaited"), (.discarded, "discarded"), (.optional, "optional"),
      (.declares, "declares"), (.decorator, "decorator"), (.delegates, "delegates"),
      (.returned, "returned"), (.template, "template"),
    ]
    return all.filter { flags.contains($0.0) }.map { $0.1 }
  }
}

// Values.
extension FactsDump {
  private func texts(_ list: ListID) -> String { "[\(listText(list))]" }

  private func listText(_ list: ListID, _ depth: Int = 0) -> String {
    let words = facts.list(list)
    let shown = words.prefix(Self.longestList).map { text(ValueID($0), depth + 1) }
    return (shown + (shown.count < words.count ? ["…"] : [])).joined(separator: ", ")
  }

  private func elsewhere(_ function: FunctionID) -> String {
    function == current ? "" : "@\(function.raw)"
  }

  private func text(_ id: ValueID, _ depth: Int = 0) -> String {
    guard id.isPresent else { return "_" }
    if depth > Self.deepest { return "…" }
    let value = facts.values[id.index]
    let a = ValueID(value.a)
    let b = ValueID(value.b)
    switch value.kind {
    case .symbol: return name(facts.symbols[Int(value.a)].name)
    case .global: return "@" + name(NameID(value.a))
    case .module:
      let fact = facts.imports[Int(value.a)]
      return "<\"\(name(fact.specifier))\"\(fact.isPattern ? "…" : "")>"
    case .member:
      return text(a, depth + 1) + (value.flags.contains(.optional) ? "?." : ".")
        + name(NameID(value.b))
    case .index: return "\(text(a, depth + 1))[\(text(b, depth + 1))]"
    case .result: return result(InstructionID(value.a))
    case .awaited: return "await \(text(a, depth + 1))"
    case .function: return "fn \(value.a)"
    case .class: return "class \(value.a)"
    case .parameter:
      return (value.flags.contains(.rest) ? "..." : "") + "$\(value.detail)"
        + elsewhere(FunctionID(value.a))
    case .element: return "each(\(text(a, depth + 1)))"
    case .key: return "keyof(\(text(a, depth + 1)))"
    case .choice, .binary, .unary: return operation(value, depth)
    case .gathered: return "gathered(\(text(a, depth + 1)) of \(text(b, depth + 1)))"
    case .spread: return "...\(text(a, depth + 1))"
    case .type:
      let arguments = facts.list(ListID(value.b))
      return text(a, depth + 1) + (arguments.isEmpty ? "" : "<\(listText(ListID(value.b), depth))>")
    default: return literal(value, depth)
    }
  }

  private func literal(_ value: Value, _ depth: Int) -> String {
    switch value.kind {
    case .boolean: value.a == 1 ? "true" : "false"
    case .number: "\(facts.numbers[Int(value.a)])".droppingPointZero
    case .string: name(of: value).debugDescription
    case .regex: "/\(name(of: value))/"
    case .template: "`\(listText(ListID(value.a), depth))`"
    case .object: "{\(pairs(ListID(value.a), depth))}"
    case .array: "[\(listText(ListID(value.a), depth))]"
    default: "\(value.kind)"
    }
  }

  private func name(of value: Value) -> String { facts.names.string(NameID(value.a)) }

  private func result(_ id: InstructionID) -> String {
    let region = facts.instructions[id.index].region
    let function = facts.regions[region.index].function
    let first = facts.functions[function.index].firstInstruction
    return "%\(number(id.index, since: first))\(elsewhere(function))"
  }

  private func pairs(_ list: ListID, _ depth: Int) -> String {
    let words = Array(facts.list(list))
    var parts: [String] = []
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      let value = text(ValueID(words[index + 1]), depth + 1)
      let isSpread = facts.values[Int(words[index + 1])].kind == .spread
      parts.append(isSpread ? value : "\(name(NameID(words[index]))): \(value)")
    }
    return parts.joined(separator: ", ")
  }

  private func operation(_ value: Value, _ depth: Int) -> String {
    let sign = symbol(value.detail)
    switch value.kind {
    case .choice:
      let parts = facts.list(ListID(value.a)).prefix(Self.longestList)
      return "(" + parts.map { text(ValueID($0), depth + 1) }.joined(separator: " \(sign) ") + ")"
    case .binary:
      return "(\(text(ValueID(value.a), depth + 1)) \(sign) \(text(ValueID(value.b), depth + 1)))"
    default: return "\(sign)(\(text(ValueID(value.a), depth + 1)))"
    }
  }

  private func symbol(_ detail: UInt16) -> String {
    switch Operator(rawValue: detail) ?? .none {
    case .none: ""
    case .add: "+"
    case .subtract, .negate: "-"
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .power: "**"
    case .bits: "bits"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .equal: "=="
    case .notEqual: "!="
    case .contains: "in"
    case .isInstance: "instanceof"
    case .and: "&&"
    case .or: "||"
    case .nullish: "??"
    case .conditional: ":"
    case .not: "!"
    case .typeOf: "typeof"
    case .void: "void"
    case .delete: "delete"
    }
  }
}

extension String {
  fileprivate var droppingPointZero: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
