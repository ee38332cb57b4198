// Alternatives of conditions, as filters are put together.

import Queries

/// A filter in disjunctive form: one of the shapes holds.
struct Shapes {
  private(set) var list: [QueryShape]

  /// More alternatives say nothing that these do not.
  static let most = 8

  init(_ list: [QueryShape]) { self.list = Array(list.prefix(Self.most)) }

  static var everything: Shapes { Shapes([QueryShape()]) }
  static var unknown: Shapes { Shapes([.unknown]) }

  static func one(_ predicate: Predicate) -> Shapes { Shapes([QueryShape([predicate])]) }

  static func open(at place: QueryPlace) -> Shapes {
    Shapes([QueryShape(isComplete: false, open: place)])
  }

  var isEverything: Bool {
    list.contains { $0.predicates.isEmpty && $0.isComplete && $0.open == nil }
  }

  func and(_ other: Shapes) -> Shapes {
    if other.list.count == 1, other.isEverything { return self }
    if list.count == 1, isEverything { return other }
    return Shapes(
      list.flatMap { left in
        other.list.map { right in
          var shape = QueryShape(
            left.predicates + right.predicates,
            isComplete: left.isComplete && right.isComplete,
            open: left.open ?? right.open
          )
          shape.isArm = left.isArm || right.isArm
          return shape
        }
      }
    )
  }

  func or(_ other: Shapes) -> Shapes { Shapes(list + other.list) }

  /// The same shapes, as arms of one OR.
  var arms: Shapes {
    guard list.count > 1 else { return self }
    return Shapes(
      list.map { shape in
        var shape = shape
        shape.isArm = true
        return shape
      }
    )
  }

  /// The same conditions, each of which some paths leave out.
  var optional: Shapes {
    Shapes(
      list.map { shape in
        var shape = shape
        for position in shape.predicates.indices { shape.predicates[position].isOptional = true }
        return shape
      }
    )
  }

  func prefixed(by path: [String]) -> Shapes {
    Shapes(
      list.map { shape in
        var shape = shape
        for position in shape.predicates.indices {
          shape.predicates[position].path.insert(contentsOf: path, at: 0)
        }
        return shape
      }
    )
  }
}
