// What is stored on objects by assignments to their members.

import Facts

/// The members that are asked for or written to, each with a number, and what is written to them.
struct PropertyStore {
  private var questions: [MemberQuestion] = []
  /// Open addressing; 0 is free, else the number of the question plus one.
  private var slots = Array(repeating: UInt32(0), count: 1 << 12)
  /// By question: the position of its list in `lists`, or -1.
  private var listPositions: [Int32] = []
  private var lists: [[ValueRef]] = []
  /// What stands in the lists, because some grow to thousands.
  private var writes: Set<Write> = []
  /// By entity: the questions about its members that something is written to.
  private var written: [EntityID: [Int]] = [:]
  /// The entity on which a function is stored: what `this` is in it.
  private(set) var holders: [FunctionRef: EntityID] = [:]

  private struct Write: Hashable {
    let question: Int
    let value: ValueRef
  }

  var count: Int { questions.count }

  /// The number of a question, if anybody asked it.
  func number(of question: MemberQuestion) -> Int? {
    let slot = slot(of: question)
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  /// The number of a question; a new one has the number `count` had.
  mutating func number(adding question: MemberQuestion) -> Int {
    let slot = slot(of: question)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    questions.append(question)
    listPositions.append(-1)
    slots[slot] = UInt32(truncatingIfNeeded: questions.count)
    if questions.count * 2 > slots.count { grow() }
    return questions.count - 1
  }

  /// What is written to the member that a question asks for.
  func values(of number: Int) -> [ValueRef] {
    let position = listPositions[number]
    return position < 0 ? [] : lists[Int(position)]
  }

  /// The questions about members of an entity that something is written to, in the order of the first writes.
  func written(on entity: EntityID) -> [Int] { written[entity] ?? [] }

  subscript(_ entity: EntityID, _ name: Name) -> [ValueRef] {
    number(of: MemberQuestion(entity: entity, name: name)).map { values(of: $0) } ?? []
  }

  /// Adds a write; says whether it was new.
  mutating func add(_ value: ValueRef, to number: Int) -> Bool {
    guard writes.insert(Write(question: number, value: value)).inserted else { return false }
    let position = Int(listPositions[number])
    guard position >= 0 else {
      listPositions[number] = Int32(truncatingIfNeeded: lists.count)
      lists.append([value])
      written[questions[number].entity, default: []].append(number)
      return true
    }
    lists[position].append(value)
    return true
  }

  /// Remembers where a function is stored first; says whether it was new.
  mutating func hold(_ function: FunctionRef, by entity: EntityID) -> Bool {
    guard holders[function] == nil else { return false }
    holders[function] = entity
    return true
  }

  private func slot(of question: MemberQuestion) -> Int {
    let mask = slots.count - 1
    var slot = question.slotHash & mask
    while slots[slot] != 0 {
      let known = questions[Int(slots[slot]) - 1]
      if known.entity.raw == question.entity.raw, known.name.raw == question.name.raw { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for (number, question) in questions.enumerated() {
      slots[slot(of: question)] = UInt32(truncatingIfNeeded: number) + 1
    }
  }
}

/// A name asked of an entity.
struct MemberQuestion: Hashable, Sendable {
  let entity: EntityID
  let name: Name

  /// Where to look for the question in a table: Fibonacci hashing.
  fileprivate var slotHash: Int {
    let mixed = UInt64(entity.raw) << 32 | UInt64(name.raw)
    return Int(truncatingIfNeeded: (mixed &* 0x9e37_79b9_7f4a_7c15) >> 34)
  }
}

extension Evaluator {
  /// Reads one assignment to a member into the store.
  mutating func store(_ write: InstructionID, in unit: Int) {
    let instruction = units[unit].facts.instructions[write.index]
    let place = units[unit].facts.values[Int(instruction.a)]
    let name = place.kind == .member ? units[unit].name(NameID(place.b)) : .any
    let key = place.kind == .index ? units[unit].facts.values[Int(place.b)] : nil
    let value = ValueRef(unit: unit, id: ValueID(instruction.b))
    for entity in members(of: evaluate(ValueID(place.a), in: unit))
    where canHold(entities[entity]) {
      store(value, under: name, on: entity)
      if let key, key.kind == .string {
        store(value, under: units[unit].name(NameID(key.a)), on: entity)
      }
      holdFunction(value, by: entity)
    }
  }

  /// Reads into the store what an entity holds under a name.
  mutating func store(_ value: ValueRef, under name: Name, on entity: EntityID) {
    let entity = holder(entity)
    let number = number(of: name, on: entity)
    guard properties.add(value, to: number) else { return }
    cells.change(numbers.question(number))
    // Who asked for any member of the object has one more to look at.
    let any = MemberQuestion(entity: entity, name: .any)
    if let asked = properties.number(of: any), asked != number {
      cells.change(numbers.question(asked))
    }
  }

  private mutating func holdFunction(_ value: ValueRef, by entity: EntityID) {
    let shape = units[value.unitIndex].facts.values[value.id.index]
    guard shape.kind == .function else { return }
    let function = FunctionRef(unit: value.unitIndex, id: FunctionID(shape.a))
    if properties.hold(function, by: entity) {
      cells.change(numbers.holder(Int(units.number(function))))
    }
  }

  /// The number of a question about a member, which has a cell.
  mutating func number(of name: Name, on entity: EntityID) -> Int {
    let known = properties.count
    let question = MemberQuestion(entity: holder(entity), name: name)
    let number = properties.number(adding: question)
    if number == known { cells.append() }
    return number
  }

  /// Where something is stored: on the one object that all values of some types are.
  private mutating func holder(_ id: EntityID) -> EntityID {
    guard case .library(let type, .some) = entities[id], index.isShared(type) else { return id }
    return entities.id(.library(type, origin: nil))
  }

  private func canHold(_ entity: Entity) -> Bool {
    switch entity {
    case .collection, .foreign, .package, .array: false
    default: true
    }
  }
}
