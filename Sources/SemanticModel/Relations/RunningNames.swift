// The names of members that run code when they are read: relations of stored rows, and properties of their classes.

import Facts

/// Tells which reads of members can matter, before anything is evaluated: a name is looked at only where some
/// class of the program declares it so.
struct RunningNames {
  private(set) var names: Set<Name> = []
  private let index: LibraryIndex
  private let all: Names

  init(_ index: LibraryIndex, _ all: Names) {
    self.index = index
    self.all = all
  }

  /// Adds what the classes of a file declare.
  mutating func add(_ facts: FileFacts, names own: [Name]) {
    for (position, type) in facts.classes.enumerated().dropFirst() {
      let members = facts.members(of: ClassID(position))
      let isModel = members.contains { $0.value.isPresent || $0.type.isPresent }
      for member in members {
        if isModel, member.function.isPresent,
          facts.functions[member.function.index].kind == .getter
        {
          names.insert(own[member.name.index])
        }
        guard let call = facts.call(behind: member.value),
          let word = facts.lastName(of: ValueID(call.a)),
          index.relationWords.contains(own[word.index])
        else { continue }
        names.insert(own[member.name.index])
        addReverse(call, of: type, facts, own)
      }
    }
  }

  /// The way back may be any text among the arguments; or it has the class's name in lower case.
  private mutating func addReverse(
    _ call: Instruction,
    of type: ClassFact,
    _ facts: FileFacts,
    _ own: [Name]
  ) {
    for argument in facts.valueList(ListID(call.b)) { addTexts(argument, facts, own, depth: 0) }
    let implied = facts.names.string(type.name).lowercased()
    for text in [implied, implied + "_set"] {
      if let name = all.known(text) { names.insert(name) }
    }
  }

  private mutating func addTexts(_ id: ValueID, _ facts: FileFacts, _ own: [Name], depth: Int) {
    guard depth < 3 else { return }
    let value = facts.values[id.index]
    switch value.kind {
    case .string: names.insert(own[Int(value.a)])
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 1, to: words.count, by: 2) {
        addTexts(ValueID(words[position]), facts, own, depth: depth + 1)
      }
    case .result:
      let call = facts.instructions[Int(value.a)]
      for argument in facts.valueList(ListID(call.b)) {
        addTexts(argument, facts, own, depth: depth + 1)
      }
    default: return
    }
  }
}

extension FileFacts {
  /// The call whose result a value is.
  func call(behind id: ValueID) -> Instruction? {
    let value = values[id.index]
    guard value.kind == .result else { return nil }
    let call = instructions[Int(value.a)]
    return call.operation == .call || call.operation == .construct ? call : nil
  }

  /// The last name of a path: `relationship` of `db.relationship`.
  func lastName(of id: ValueID) -> NameID? {
    let value = values[id.index]
    switch value.kind {
    case .member: return NameID(value.b)
    case .symbol: return symbols[Int(value.a)].name
    case .global: return NameID(value.a)
    default: return nil
    }
  }
}
