// The names that validators give a maximum.

import Facts

/// Looks for validators that give names a maximum.
struct CappedNames {
  private(set) var names: Set<String> = []

  private static let methods: Set<String> = [
    "max", "lte", "lt", "less", "between", "maximum", "clamp",
  ]

  /// The keys of objects that bound a number, in a schema and in the options of a validator.
  private static let schemaKeys: Set<String> = ["maximum", "max"]
  private static let optionKeys: Set<String> = ["max", "lt", "lte"]

  /// A file without any of them caps nothing.
  static let words = WordList(methods.union(FieldBounds.keys).union(["Max", "IsIn"]))

  init(in facts: FileFacts) {
    for value in facts.values where value.kind == .object {
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2)
      where NameID(words[position]) != .any {
        if Self.hasMaximum(ValueID(words[position + 1]), facts, 0) {
          names.insert(facts.names.string(NameID(words[position])))
        }
      }
    }
    for member in facts.members {
      let isCapped = facts.valueList(member.decorators).contains { decorator in
        let value = facts.values[decorator.index]
        guard value.kind == .result else { return false }
        let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
        return ["Max", "IsIn"].contains(Self.name(of: callee, facts))
      }
      let isBounded =
        facts.language == .python && !member.function.isPresent
        && FieldBounds(facts).hasMaximum(member)
      if isCapped || isBounded { names.insert(facts.names.string(member.name)) }
    }
    // `query("limit").isInt({ min: 1, max: 100 })`
    for step in facts.instructions where step.operation == .call {
      let given = facts.list(ListID(step.b))
      guard given.contains(where: { Self.holds(Self.optionKeys, ValueID($0), facts) }) else {
        continue
      }
      names.formUnion(Self.texts(below: ValueID(step.a), facts))
    }
  }

  private static func hasMaximum(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 16 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .object: return holds(schemaKeys, id, facts)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      if methods.contains(name(of: callee, facts)), !facts.list(ListID(step.b)).isEmpty {
        return true
      }
      if facts.valueList(ListID(step.b)).contains(where: { hasMaximum($0, facts, depth + 1) }) {
        return true
      }
      return callee.kind == .member && hasMaximum(ValueID(callee.a), facts, depth + 1)
    default: return false
    }
  }

  private static func holds(_ keys: Set<String>, _ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .object else { return false }
    let words = facts.list(ListID(value.a))
    return stride(from: words.startIndex, to: words.endIndex - 1, by: 2).contains { position in
      NameID(words[position]) != .any && keys.contains(facts.names.string(NameID(words[position])))
    }
  }

  private static func texts(below id: ValueID, _ facts: FileFacts) -> Set<String> {
    var result: Set<String> = []
    var next = facts.values[id.index]
    for _ in 0..<16 {
      switch next.kind {
      case .member: next = facts.values[Int(next.a)]
      case .result:
        let step = facts.instructions[Int(next.a)]
        for argument in facts.valueList(ListID(step.b)) {
          let value = facts.values[argument.index]
          if value.kind == .string { result.insert(facts.names.string(NameID(value.a))) }
        }
        next = facts.values[Int(step.a)]
      default: return result
      }
    }
    return result
  }

  private static func name(of callee: Value, _ facts: FileFacts) -> String {
    switch callee.kind {
    case .symbol: facts.names.string(facts.symbols[Int(callee.a)].name)
    case .member: facts.names.string(NameID(callee.b))
    case .global: facts.names.string(NameID(callee.a))
    default: ""
    }
  }
}
