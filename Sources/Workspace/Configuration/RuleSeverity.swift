// A level that the user gives to a rule.

/// A level that the user gives to a rule.
package struct RuleSeverity: Hashable, Sendable {
  package enum Level: String, Hashable, Sendable, CaseIterable {
    case critical, high, medium, monitor, off
  }
  /// The rule as it is written: whether there is such a rule, the catalog tells.
  package let rule: String
  package let level: Level
  /// The 1-based line of plimsoll.yml.
  package let line: Int
}
