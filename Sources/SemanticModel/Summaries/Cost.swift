// What one call of a function costs, as coefficients of the loop sizes.

/// The cost of one execution: for each kind of effect, how many at each power of the data's size.
///
/// The coefficients are those of a polynomial: `2 + 3N` queries are the terms (degree 0, count 2) and
/// (degree 1, count 3). Degree 4 stands for more than cubic and for recursion over a tree.
package struct Cost: Sendable {
  package static let unboundedDegree: UInt8 = 4

  /// Sorted by kind, then degree.
  package internal(set) var terms: [Term] = []

  package struct Term: Sendable {
    package let kind: EffectKind
    package let degree: UInt8
    /// Saturates at 65,535.
    package internal(set) var count: UInt16
    /// The first site that contributes: its position in the program's sites.
    let site: Int32
  }

  package init() {}

  /// The number of effects of a kind at a degree.
  package func count(_ kind: EffectKind, degree: UInt8) -> Int {
    Int(terms.first { $0.kind == kind && $0.degree == degree }?.count ?? 0)
  }

  /// The term of lowest degree of some kinds.
  func lowest(of kinds: Set<EffectKind>) -> Term? {
    lowest(of: EffectKinds(kinds))
  }

  func lowest(of kinds: EffectKinds) -> Term? {
    var lowest: Term?
    for term in terms where kinds.contains(EffectKinds(term.kind)) {
      if lowest.map({ term.degree < $0.degree }) ?? true { lowest = term }
    }
    return lowest
  }

  mutating func add(_ kind: EffectKind, degree: UInt8, count: UInt16, site: Int32) {
    let degree = min(degree, Self.unboundedDegree)
    var position = 0
    while position < terms.count {
      let term = terms[position]
      if term.kind == kind, term.degree == degree {
        let sum = terms[position].count.addingReportingOverflow(count)
        terms[position].count = sum.overflow ? .max : sum.partialValue
        return
      }
      if (term.kind.rawValue, term.degree) > (kind.rawValue, degree) { break }
      position += 1
    }
    terms.insert(Term(kind: kind, degree: degree, count: count, site: site), at: position)
  }

  /// Adds another cost, incurred inside some more loops.
  mutating func add(_ other: Cost, raisedBy degree: UInt8, site: Int32? = nil) {
    for term in other.terms {
      add(
        term.kind,
        degree: min(term.degree + min(degree, Self.unboundedDegree), Self.unboundedDegree),
        count: term.count,
        site: site ?? term.site
      )
    }
  }

  /// Keeps the larger of two alternatives, term by term.
  mutating func formMaximum(with other: Cost) {
    for term in other.terms {
      if let position = terms.firstIndex(where: {
        $0.kind == term.kind && $0.degree == term.degree
      }) {
        if terms[position].count < term.count { terms[position] = term }
      } else {
        add(term.kind, degree: term.degree, count: term.count, site: term.site)
      }
    }
  }

  /// Everything at the unbounded degree: a function that calls itself in a loop.
  func unbounded() -> Cost {
    var result = Cost()
    for term in terms {
      result.add(term.kind, degree: Self.unboundedDegree, count: term.count, site: term.site)
    }
    return result
  }
}
