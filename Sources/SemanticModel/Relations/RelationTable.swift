// How the rows of the program's models refer to each other.

import Facts

/// A member of a class whose value is rows of another: `customer = relationship("Customer")`.
struct Relation: Sendable {
  let name: Name
  let owner: ClassRef
  /// The class at the other end; absent where a library has it.
  let target: ClassRef?
  let isMany: Bool
  let access: Access
  /// What reading it asks of the database; absent where the rows come with those that refer to them.
  let load: MemberID?
  /// The call that declares it.
  let declaration: ValueRef
  /// The class itself holds the key of the one row, which the library loads once.
  var isHeldByKey = false
  /// Removing a row of the class loads the rows at the other end, and removes each.
  var handsOnRemoval = false
  /// The relation that leads back.
  var inverse: Int32?

  enum Access: Sendable, Hashable {
    case rows
    /// Many rows must be asked for yet, at a value of this type.
    case manager(TypeID)
    /// A query of its own.
    case query(TypeID)
  }
}

/// All relations, by the classes that have them.
struct RelationTable: Sendable {
  private(set) var all: [Relation] = []
  private var byMember: [Member: Int32] = [:]
  private(set) var byDeclaration: [ValueRef: Int32] = [:]
  private var names: Set<Name> = []

  private struct Member: Hashable {
    let owner: ClassRef
    let name: Name
  }

  var isEmpty: Bool { all.isEmpty }

  subscript(_ number: Int32) -> Relation { all[Int(number)] }

  func has(_ name: Name) -> Bool { names.contains(name) }

  func own(_ name: Name, of owner: ClassRef) -> Int32? {
    byMember[Member(owner: owner, name: name)]
  }

  /// Adds a relation unless its class has one of that name; gives its number.
  mutating func add(_ relation: Relation) -> Int32? {
    let key = Member(owner: relation.owner, name: relation.name)
    guard byMember[key] == nil else { return nil }
    let number = Int32(truncatingIfNeeded: all.count)
    all.append(relation)
    byMember[key] = number
    names.insert(relation.name)
    if byDeclaration[relation.declaration] == nil { byDeclaration[relation.declaration] = number }
    return number
  }

  mutating func hold(_ one: Int32) { all[Int(one)].isHeldByKey = true }

  mutating func pair(_ one: Int32, _ other: Int32) {
    all[Int(one)].inverse = other
    all[Int(other)].inverse = one
  }
}

extension Evaluator {
  /// The relation of a class by its name, those of the classes above it too.
  mutating func relation(_ name: Name, of owner: ClassRef, depth: Int = 0) -> Int32? {
    guard relations.has(name), depth < 8 else { return nil }
    if let own = relations.own(name, of: owner) { return own }
    let superclass = units[owner.unitIndex].facts.classes[owner.id.index].superclass
    for id in members(of: evaluate(superclass, in: owner.unitIndex)) {
      guard case .classObject(let parent) = entities[id], parent != owner else { continue }
      if let found = relation(name, of: parent, depth: depth + 1) { return found }
    }
    return nil
  }

  /// What a member that is a relation gives; nil for all else.
  mutating func related(_ name: Name, of entity: Entity) -> EntitySetID? {
    guard relations.has(name) else { return nil }
    switch entity {
    case .instance(let type):
      return relation(name, of: type).map { rows(behind: $0, of: nil) }
    case .stored(let row):
      let row = entities[row]
      return relation(name, of: row.model).map { rows(behind: $0, of: row) }
    default: return nil
    }
  }

  /// How many relations are followed from the row of a query.
  private static let longestPath = 3

  /// The rows at the other end of a relation, of a row or of an instance that came from anywhere.
  private mutating func rows(behind number: Int32, of row: StoredRow?) -> EntitySetID {
    let relation = relations[number]
    if case .query(let type) = relation.access {
      return entities.set(.library(type, origin: relation.declaration))
    }
    guard let target = relation.target else { return .empty }
    let found: Entity
    if let row, leadsBack(number, from: row) {
      var parent = row
      parent.model = target
      found = parent.path.popLast() == nil ? .instance(target) : .stored(entities.id(parent))
    } else if let row, row.path.count < Self.longestPath {
      var next = row
      next.model = target
      next.path.append(number)
      found = entity(of: next, behind: relation)
    } else if relation.isMany, row == nil {
      let next = StoredRow(
        model: target,
        query: relation.declaration,
        isOneOfMany: true
      )
      found = entity(of: next, behind: relation)
    } else {
      found = .instance(target)
    }
    let set = entities.set(found)
    if case .related = found { return set }
    return relation.isMany ? collection(set) : set
  }

  private mutating func entity(of row: StoredRow, behind relation: Relation) -> Entity {
    let id = entities.id(row)
    if case .manager = relation.access { return .related(id) }
    return .stored(id)
  }

  /// Whether a relation leads to the row that a row was reached from: it is loaded already.
  func leadsBack(_ number: Int32, from row: StoredRow) -> Bool {
    guard let last = row.path.last ?? relations.byDeclaration[row.query],
      !relations[number].isMany
    else { return false }
    return relations[last].inverse == number
  }

  /// Whether a row stands for each of many.
  func isOneOfMany(_ row: StoredRow) -> Bool {
    row.isOneOfMany || row.path.contains { relations[$0].isMany }
  }

  /// The type of the manager that gives rows.
  func managerType(of row: StoredRow) -> TypeID? {
    let last = row.path.last ?? relations.byDeclaration[row.query]
    guard let last, case .manager(let type) = relations[last].access else { return nil }
    return type
  }
}
