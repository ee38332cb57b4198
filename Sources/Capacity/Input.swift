// A number that goes into an estimate, with where it comes from.

/// One input of an estimate: never a bare number, so that a reader can argue with it.
package struct Input: Sendable, Hashable {
  package var value: Double
  /// Where the number stands, or why it was assumed: `take: 20 in src/orders.js:14`.
  package var source: String
  /// Whether nobody said so: an assumed input lowers the confidence of what is computed from it.
  package var isAssumed: Bool

  private init(value: Double, source: String, isAssumed: Bool) {
    self.value = value
    self.source = source
    self.isAssumed = isAssumed
  }

  /// A number that code or configuration states.
  package static func stated(_ value: Double, by source: String) -> Input {
    Input(value: value, source: source, isAssumed: false)
  }

  /// A number taken for want of a better one.
  package static func assumed(_ value: Double, because reason: String) -> Input {
    Input(value: value, source: reason, isAssumed: true)
  }
}

extension Input {
  /// Milliseconds that one small query takes, there and back.
  ///
  /// Half of it is the round trip inside one data centre, 500 µs in Jeff Dean's "Numbers Everyone
  /// Should Know" (Stanford CS295 talk, 2007); the other half is left to an indexed lookup and
  /// the driver.
  package static let queryRoundTrip = assumed(
    1,
    because: "a query of 1 ms: 0.5 ms of network in one data centre, 0.5 ms of indexed lookup"
  )

  /// Rows that an unbounded loop walks, where neither code nor schema says.
  package static let rowsOfOnePage = assumed(20, because: "a page of 20 rows")

  /// Rows that an import takes or an export gives.
  package static let rowsOfOneFile = assumed(1_000, because: "1,000 rows of an import or export")

  /// Rows that go with an account or a project when it is removed.
  package static let rowsOfOneOwner = assumed(1_000, because: "1,000 rows that go with it")
}
