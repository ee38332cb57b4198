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
  /// A stored row of a class, and the query that read it.
  case stored(RowID)
  /// A row of a query for several things at once, of which some are rows of classes: `session.query(Order, Item.name)`.
  case tuple(RowID)
  /// A row of whatever model the object of a class is made for, which asks for it: `select(self.model)`.
  case held(RowID)
  /// What is asked for the rows at the other end of a relation: a manager of Django's.
  case related(RowID)
  /// What a serializer has checked: a dictionary by the names of its fields.
  case checked(ClassRef)
  /// Something of a package of which nothing is known.
  case foreign

  /// Whether it is a module of the project, as those who import it see it.
  var isExports: Bool {
    if case .exports = self { true } else { false }
  }
}

/// The number of an entity in its table.
package struct EntityID: Hashable, Sendable, Comparable {
  package let raw: UInt32

  package static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
}

/// The number of a stored row in the table of entities.
package struct RowID: Hashable, Sendable {
  package let raw: UInt32
}

/// A row as a query gives it, or as it is reached from such a row.
struct StoredRow: Hashable, Sendable {
  var model: ClassRef
  /// Where the query was begun; the declaration of a relation where only that is known.
  var query: ValueRef
  /// Whether the query gives many rows.
  var isOneOfMany: Bool
  /// The relations that lead from the query's row to this one.
  var path: [Int32] = []
  /// The model is the class whose objects each ask for rows of one of their own.
  var isHeld = false
}

/// The number of a set of entities.
///
/// 0 is the empty set. An odd number is the set of one entity, which needs no table; an even one is the position of a
/// larger set in the table, doubled.
struct EntitySetID: Hashable, Sendable {
  let raw: UInt32

  init(raw: UInt32) { self.raw = raw }
  init(single id: EntityID) { raw = id.raw << 1 | 1 }

  static var empty: EntitySetID { EntitySetID(raw: 0) }
  var isEmpty: Bool { raw == 0 }

  /// The only member of a set of one.
  var single: EntityID? { raw & 1 == 0 ? nil : EntityID(raw: raw >> 1) }
}
