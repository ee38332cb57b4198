// What a value can be: the abstract things that flow through the program.

import Facts

/// An abstract thing that a value may be.
package enum Entity: Hashable, Sendable {
  case function(FunctionRef)
  case classObject(ClassRef)
  case instance(ClassRef)
  /// What `new F()` makes of a plain function.
  case made(FunctionRef)
  /// The prototype object of a class or constructor function.
  case prototype(EntityID)
  /// An object literal.
  case object(ValueRef)
  /// An array literal.
  case array(ValueRef)
  /// The exports of a project module.
  case exports(Int32)
  /// A package of a known library.
  case package(Int32)
  /// A value of a library's type, and where it was made.
  case library(TypeID, origin: ValueRef?)
  /// A function, class or member that a library offers, and where its receiver was made.
  case member(MemberID, origin: ValueRef?)
  /// A collection whose elements are the entity.
  case collection(EntityID)
  /// A stored row of which no more is known.
  case row
  /// Something of a package of which nothing is known.
  case foreign
}

/// The number of an entity in its table.
package struct EntityID: Hashable, Sendable, Comparable {
  package let raw: UInt32

  package static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
}

/// The number of a set of entities in its table; 0 is the empty set.
struct EntitySetID: Hashable, Sendable {
  let raw: UInt32

  static var empty: EntitySetID { EntitySetID(raw: 0) }
  var isEmpty: Bool { raw == 0 }
}

/// All entities and sets of entities that were met, each once.
struct EntityTable: Sendable {
  /// More than this and a set says nothing any more; the surplus is dropped in order of discovery.
  static let setLimit = 48

  private(set) var entities: [Entity] = []
  private var ids: [Entity: EntityID] = [:]
  private var sets: [[EntityID]] = [[]]
  private var setIDs: [[EntityID]: EntitySetID] = [:]
  private var singles: [EntitySetID?] = []

  subscript(_ id: EntityID) -> Entity { entities[Int(id.raw)] }
  subscript(_ set: EntitySetID) -> [EntityID] { sets[Int(set.raw)] }

  mutating func id(_ entity: Entity) -> EntityID {
    if let id = ids[entity] { return id }
    let id = EntityID(raw: UInt32(entities.count))
    entities.append(entity)
    singles.append(nil)
    ids[entity] = id
    return id
  }

  mutating func set(_ entity: Entity) -> EntitySetID { set(single: id(entity)) }

  mutating func set(single id: EntityID) -> EntitySetID {
    if let known = singles[Int(id.raw)] { return known }
    let set = EntitySetID(raw: UInt32(sets.count))
    sets.append([id])
    setIDs[[id]] = set
    singles[Int(id.raw)] = set
    return set
  }

  mutating func set(_ members: [EntityID]) -> EntitySetID {
    if members.isEmpty { return .empty }
    if members.count == 1 { return set(single: members[0]) }
    if let known = setIDs[members] { return known }
    let set = EntitySetID(raw: UInt32(sets.count))
    sets.append(members)
    setIDs[members] = set
    return set
  }

  mutating func union(_ left: EntitySetID, _ right: EntitySetID) -> EntitySetID {
    if right.isEmpty || left == right { return left }
    if left.isEmpty { return right }
    var members = self[left]
    for id in self[right] where !members.contains(id) && members.count < Self.setLimit {
      members.append(id)
    }
    return set(members)
  }
}
