// A statement of the source with the plan that it has today.

/// How a statement is planned on tables of ten times the rows of today, with the indexes that the project has.
package struct PlannedStatement: Sendable {
  /// A table that is read whole, with the rows that it is planned for.
  package struct Scan: Sendable, Equatable {
    package let table: String
    package let rows: Double
  }

  /// Sixteen digits that stay the same as long as the text does.
  package let fingerprint: String
  package let text: String
  /// Positions among the queries that were handed in.
  package let sites: [Int]
  package let plan: Plan
  package let scans: [Scan]

  init(_ statement: PreparedStatement, sites: [Int], plan: Plan, scans: [Scan]) {
    fingerprint = Self.mark(of: statement.text)
    text = statement.text
    self.sites = sites
    self.plan = plan
    self.scans = scans
  }

  /// A statement whose parameters are numbered in their order has one text only.
  private static func mark(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
