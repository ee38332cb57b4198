// Which route costs most: the order of the route tables.

import Findings

/// The growth of a cost that is written as a polynomial, worst greatest.
struct CostRank: Comparable {
  /// Sums of the coefficients, from the highest degree down to the constants.
  private let coefficients: [Int]

  private static var highestDegree: Int { 6 }

  /// Reads `2 + 3N`, `N²`, `4NM`; what it does not understand weighs nothing.
  init(_ polynomial: String) {
    var coefficients = Array(repeating: 0, count: Self.highestDegree + 1)
    for term in polynomial.split(separator: "+") {
      let (coefficient, degree) = Self.read(term)
      let place = Self.highestDegree - min(degree, Self.highestDegree)
      coefficients[place] = min(coefficients[place] + coefficient, 1_000_000)
    }
    self.coefficients = coefficients
  }

  static func < (left: CostRank, right: CostRank) -> Bool {
    left.coefficients.lexicographicallyPrecedes(right.coefficients)
  }

  private static func read(_ term: Substring) -> (coefficient: Int, degree: Int) {
    let digits = term.drop { !$0.isNumber && !$0.isLetter }.prefix { $0.isASCII && $0.isNumber }
    let coefficient = digits.isEmpty ? nil : Int(digits.prefix(6))
    var degree = 0
    for character in term {
      switch character {
      case "A"..."Z": degree += 1
      case "²": degree += 1
      case "³": degree += 2
      // `N^k`: a recursion whose depth nobody knows.
      case "^": degree += 3
      default: break
      }
    }
    return (coefficient ?? (degree > 0 ? 1 : 0), degree)
  }
}

extension [RouteCost] {
  /// The routes, most expensive first; equal ones as they came.
  var byCost: [RouteCost] {
    enumerated().sorted { left, right in
      let (first, second) = (Rank(left.element.cost), Rank(right.element.cost))
      return first == second ? left.offset < right.offset : first > second
    }
    .map(\.element)
  }
}

/// Queries before calls to others, these before what blocks, and waiting last.
private struct Rank: Comparable {
  let queries: CostRank
  let calls: CostRank
  let rest: [Int]

  init(_ cost: RouteCost.Cost) {
    queries = CostRank(cost.queries)
    calls = CostRank(cost.externalCalls)
    rest = [cost.unboundedReads ?? 0, cost.blockingCalls ?? 0, cost.sequentialAwaits ?? 0]
  }

  static func < (left: Rank, right: Rank) -> Bool {
    if left.queries != right.queries { return left.queries < right.queries }
    if left.calls != right.calls { return left.calls < right.calls }
    return left.rest.lexicographicallyPrecedes(right.rest)
  }
}
